package timer

import (
	"fmt"
	"time"
)

// A Timer is one entry of a [Heap]: a deadline, and a Value for the owner. The zero value is ready to be pushed, and
// a Timer may lie by value in the thing it wakes, so that setting a timer allocates nothing. It must not be copied, and
// it belongs to one Heap as long as it is queued.
//
// Its states, and what moves it:
//
//	idle ──Push──> queued ──PopDue, Clear──> idle            Queued  Cancelled
//	  │              │                       idle              no       no
//	Cancel         Cancel                    queued            yes      no
//	  v              v                       lazy              yes      yes
//	spent <──────── lazy                     spent             no       yes
//	  │    Prune, PopDue, Clear
//	  └──Push──> queued
//
// A lazy timer is cancelled and still lies in the heap, because taking an entry out of the middle would cost more than
// skipping it later. It cannot be pushed before it has left.
type Timer[T any] struct {
	_ noCopy

	// Value is the owner's; the heap does not look at it.
	Value T

	when       time.Duration
	seq        uint64 // order of scheduling, the second key of the heap
	prev, next *Timer[T]
	queued     bool
	cancelled  bool
}

// When is the deadline given at the last Push.
func (t *Timer[T]) When() time.Duration { return t.when }

// Queued tells whether the timer lies in a heap, cancelled or not.
func (t *Timer[T]) Queued() bool { return t.queued }

// Cancelled tells whether the timer was cancelled since it was last pushed.
func (t *Timer[T]) Cancelled() bool { return t.cancelled }

// String reads like Python's repr: <Timer when=1.5s>, with its state when that is not simply queued.
func (t *Timer[T]) String() string {
	switch {
	case t.cancelled:
		return fmt.Sprintf("<Timer cancelled when=%v>", t.when)
	case !t.queued:
		return "<Timer idle>"
	}
	return fmt.Sprintf("<Timer when=%v>", t.when)
}

// before is the order of the heap: by deadline, then by order of scheduling.
func (t *Timer[T]) before(u *Timer[T]) bool {
	return t.when < u.when || t.when == u.when && t.seq < u.seq
}

// noCopy makes go vet complain about copies.
type noCopy struct{}

func (*noCopy) Lock()   {}
func (*noCopy) Unlock() {}

// A list is a doubly linked list through the timers themselves, in the order of scheduling. A timer is in at most one.
type list[T any] struct {
	first, last *Timer[T]
	size        int
}

// add appends t.
func (l *list[T]) add(t *Timer[T]) {
	t.prev = l.last
	if l.last == nil {
		l.first = t
	} else {
		l.last.next = t
	}
	l.last = t
	l.size++
}

// remove takes t out, and clears its links so that a finished timer keeps no other in memory.
func (l *list[T]) remove(t *Timer[T]) {
	if t.prev == nil {
		l.first = t.next
	} else {
		t.prev.next = t.next
	}
	if t.next == nil {
		l.last = t.prev
	} else {
		t.next.prev = t.prev
	}
	t.prev, t.next = nil, nil
	l.size--
}
