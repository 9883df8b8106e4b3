package replay_test

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/goasyncio/asyncio/loop/trace"
)

// step runs a task until it waits or ends, and returns how.
func (s *sim) step(t *simTask) trace.Event {
	if f := t.on; f != nil {
		t.on = nil
		if f.state == trace.StateException {
			return s.finish(t, trace.StateException, f.exc)
		}
		t.must = t.must || f.state == trace.StateCancelled
	}
	if t.must {
		t.must = false
		s.emit(trace.Event{Kind: trace.CancelDeliver, Task: t.id})
		if !t.catches {
			return s.finish(t, trace.StateCancelled, "")
		}
		t.catches = false
		s.emit(trace.Event{Kind: trace.CancelSwallow, Task: t.id})
	}
	for t.pc < len(t.prog.ops) {
		o := t.prog.ops[t.pc]
		t.pc++
		if end := s.op(t, o); end.Out != trace.OutNone {
			return end
		}
	}
	return s.finish(t, trace.StateResult, "")
}

func (s *sim) finish(t *simTask, state trace.State, exc string) trace.Event {
	e := trace.Event{Kind: trace.TaskDone, Task: t.id, Fut: t.fut.id, State: state}
	if exc != "" {
		e.More = &trace.More{Exc: exc}
	}
	s.emit(e)
	s.settle(t.fut, state, exc)
	return trace.Event{Out: map[trace.State]trace.Out{trace.StateResult: trace.OutReturn,
		trace.StateException: trace.OutRaise, trace.StateCancelled: trace.OutCancelled}[state]}
}

// op does one op; if it suspends or ends the task, it returns how.
func (s *sim) op(t *simTask, o op) trace.Event {
	switch o.do {
	case "print":
		s.emit(trace.Event{Kind: trace.Printed, Task: t.id, More: &trace.More{Text: o.text}})
	case "busy":
		s.now += o.d
	case "stubborn":
		t.catches = true
	case "raise":
		return s.finish(t, trace.StateException, o.text)
	case "yield":
		s.wake(t, trace.WhyYield)
		return trace.Event{Out: trace.OutYield}
	case "spawn":
		if len(s.tasks) < 30 {
			s.spawn(o.n, t.id)
		}
	case "cancel":
		s.cancel(s.tasks[o.n%len(s.tasks)])
	case "sleep":
		label := "Sleep(" + o.d.String() + ")"
		f := s.future("sleep", label)
		s.after(o.d, label, f)
		return s.await(t, f, "sleep", label)
	case "thread":
		f := s.future("thread", "work")
		s.count.job++
		job := &timer{id: s.count.job, when: s.now + o.d, label: "deliver"}
		job.at = &handle{run: func() { s.settle(f, trace.StateResult, "") }}
		job.add = s.emit(trace.Event{Kind: trace.JobSubmit, ID: job.id, Task: t.id, Fut: f.id, Label: "work"})
		s.jobs = append(s.jobs, job)
		return s.await(t, f, "thread", "work")
	case "await":
		child := s.tasks[(o.n-1)%len(s.tasks)]
		if child == t {
			return s.finish(t, trace.StateException, "await on itself")
		}
		return s.await(t, child.fut, "task", child.name())
	case "gather":
		return s.gather(t, s.tasks[max(1, len(s.tasks)-o.n):])
	}
	return trace.Event{}
}

func (s *sim) after(d time.Duration, label string, f *simFuture) {
	s.count.h++
	s.count.timer++
	tm := &timer{id: s.count.timer, when: s.now + d, label: label, at: &handle{h: s.count.h}}
	tm.at.run = func() { s.settle(f, trace.StateResult, "") }
	tm.add = s.emit(trace.Event{Kind: trace.TimerAdd, Timer: tm.id, H: tm.at.h, When: tm.when, Label: label, Fut: f.id})
	s.timers = append(s.timers, tm)
}

func (s *sim) gather(t *simTask, children []*simTask) trace.Event {
	children = slices.DeleteFunc(slices.Clone(children), func(c *simTask) bool { return c == t })
	ids := []int{}
	for _, c := range children {
		ids = append(ids, c.fut.id)
	}
	label := fmt.Sprintf("gather(%d)", len(children))
	f := s.future("gather", label, ids...)
	left := len(children)
	if left == 0 {
		s.settle(f, trace.StateResult, "")
	}
	for _, c := range children {
		done := func() {
			left--
			if c.fut.state != trace.StateResult {
				s.settle(f, c.fut.state, c.fut.exc)
			} else if left == 0 {
				s.settle(f, trace.StateResult, "")
			}
		}
		if c.fut.done {
			s.push(&handle{run: done}, trace.WhyDoneCb, label, 0)
		} else {
			s.onDone(c.fut, simCall{label: label, run: done})
		}
	}
	return s.await(t, f, "gather", label)
}

func (s *sim) await(t *simTask, f *simFuture, what, label string) trace.Event {
	t.on = f
	if f.done {
		if f.state == trace.StateException {
			t.on = nil
			return s.finish(t, trace.StateException, f.exc)
		}
		t.on = nil
		return trace.Event{}
	}
	s.onDone(f, simCall{label: t.name() + ".wakeup", task: t})
	if t.must {
		t.must = false
		s.cancelFuture(f)
	}
	return trace.Event{Out: trace.OutAwait, Fut: f.id, What: what, Label: label,
		More: &trace.More{Stack: []trace.Frame{{File: 1, Line: 100*t.id + t.pc, Func: t.prog.name}}}}
}

// cancelFuture cancels what a task waits for: another task, or a future. One
// that is being cancelled already, as in a cycle, is left alone.
func (s *sim) cancelFuture(f *simFuture) {
	for _, t := range s.tasks {
		if t.fut != f {
			continue
		}
		if t.cancelling == 0 {
			s.cancel(t)
		}
		return
	}
	s.settle(f, trace.StateCancelled, "")
}

func (s *sim) cancel(t *simTask) {
	if t.fut.done {
		return
	}
	t.cancelling++
	s.emit(trace.Event{Kind: trace.CancelRequest, Task: t.id, More: &trace.More{Count: t.cancelling}})
	f := t.on
	if f == nil || f.done {
		t.must = true
	} else {
		s.cancelFuture(f)
	}
	s.timers = slices.DeleteFunc(s.timers, func(tm *timer) bool {
		if f == nil || !f.done || tm.add == 0 || !strings.HasPrefix(tm.label, "Sleep") || s.r.At(tm.add-1).Fut != f.id {
			return false
		}
		s.emit(trace.Event{Kind: trace.TimerCancel, Timer: tm.id, H: tm.at.h})
		return true
	})
}

// hello is the first lesson's program: three greetings at once.
func hello() *trace.Recording {
	return simulate(
		coro("main", spawn(1), spawn(2), spawn(3), gather(3), say("done")),
		coro("greet", sleep(2*time.Second), say("Hello, ada!")),
		coro("greet", sleep(time.Second), say("Hello, bob!")),
		coro("greet", sleep(3*time.Second), say("Hello, cy!")),
	)
}
