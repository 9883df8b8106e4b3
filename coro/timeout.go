package coro

import (
	"context"
	"fmt"
	"time"

	"github.com/goasyncio/asyncio/loop"
	"github.com/goasyncio/asyncio/loop/trace"
	"github.com/goasyncio/asyncio/timer"
)

// TimeoutScope bounds the time of a body: asyncio.Timeout. Timeout, TimeoutAt
// and NoTimeout make one; it is used once.
//
// State: created -> active (Do) -> finished; or active -> expiring (the
// deadline came, the task was cancelled) -> expired (the body has ended). Only
// an active one can be rescheduled.
type TimeoutScope struct {
	state    scopeState
	delay    time.Duration
	relative bool
	limited  bool
	when     time.Duration
	task     *task
	before   int // Cancelling of the task at the beginning
	soon     *loop.Handle
	timer    *loop.TimerHandle
	id       int32
}

type scopeState uint8

const (
	scopeCreated scopeState = iota
	scopeActive
	scopeExpiring
	scopeExpired
	scopeFinished
)

func (s scopeState) String() string {
	return [...]string{"created", "active", "expiring", "expired", "finished"}[s]
}

// Timeout bounds a body to the time d from the call of Do: asyncio.timeout. A d
// of 0 or less is over at once, at the body's first suspension.
func Timeout(d time.Duration) *TimeoutScope {
	return &TimeoutScope{delay: d, relative: true, limited: true}
}

// TimeoutAt bounds a body to a time on the loop's clock: asyncio.timeout_at.
func TimeoutAt(when time.Duration) *TimeoutScope { return &TimeoutScope{when: when, limited: true} }

// NoTimeout is a scope without a deadline, for Reschedule: timeout(None).
func NoTimeout() *TimeoutScope { return &TimeoutScope{} }

// Do runs the body, in the caller's task. When the deadline comes, the task is
// cancelled, once; the body may clean up. If it then ends with the
// cancellation, Do returns an error that Is ErrTimeout instead; if it ends in
// another way, that is what Do returns, and only Expired tells. If somebody
// else cancelled the task as well, that cancellation is returned. It stands for
// `async with timeout(d):`.
func (s *TimeoutScope) Do(ctx context.Context, body func(context.Context) error) error {
	if body == nil {
		return nilError("the body")
	}
	if err := s.enter(ctx); err != nil {
		return err
	}
	returned := false
	defer func() {
		if !returned { // it panics, or ends its goroutine
			_ = s.exit(nil)
		}
	}()
	err := body(ctx)
	returned = true
	return s.exit(err)
}

func (s *TimeoutScope) enter(ctx context.Context) error {
	t, err := holder(ctx)
	if err != nil {
		return err
	}
	if s.state != scopeCreated {
		return misuse("this timeout has already been entered: make a new one for each Do")
	}
	s.state, s.task, s.before = scopeActive, t, t.Cancelling()
	if s.relative {
		s.when = timer.Add(t.rt.loop.Time(), s.delay)
	}
	if t.rt.rec != nil {
		t.rt.traceScope(trace.TimeoutEnter, s)
	}
	s.schedule()
	return nil
}

// schedule sets the timer. A deadline that is over fires in the next turn.
func (s *TimeoutScope) schedule() {
	l := s.task.rt.loop
	switch {
	case !s.limited:
	case s.when <= l.Time():
		s.soon = l.PushCall(s.expire, trace.WhyCallSoon, "timeout")
	default:
		s.timer = l.PushTimer(s.when, s.expire, "timeout")
	}
}

func (s *TimeoutScope) unschedule() {
	if s.soon != nil {
		s.soon.Cancel()
	}
	if s.timer != nil {
		s.timer.Cancel()
	}
	s.soon, s.timer = nil, nil
}

func (s *TimeoutScope) expire() {
	if s.task.rt.rec != nil {
		s.task.rt.traceScope(trace.TimeoutExpire, s)
	}
	cancelAny(&s.task.promise, nil)
	s.state = scopeExpiring
	s.soon, s.timer = nil, nil
}

func (s *TimeoutScope) exit(err error) error {
	s.unschedule()
	if s.state == scopeActive {
		s.state = scopeFinished
	} else {
		s.state = scopeExpired
		if s.task.Uncancel() <= s.before && isCancelled(err) {
			err = &timeoutError{err}
		}
	}
	if s.task.rt.rec != nil {
		s.task.rt.traceScope(trace.TimeoutExit, s)
	}
	return err
}

// Reschedule moves the deadline to a time on the loop's clock. Only the body,
// before the deadline, can: else the error is ErrMisuse.
func (s *TimeoutScope) Reschedule(when time.Duration) error { return s.reschedule(when, true) }

// Unlimit takes the deadline away: reschedule(None).
func (s *TimeoutScope) Unlimit() error { return s.reschedule(0, false) }

func (s *TimeoutScope) reschedule(when time.Duration, limited bool) error {
	switch {
	case s.state == scopeCreated:
		return misuse("the timeout has not been entered: call Reschedule inside Do")
	case s.state != scopeActive:
		return misuse("cannot change the deadline of a timeout that is %s", s.state)
	}
	if err := s.task.rt.loop.Usable(); err != nil {
		return err
	}
	s.unschedule()
	s.when, s.limited = when, limited
	if s.task.rt.rec != nil {
		s.task.rt.traceScope(trace.TimeoutReschedule, s)
	}
	s.schedule()
	return nil
}

// When is the deadline on the loop's clock; false if there is none. Before Do
// it is the time that Timeout was given.
func (s *TimeoutScope) When() (time.Duration, bool) {
	if s.state == scopeCreated && s.relative {
		return s.delay, s.limited
	}
	return s.when, s.limited
}

// Expired tells whether the deadline came before the body ended.
func (s *TimeoutScope) Expired() bool {
	return s.state == scopeExpiring || s.state == scopeExpired
}

// String is as in asyncio: <Timeout [active] when=2s>.
func (s *TimeoutScope) String() string {
	if s.state != scopeActive {
		return fmt.Sprintf("<Timeout [%s]>", s.state)
	}
	if !s.limited {
		return "<Timeout [active] when=None>"
	}
	return fmt.Sprintf("<Timeout [active] when=%v>", s.when)
}
