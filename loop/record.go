package loop

import (
	"errors"
	"time"

	"github.com/goasyncio/asyncio/loop/trace"
)

// This file writes the loop's part of a recording. Nothing in it runs unless
// there is a recorder: every call stands behind a branch on l.rec.

// counters number what a recording names.
type counters struct{ handle, timer, job int32 }

// Recorder is the loop's recorder, nil if nothing is recorded. What is built
// on the loop writes its events there.
func (l *Loop) Recorder() *trace.Recorder { return l.rec }

// record records an event that happens now, by the last look at the clock: a
// look costs more than all the rest of an event, so only the end of a step, a
// begin that does not follow one, and what concerns the time itself afford one.
func (l *Loop) record(e *trace.Event) int {
	e.T = l.lookedAt
	return l.rec.Emit(e)
}

// Record is record for what is built on the loop.
func (l *Loop) Record(e *trace.Event) int { return l.record(e) }

// emit records an event at its exact time.
func (l *Loop) emit(e *trace.Event) int {
	l.lookedAt = l.clock.Now()
	return l.record(e)
}

func (l *Loop) traceStart() { l.emit(&trace.Event{Kind: trace.LoopStart}) }

func (l *Loop) traceStop() {
	l.endTurn()
	l.emit(&trace.Event{Kind: trace.LoopStop})
}

// traceTurn records the begin of a turn, and the end of the one before. The
// poll that a turn begins with has just looked at the clock.
func (l *Loop) traceTurn() {
	l.endTurn()
	l.ticks++
	l.inTurn, l.ran = true, 0
	l.record(&trace.Event{Kind: trace.TickBegin, Tick: l.ticks, Todo: l.todo, Timers: l.timers.Len()})
}

func (l *Loop) endTurn() {
	if l.inTurn {
		l.inTurn = false
		l.record(&trace.Event{Kind: trace.TickEnd, Tick: l.ticks, Ran: l.ran})
	}
}

// tracePolled records a poll that did not wait.
func (l *Loop) tracePolled() {
	l.endTurn()
	l.emit(&trace.Event{Kind: trace.Poll})
}

// traceWaited records a poll that waited since begun.
func (l *Loop) traceWaited(begun time.Duration, woken bool) {
	now := l.clock.Now()
	e := &trace.Event{Kind: trace.Poll, Timeout: -1, Slept: now - begun, Woke: trace.WokeThread}
	if when, ok := l.timers.Next(); ok {
		e.Timeout = max(0, when-begun)
	}
	if !woken {
		e.Woke = trace.WokeTimer
	}
	l.emit(e)
	if l.Virtual() && now != begun {
		l.emit(&trace.Event{Kind: trace.Clock, From: begun})
	}
}

func (l *Loop) tracePush(h *Handle, why trace.Why, by int) {
	n := h.noted()
	if !h.is(isTimer) {
		l.count.handle++
		n.id = l.count.handle
	}
	n.cause = int32(l.record(&trace.Event{Kind: trace.ReadyPush, H: int(n.id), Why: why, Label: safeString(labelled{h}), By: by}))
}

func (l *Loop) tracePushStep(s Stepper, why trace.Why) {
	m := s.Recorded()
	l.count.handle++
	m.id = l.count.handle
	m.cause = int32(l.record(&trace.Event{Kind: trace.ReadyPush, H: int(m.id), Task: s.Number(), Why: why, Label: safeString(s)}))
}

// labelled is the name of what a handle calls.
type labelled struct{ h *Handle }

func (n labelled) String() string {
	if label := n.h.noted().label; label != "" {
		return label
	}
	return trace.CallName(n.h.call)
}

func (l *Loop) traceCancelled(h *Handle) {
	l.record(&trace.Event{Kind: trace.HandleCancel, H: int(h.notes.id)})
}

func (l *Loop) traceSkip(h *Handle) {
	l.ran++
	l.record(&trace.Event{Kind: trace.HandleSkip, H: int(h.notes.id), By: int(h.notes.cause)})
}

// traceBegin records that a callback begins, or a step of a task with that
// number.
func (l *Loop) traceBegin(m *Mark, task int) {
	e := &trace.Event{Kind: trace.StepBegin, H: int(m.id), Task: task, By: int(m.cause)}
	if m.id == 0 { // an eager task's first step, inside another
		l.emit(e)
		return
	}
	l.ran++
	if l.ended { // since then nothing has happened but a wait, which has looked at the clock
		l.ended = false
		l.record(e)
		return
	}
	l.emit(e)
}

// recordEnd records the end of a callback or a step.
func (l *Loop) recordEnd(m *Mark, end *trace.Event) {
	end.Kind, end.H = trace.StepEnd, int(m.id)
	l.emit(end)
	l.ended = true
}

func (l *Loop) traceTimer(t *TimerHandle) {
	l.count.handle++
	l.count.timer++
	n := t.noted()
	n.id, n.number = l.count.handle, l.count.timer
	n.cause = int32(l.emit(&trace.Event{Kind: trace.TimerAdd, H: int(n.id), Timer: int(n.number),
		When: t.When(), Fut: int(n.fut), Label: safeString(labelled{&t.Handle})}))
}

func (l *Loop) traceTimerCancelled(t *TimerHandle) {
	if t.entry.Queued() {
		l.record(&trace.Event{Kind: trace.TimerCancel, H: int(t.notes.id), Timer: int(t.notes.number)})
		return
	}
	l.record(&trace.Event{Kind: trace.HandleCancel, H: int(t.notes.id)})
}

// traceFired records that a timer came due, and returns the event.
func (l *Loop) traceFired(h *Handle, when time.Duration) int {
	return l.emit(&trace.Event{Kind: trace.TimerFire, H: int(h.notes.id), Timer: int(h.notes.number),
		When: when, Late: l.clock.Now() - when, By: int(h.notes.cause)})
}

func (l *Loop) traceSubmit(c *Call) {
	l.count.job++
	c.id = l.count.job
	c.cause = l.emit(&trace.Event{Kind: trace.JobSubmit, ID: int(c.id), Label: c.work.Name(), Task: c.about.Task, Fut: c.about.Fut})
}

// traceStarted records that a call has a worker.
func (l *Loop) traceStarted(c *Call) {
	l.emit(&trace.Event{Kind: trace.JobStart, ID: int(c.id), By: c.cause, More: &trace.More{Worker: c.worker}})
}

func (l *Loop) traceDelivered(c *Call) int {
	if c.worker != 0 { // else it was cancelled before it began
		l.emit(&trace.Event{Kind: trace.JobEnd, ID: int(c.id), By: c.cause, More: &trace.More{Worker: c.worker}})
	}
	return l.emit(&trace.Event{Kind: trace.JobDeliver, ID: int(c.id), By: c.cause, Task: c.about.Task, Fut: c.about.Fut})
}

// closeRecording ends the recording with the loop.
func (l *Loop) closeRecording() {
	if l.rec == nil {
		return
	}
	err := l.rec.Close()
	if l.opened != nil {
		err = errors.Join(err, l.opened.Close())
	}
	if err != nil {
		l.CallExceptionHandler(ExceptionContext{Message: "the recording of the loop is not complete", Err: err})
	}
}
