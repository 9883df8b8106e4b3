package coro

import "context"

// Event is a flag that tasks wait for: asyncio.Event. The zero value is not
// set. It belongs to the loop of its first Wait, and must not be copied.
type Event struct {
	bound
	set  bool
	line waiters
}

// Wait suspends until the event is set. If it is set, it does not suspend.
// Whoever was waiting when it was set goes on, even if it was cleared since.
func (e *Event) Wait(ctx context.Context) error {
	t, err := e.use(ctx)
	if err != nil {
		return err
	}
	if !e.set {
		if t.rt.rec != nil {
			t.rt.traceWait(&e.bound, "event", t)
		}
		if _, err := e.line.wait(ctx, t, "event", e); err != nil {
			return err
		}
	}
	if t.rt.rec != nil {
		t.rt.traceAcquire(&e.bound, "event", t)
	}
	return nil
}

// Set sets the event and wakes all that wait, in the order in which they came.
// It does not suspend; setting it twice is fine. The error is ErrForeign or
// ErrLoopClosed if the caller may not set it.
func (e *Event) Set() error {
	if err := e.usable(); err != nil {
		return err
	}
	if e.set {
		return nil
	}
	if rt := e.recorder(); rt != nil {
		rt.traceRelease(&e.bound, "event")
	}
	e.set = true
	e.line.wakeAll()
	return nil
}

// Clear makes the event not set again.
func (e *Event) Clear() { e.set = false }

// IsSet tells whether the event is set.
func (e *Event) IsSet() bool { return e.set }

// String is as in asyncio: <Event [unset, waiters:2]>.
func (e *Event) String() string {
	word := "unset"
	if e.set {
		word = "set"
	}
	return "<Event [" + word + e.line.suffix() + "]>"
}
