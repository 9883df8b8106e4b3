package coro

import (
	"context"
	"math"
)

// Listed is how many waiters are in an event's list.
func Listed(e *Event) (n int) {
	for w := e.line.first; w != nil; w = w.next {
		n++
	}
	return n
}

// SemaphoreValue is how many places are free.
func SemaphoreValue(s *Semaphore) int { return s.value }

// Inside is how many tasks are in a barrier.
func Inside(b *Barrier) int { return b.count }

// BoundedValue is how many places are free.
func BoundedValue(s *BoundedSemaphore) int { return s.places.value }

// WrapWalks makes the next cancel of a ctx's loop the first of a new count.
func WrapWalks(ctx context.Context) {
	t, _ := holder(ctx)
	t.rt.walks = math.MaxUint32 - 1
}

// Spares is how many timers of sleeps, and waiters, a ctx's loop keeps.
func Spares(ctx context.Context) int {
	t, _ := holder(ctx)
	return len(t.rt.naps) + len(t.rt.waiters)
}
