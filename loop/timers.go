package loop

import (
	"time"

	"github.com/goasyncio/asyncio/loop/trace"
	"github.com/goasyncio/asyncio/timer"
)

// CallLater schedules a callback for the time d from now. One that is due
// already runs in the next turn, after what is ready then. Callbacks for the
// same instant run in the order in which they were scheduled. It stands for
// asyncio's loop.call_later; the errors are those of CallSoon.
func (l *Loop) CallLater(d time.Duration, call func()) (*TimerHandle, error) {
	if err := l.check(call); err != nil {
		return nil, err
	}
	return l.PushTimer(timer.Add(l.clock.Now(), d), call, ""), nil
}

// CallAt schedules a callback for a time on the loop's clock (see Time):
// asyncio's loop.call_at.
func (l *Loop) CallAt(when time.Duration, call func()) (*TimerHandle, error) {
	if err := l.check(call); err != nil {
		return nil, err
	}
	return l.PushTimer(when, call, ""), nil
}

// PushTimer schedules a callback as CallAt does, without its checks; see
// PushCall.
func (l *Loop) PushTimer(when time.Duration, call func(), label string) *TimerHandle {
	t := new(TimerHandle)
	l.PrepareTimer(t, call, label)
	l.SetTimer(t, when)
	return t
}

// PrepareTimer makes t, the zero TimerHandle, one that SetTimer sets, so
// that a timer that fired can be set again without an allocation.
func (l *Loop) PrepareTimer(t *TimerHandle, call func(), label string) {
	t.prepare(l, call, label)
}

// SetTimer sets a prepared timer that is neither cancelled nor set.
func (l *Loop) SetTimer(t *TimerHandle, when time.Duration) {
	t.loop = l
	t.state.Store(isTimer)
	t.entry.Value = &t.Handle
	l.timers.Push(&t.entry, when)
	if l.rec != nil {
		l.traceTimer(t)
	}
}

// due makes a timer that came due ready. A cancelled one is queued too and
// skipped there, as in asyncio.
func (l *Loop) due(t *timer.Timer[*Handle]) {
	by := 0
	if l.rec != nil {
		by = l.traceFired(t.Value, t.When())
	}
	l.push(t.Value, trace.WhyTimer, by)
}

// check refuses what cannot be scheduled.
func (l *Loop) check(call func()) error {
	if call == nil {
		return ErrNilCallback
	}
	return l.Usable()
}

// Usable is nil if the caller may schedule on this loop now, else
// ErrLoopClosed or ErrForeign. While the loop runs the check is one atomic load;
// in debug mode it also compares goroutines.
func (l *Loop) Usable() error {
	if l.state.Load() == running && !l.debug {
		return nil
	}
	return l.unusable()
}

func (l *Loop) unusable() error {
	switch state := l.state.Load(); {
	case state == idle:
		return nil
	case state == closed:
		return ErrLoopClosed
	case state == unmade:
		return errUnmade
	case state == polling, !l.Owned():
		return ErrForeign
	}
	return nil
}
