package coro

import "context"

// Condition lets tasks that hold a lock wait until another one tells them that
// something has changed: asyncio.Condition. The zero value has a lock of its
// own; NewCondition shares one. It belongs to the loop of its first use, and
// must not be copied.
//
// A change and its notification happen while the lock is held; a waiter looks
// again when it has the lock back, since it may have been woken for nothing.
// WaitUntil does that.
type Condition struct {
	bound
	own  Lock
	lock *Lock // nil: own
	line waiters
}

// NewCondition makes a condition that uses the given lock, which may be shared
// with other conditions.
func NewCondition(l *Lock) *Condition { return &Condition{lock: l} }

func (c *Condition) theLock() *Lock {
	if c.lock == nil {
		return &c.own
	}
	return c.lock
}

// Acquire locks the condition's lock: see Lock.Acquire.
func (c *Condition) Acquire(ctx context.Context) error { return c.theLock().Acquire(ctx) }

// Release unlocks the condition's lock: see Lock.Release.
func (c *Condition) Release() error { return c.theLock().Release() }

// Locked tells whether somebody holds the condition's lock.
func (c *Condition) Locked() bool { return c.theLock().locked }

// Do runs body while the caller holds the lock: see Lock.Do.
func (c *Condition) Do(ctx context.Context, body func(context.Context) error) error {
	return holding(ctx, c.theLock(), body)
}

// Wait releases the lock, suspends until it is notified, and acquires the lock
// again. The caller holds it when Wait returns, also when it returns the error
// of a cancellation, however many come meanwhile (but not when the loop
// closes); the latest is returned. A ctx that ends is heard once. One that was
// notified and then cancelled passes the notification on. Without the lock,
// Wait is ErrMisuse.
func (c *Condition) Wait(ctx context.Context) error {
	t, err := c.use(ctx)
	if err != nil {
		return err
	}
	if !c.Locked() {
		return misuse("Wait on a condition whose lock is not held")
	}
	if err := c.Release(); err != nil {
		return err
	}
	if t.rt.rec != nil {
		t.rt.traceWait(&c.bound, "condition", t)
	}
	_, err = c.line.wait(ctx, t, "condition", c)
	if err = c.reacquire(ctx, t, err); err != nil {
		c.notify(1)
		return err
	}
	if t.rt.rec != nil {
		t.rt.traceAcquire(&c.bound, "condition", t)
	}
	return nil
}

// reacquire gets the lock back and returns why the wait failed: err, unless
// something newer comes. A cancellation outlasts the end of a context, which is
// only heard the first time: then the wait goes on under the task's own.
func (c *Condition) reacquire(ctx context.Context, t *task, err error) error {
	for {
		if err != nil && !isCancelled(err) {
			ctx = (*taskContext)(t)
		}
		next := c.Acquire(ctx)
		switch {
		case next == nil:
			return err
		case isCancelled(next):
			err = next
		case own(ctx, t):
			ctx = (*taskContext)(t)
			if err == nil {
				err = next
			}
		default: // the loop closes
			return next
		}
	}
}

// WaitUntil waits until the predicate is true: wait_for. It looks at once, and
// then whenever it is notified, each time holding the lock. The errors are
// those of Wait.
func (c *Condition) WaitUntil(ctx context.Context, predicate func() bool) error {
	if predicate == nil {
		return nilError("the predicate")
	}
	for !predicate() {
		if err := c.Wait(ctx); err != nil {
			return err
		}
	}
	return nil
}

// Notify wakes the first n that wait, or all if there are fewer. They go on
// one after the other when the caller has released the lock. It does not
// suspend. Without the lock, it is ErrMisuse.
func (c *Condition) Notify(n int) error {
	if err := c.theLock().usable(); err != nil {
		return err
	}
	if !c.Locked() {
		return misuse("Notify of a condition whose lock is not held")
	}
	if rt := c.recorder(); rt != nil {
		rt.traceRelease(&c.bound, "condition")
	}
	c.notify(n)
	return nil
}

// NotifyAll is Notify for all that wait.
func (c *Condition) NotifyAll() error { return c.Notify(c.line.pending) }

func (c *Condition) notify(n int) {
	for ; n > 0 && c.line.wakeNext(); n-- {
	}
}

// String is as in asyncio: <Condition [locked, waiters:2]>.
func (c *Condition) String() string {
	return "<Condition [" + lockedWord(c.Locked()) + c.line.suffix() + "]>"
}
