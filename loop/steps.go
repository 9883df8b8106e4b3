package loop

import (
	"fmt"
	"strings"
	"time"

	"github.com/goasyncio/asyncio/loop/trace"
)

// This file is what package coro needs of a loop beyond its public face: to
// schedule the step of a task without an allocation, and to hand the baton
// from one task straight to the next.
//
// A switch between two goroutines costs 150 ns and more, and a turn in which
// the loop's goroutine runs ten steps costs twenty of them. So a coroutine
// that suspends asks NextStep who is next, and hands over directly if that
// is another task's step. The order is the loop's own: NextStep takes from
// the same queue as a turn does. Callbacks, timers that are due, the inbox and
// the exception handler need the loop's goroutine; then NextStep says nil.

// PushCall schedules a callback as CallSoon does, without its checks. The label
// names it in recordings; "" stands for its function's name.
func (l *Loop) PushCall(call func(), why trace.Why, label string) *Handle {
	h := newHandle(l, call)
	if l.rec != nil {
		h.noted().label = label
	}
	l.collect()
	l.push(h, why, 0)
	return h
}

// PrepareCall makes h, the zero Handle, the handle of a callback, and
// PushHandle makes that ready: CallSoon in two steps, without its checks.
func (l *Loop) PrepareCall(h *Handle, call func(), label string) {
	h.prepare(l, call, label)
}

// PushHandle makes a prepared handle ready.
func (l *Loop) PushHandle(h *Handle, why trace.Why) {
	l.collect()
	l.push(h, why, 0)
}

// PushStep makes the next step of a task ready. It allocates nothing. The
// reason is for a recording.
func (l *Loop) PushStep(s Stepper, why trace.Why) {
	l.collect()
	l.ready.push(s)
	if l.rec != nil {
		l.tracePushStep(s, why)
	}
}

// NextStep takes what is next in this turn if it is a task's step, and begins
// the next turn if this one is over and only a snapshot is due. It skips what was
// cancelled. It returns nil when the loop's goroutine is needed. The caller must
// hold the baton, and run the step that it is given.
func (l *Loop) NextStep() Stepper {
	for !l.plain && !l.exiting && (l.todo > 0 || l.roll()) {
		s := l.ready.peek()
		switch c := s.(type) {
		case bare:
			return nil
		case *callback:
			if !(*Handle)(c).Cancelled() {
				return nil
			}
			l.take()
			continue
		}
		l.todo--
		l.ready.advance()
		if s != nil {
			return s
		}
	}
	return nil
}

// observeBegin and observeEnd enclose a callback that is recorded or watched.
func (l *Loop) observeBegin(h *Handle) {
	if l.rec != nil {
		l.traceBegin(&h.notes.Mark, 0)
	}
	if l.watch != nil {
		l.watch.begin(h)
	}
}

func (l *Loop) observeEnd(h *Handle) {
	if l.watch != nil {
		l.watch.end(h)
	}
	if l.rec != nil {
		l.recordEnd(&h.notes.Mark, &trace.Event{Out: trace.OutCallback})
	}
}

// BeginStep and EndStep enclose one step of a task, on whatever goroutine. They
// feed the recording and the report of slow callbacks. Where there is neither,
// a step does not even call them: they are inlined.
func (l *Loop) BeginStep(s Stepper) {
	if l.rec != nil || l.watch != nil {
		l.beginObserved(s)
	}
}

func (l *Loop) beginObserved(s Stepper) {
	if l.rec != nil {
		l.traceBegin(s.Recorded(), s.Number())
	}
	if l.watch != nil {
		l.watch.begin(s)
	}
}

// EndStep ends what BeginStep began. Only the caller can tell a recording how:
// it calls RecordEnd as well.
func (l *Loop) EndStep(s Stepper) {
	if l.watch != nil {
		l.watch.end(s)
	}
}

// RecordEnd records the end of a step, in the fields of end that say how.
func (l *Loop) RecordEnd(s Stepper, end *trace.Event) {
	l.recordEnd(s.Recorded(), end)
}

// Exit makes RunForever end its goroutine after the step that runs now, as
// SystemExit in a task ends asyncio's loop.
func (l *Loop) Exit() { l.exiting = true }

// push makes a callback ready, in the order of the calls.
func (l *Loop) push(h *Handle, why trace.Why, by int) {
	l.ready.push((*callback)(h))
	if l.rec != nil {
		l.tracePush(h, why, by)
	}
}

// mayRoll tells whether another turn is within the limits, and there is no need to
// listen before it.
func (l *Loop) mayRoll() bool {
	if l.limit > 0 && l.turns >= l.limit || l.spins() {
		return false
	}
	return !l.virtual || l.livelock <= 0 || l.still < l.livelock
}

// countTurn counts a turn, and is the error that ends a run of too many.
func (l *Loop) countTurn() error {
	if l.limit > 0 && l.turns >= l.limit {
		return ErrTurnLimit
	}
	l.turns++
	if !l.virtual {
		return nil
	}
	return l.countStill(l.clock.Now())
}

// spunTurns is how many turns ErrLivelock tells of.
const spunTurns = 20

// countStill counts the turns at one instant. Of the last ones within the
// limit it notes what they begin with.
func (l *Loop) countStill(now time.Duration) error {
	if now != l.stillAt {
		l.still, l.stillAt, l.spun = 0, now, nil
	}
	l.still++
	switch {
	case l.livelock <= 0 || l.still <= l.livelock-spunTurns:
	case l.still > l.livelock:
		return fmt.Errorf("%w: %d turns at %v; the last ones began with %s",
			ErrLivelock, l.livelock, now, strings.Join(l.spun, ", "))
	case l.ready.size > 0:
		l.spun = append(l.spun, l.ready.headline())
	}
	return nil
}
