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
// the same queue, by the same function, as a turn does. Callbacks, timers
// that are due, the inbox and the exception handler need the loop's
// goroutine; then NextStep says nil.

// PrepareStep makes h, the zero Handle, the handle of a task's step. It may be
// pushed again whenever it is not in the ready queue.
func (l *Loop) PrepareStep(h *Handle, s Stepper) { h.loop, h.step = l, s }

// PushCall schedules a callback as CallSoon does, without its checks. The label
// names it in recordings and reports; "" stands for its function's name.
func (l *Loop) PushCall(call func(), why trace.Why, label string) *Handle {
	h := &Handle{loop: l, call: call, name: label}
	l.collect()
	l.push(h, why, 0)
	return h
}

// PushStep makes a prepared handle ready. It allocates nothing. The reason is
// for a recording.
func (l *Loop) PushStep(h *Handle, why trace.Why) {
	l.collect()
	l.push(h, why, 0)
}

// NextStep takes the next handle of this turn if it is a task's step, and
// begins the next turn if this one is over and only a snapshot is due. It
// returns nil when the loop's goroutine is needed. The caller must hold the
// baton, and run the step that it is given.
func (l *Loop) NextStep() *Handle {
	for !l.plain && !l.exiting {
		if l.todo == 0 {
			if !l.roll() {
				return nil
			}
			continue
		}
		h := l.ready.peek()
		if h.step == nil && !h.Cancelled() {
			return nil
		}
		l.todo--
		l.ready.pop()
		if !h.Cancelled() {
			return h
		}
		if l.rec != nil {
			l.traceSkip(h)
		}
	}
	return nil
}

// Stepper is the task whose step the handle is, nil for a callback.
func (h *Handle) Stepper() Stepper { return h.step }

// BeginStep and EndStep enclose what runs: a callback in a turn, or one
// step of a task, on whatever goroutine. They feed the recording and
// the report of slow callbacks.
func (l *Loop) BeginStep(h *Handle) {
	if l.rec != nil {
		l.traceBegin(h)
	}
	if l.watch != nil {
		l.watch.begin(h)
	}
}

// EndStep ends what BeginStep began. End is how, for the recording: nil for a
// callback, and when nothing is recorded.
func (l *Loop) EndStep(h *Handle, end *trace.Event) {
	if l.watch != nil {
		l.watch.end(h)
	}
	if l.rec != nil {
		l.traceEnd(h, end)
	}
}

// Exit makes RunForever end its goroutine after the step that runs now, as
// SystemExit in a task ends asyncio's loop.
func (l *Loop) Exit() { l.exiting = true }

// push makes a handle ready, in the order of the calls.
func (l *Loop) push(h *Handle, why trace.Why, by int) {
	l.ready.push(h)
	if l.rec != nil {
		l.tracePush(h, why, by)
	}
}

// mayTurn tells whether another turn is within the limits.
func (l *Loop) mayTurn() bool {
	if l.limit > 0 && l.turns >= l.limit {
		return false
	}
	return !l.Virtual() || l.livelock <= 0 || l.still < l.livelock
}

// countTurn counts a turn, and is the error that ends a run of too many.
func (l *Loop) countTurn() error {
	if l.limit > 0 && l.turns >= l.limit {
		return ErrTurnLimit
	}
	l.turns++
	if !l.clock.Virtual() {
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
		l.spun = append(l.spun, safeString(l.ready.peek()))
	}
	return nil
}
