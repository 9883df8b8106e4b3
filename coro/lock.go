package coro

import (
	"context"
	"errors"
	"fmt"
)

// Lock is a mutual exclusion of tasks: asyncio.Lock. The zero value is an
// unlocked lock. It serves those that wait in the order in which they came, and
// no newcomer overtakes one that was woken. It belongs to the loop of its first
// use, and must not be copied.
//
// Release does not hand it over: it wakes the first in line and leaves the lock
// unlocked until that task runs; meanwhile others line up. One that was woken
// and cancelled wakes the next.
type Lock struct {
	// Strict makes Acquire return ErrReentrant to the task that holds the
	// lock, where otherwise it would wait for itself.
	Strict bool

	bound
	locked bool
	owner  *task // who acquired it
	line   waiters
}

// Acquire locks the lock; it suspends until it can. If the lock is free and
// nobody waits for it, it does not suspend. The error is that of the await
// (cancelled, ctx is over); then the caller does not hold the lock.
func (l *Lock) Acquire(ctx context.Context) error {
	t, err := l.use(ctx)
	if err != nil {
		return err
	}
	if l.locked || l.line.contested() {
		return l.waitFor(ctx, t)
	}
	l.take(t)
	return nil
}

func (l *Lock) take(t *task) {
	l.locked, l.owner = true, t
	if t.rt.rec != nil {
		t.rt.traceAcquire(&l.bound, "lock", t)
	}
}

// waitFor is Acquire when the lock is not free.
func (l *Lock) waitFor(ctx context.Context, t *task) error {
	if l.Strict && l.locked && l.owner == t {
		return fmt.Errorf("%w: %s", ErrReentrant, t.name())
	}
	if t.rt.rec != nil {
		t.rt.traceWait(&l.bound, "lock", t)
	}
	if _, err := l.line.wait(ctx, t, "lock", l); err != nil {
		if !l.locked {
			l.line.wakeHead()
		}
		return err
	}
	l.take(t)
	return nil
}

// Release unlocks the lock, whoever holds it, and wakes the first that waits.
// It does not suspend. Releasing a lock that nobody holds is ErrMisuse.
func (l *Lock) Release() error {
	if !l.locked {
		return misuse("Release of a lock that nobody holds")
	}
	rt := l.rt.Load()
	if err := rt.loop.Usable(); err != nil {
		return err
	}
	if rt.rec != nil {
		rt.traceRelease(&l.bound, "lock")
	}
	l.locked, l.owner = false, nil
	if l.line.first != nil {
		l.line.wakeHead()
	}
	return nil
}

// Locked tells whether somebody holds the lock.
func (l *Lock) Locked() bool { return l.locked }

// Do runs body while the caller holds the lock, and releases it however body
// ends, also by a panic: `async with lock`. It returns the error of Acquire, or
// of body.
func (l *Lock) Do(ctx context.Context, body func(context.Context) error) error {
	return holding(ctx, l, body)
}

// String is as in asyncio: <Lock [locked, waiters:2]>.
func (l *Lock) String() string { return "<Lock [" + lockedWord(l.locked) + l.line.suffix() + "]>" }

func lockedWord(locked bool) string {
	if locked {
		return "locked"
	}
	return "unlocked"
}

// suffix is how a String shows a line.
func (l *waiters) suffix() string {
	if l.present == 0 {
		return ""
	}
	return fmt.Sprintf(", waiters:%d", l.present)
}

// acquirer is what a body can hold.
type acquirer interface {
	Acquire(ctx context.Context) error
	Release() error
}

// holding runs body between Acquire and Release. A body that has released by
// itself makes that Release fail; as in Python, that error goes first.
func holding(ctx context.Context, a acquirer, body func(context.Context) error) (err error) {
	if body == nil {
		return nilError("the body")
	}
	if err := a.Acquire(ctx); err != nil {
		return err
	}
	defer func() {
		if released := a.Release(); released != nil {
			err = errors.Join(released, err)
		}
	}()
	return body(ctx)
}
