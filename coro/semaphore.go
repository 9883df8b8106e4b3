package coro

import (
	"context"
	"fmt"
	"math"
)

// Semaphore lets a number of tasks in at a time: asyncio.Semaphore. NewSemaphore
// makes one; the zero value lets nobody in until Release is called. It serves
// those that wait in the order in which they came. It belongs to the loop of
// its first Acquire, and must not be copied.
//
// Release gives the place to the first in line, before that task runs; one that
// is cancelled then gives it back.
type Semaphore struct {
	bound
	value int
	line  waiters
}

// NewSemaphore makes a semaphore with n places. A negative n is a panic with
// ErrMisuse.
func NewSemaphore(n int) *Semaphore {
	if n < 0 {
		panic(misuse("NewSemaphore(%d): the number of places must be 0 or more", n))
	}
	return &Semaphore{value: n}
}

// Acquire takes a place; it suspends until there is one. If one is free and
// nobody waits, it does not suspend. The error is that of the await (cancelled,
// ctx is over); then the caller has no place.
func (s *Semaphore) Acquire(ctx context.Context) error {
	t, err := s.use(ctx)
	if err != nil {
		return err
	}
	if s.Locked() {
		err = s.waitFor(ctx, t)
	} else {
		s.value--
	}
	if err == nil && t.rt.rec != nil {
		t.rt.traceAcquire(&s.bound, "semaphore", t)
	}
	return err
}

// waitFor is Acquire when there is no place, or others are first.
func (s *Semaphore) waitFor(ctx context.Context, t *task) error {
	if t.rt.rec != nil {
		t.rt.traceWait(&s.bound, "semaphore", t)
	}
	woken, err := s.line.wait(ctx, t, "semaphore", s)
	if woken && err != nil {
		s.value++ // the place was this one's already
	}
	// Places may have become free for those who had to queue behind this one.
	for s.value > 0 && s.wakeNext() {
	}
	return err
}

// wakeNext gives a place to the first that waits.
func (s *Semaphore) wakeNext() bool {
	if !s.line.wakeNext() {
		return false
	}
	s.value--
	return true
}

// Release gives a place back, or adds one, and wakes the first that waits. It
// does not suspend. The error is ErrForeign or ErrLoopClosed if the caller may
// not release it.
func (s *Semaphore) Release() error { return s.release(math.MaxInt) }

func (s *Semaphore) release(bound int) error {
	if err := s.usable(); err != nil {
		return err
	}
	if s.value >= bound {
		return misuse("BoundedSemaphore was released more often than acquired")
	}
	if rt := s.recorder(); rt != nil {
		rt.traceRelease(&s.bound, "semaphore")
	}
	s.value++
	s.wakeNext()
	return nil
}

// Locked tells whether Acquire would suspend: no place is free, or others wait.
func (s *Semaphore) Locked() bool { return s.value == 0 || s.line.contested() }

// Do runs body while the caller has a place, and gives it back however body
// ends, also by a panic: `async with semaphore`. It returns the error of
// Acquire, or of body.
func (s *Semaphore) Do(ctx context.Context, body func(context.Context) error) error {
	return holding(ctx, s, body)
}

// String is as in asyncio: <Semaphore [unlocked, value:2]>.
func (s *Semaphore) String() string { return s.describe("Semaphore") }

func (s *Semaphore) describe(kind string) string {
	word := "locked"
	if !s.Locked() {
		word = fmt.Sprintf("unlocked, value:%d", s.value)
	}
	return "<" + kind + " [" + word + s.line.suffix() + "]>"
}

// BoundedSemaphore is a Semaphore that never has more places than in the
// beginning: asyncio.BoundedSemaphore. NewBoundedSemaphore makes one.
type BoundedSemaphore struct {
	places Semaphore
	most   int
}

// NewBoundedSemaphore makes a bounded semaphore with n places. A negative n is
// a panic with ErrMisuse.
func NewBoundedSemaphore(n int) *BoundedSemaphore {
	if n < 0 {
		panic(misuse("NewBoundedSemaphore(%d): the number of places must be 0 or more", n))
	}
	return &BoundedSemaphore{places: Semaphore{value: n}, most: n}
}

// Acquire takes a place: see Semaphore.Acquire.
func (s *BoundedSemaphore) Acquire(ctx context.Context) error { return s.places.Acquire(ctx) }

// Release gives a place back: see Semaphore.Release. With all of them free it
// is ErrMisuse.
func (s *BoundedSemaphore) Release() error { return s.places.release(s.most) }

// Locked tells whether Acquire would suspend.
func (s *BoundedSemaphore) Locked() bool { return s.places.Locked() }

// Do runs body while the caller has a place: see Semaphore.Do.
func (s *BoundedSemaphore) Do(ctx context.Context, body func(context.Context) error) error {
	return holding(ctx, s, body)
}

// String is as in asyncio: <BoundedSemaphore [locked, waiters:1]>.
func (s *BoundedSemaphore) String() string { return s.places.describe("BoundedSemaphore") }
