package replay_test

import (
	"fmt"
	"slices"
	"time"

	"github.com/goasyncio/asyncio/loop/trace"
)

// This file is a loop of a few lines that runs made-up programs and records
// them as the true one does, so that this package can be tested alone.

// An op is what a coroutine does next.
type op struct {
	do   string
	n    int           // of spawn: the program; of await, cancel: the task (counted from 1); of gather: how many of the newest tasks
	d    time.Duration // of sleep, thread, busy
	text string
}

func sleep(d time.Duration) op  { return op{do: "sleep", d: d} }
func yield() op                 { return op{do: "yield"} }
func say(text string) op        { return op{do: "print", text: text} }
func spawn(prog int) op         { return op{do: "spawn", n: prog} }
func await(task int) op         { return op{do: "await", n: task} }
func gather(newest int) op      { return op{do: "gather", n: newest} }
func cancel(task int) op        { return op{do: "cancel", n: task} }
func thread(d time.Duration) op { return op{do: "thread", d: d} }
func busy(d time.Duration) op   { return op{do: "busy", d: d} }
func fail(text string) op       { return op{do: "raise", text: text} }
func stubborn() op              { return op{do: "stubborn"} } // catches the next cancellation

type prog struct {
	name string
	ops  []op
}

func coro(name string, ops ...op) prog { return prog{name, ops} }

type sim struct {
	r      *trace.Recorder
	progs  []prog
	now    time.Duration
	tick   int
	ready  []*handle
	timers []*timer
	jobs   []*timer
	tasks  []*simTask
	count  struct{ h, fut, timer, job int }
}

type handle struct {
	h, push int
	task    *simTask
	run     func()
	dead    bool
}

type timer struct {
	id, add int
	when    time.Duration
	at      *handle
	label   string
}

type simFuture struct {
	id    int
	done  bool
	state trace.State
	exc   string
	calls []simCall
}

type simCall struct {
	label string
	task  *simTask
	run   func()
}

type simTask struct {
	id         int
	fut        *simFuture
	prog       prog
	pc         int
	on         *simFuture
	must       bool
	catches    bool
	cancelling int
}

func (t *simTask) name() string { return fmt.Sprintf("Task-%d", t.id) }

// simulate runs programs, the first one as main, and returns the recording.
func simulate(progs ...prog) *trace.Recording {
	s := &sim{r: trace.New(trace.WithHeader(trace.Header{Clock: "virtual", Lib: "v0", Loop: 1})), progs: progs}
	s.emit(trace.Event{Kind: trace.LoopStart})
	s.spawn(0, 0)
	for s.turn() {
	}
	var pending []int
	for _, t := range s.tasks {
		if !t.fut.done {
			pending = append(pending, t.id)
		}
	}
	s.emit(trace.Event{Kind: trace.LoopStop, More: &trace.More{Tasks: pending}})
	return s.r.Recording()
}

func (s *sim) emit(e trace.Event) int {
	e.T = s.now
	return s.r.Emit(&e)
}

func (s *sim) turn() bool {
	if len(s.ready)+len(s.timers)+len(s.jobs) == 0 || s.tick > 500 {
		return false
	}
	s.poll()
	s.tick++
	todo := len(s.ready)
	s.emit(trace.Event{Kind: trace.TickBegin, Tick: s.tick, Todo: todo, Timers: len(s.timers)})
	for range todo {
		h := s.ready[0]
		s.ready = s.ready[1:]
		s.run(h)
	}
	s.emit(trace.Event{Kind: trace.TickEnd, Tick: s.tick, Ran: todo})
	return true
}

func (s *sim) run(h *handle) {
	if h.dead {
		s.emit(trace.Event{Kind: trace.HandleSkip, H: h.h, By: h.push})
		return
	}
	e := trace.Event{Kind: trace.StepBegin, H: h.h, By: h.push}
	if h.task != nil {
		e.Task = h.task.id
		s.emit(e)
		end := s.step(h.task)
		end.Kind, end.H, end.Task = trace.StepEnd, h.h, h.task.id
		s.emit(end)
		return
	}
	s.emit(e)
	h.run()
	s.emit(trace.Event{Kind: trace.StepEnd, H: h.h, Out: trace.OutCallback})
}

// poll waits for the next timer or job and makes ready what is due.
func (s *sim) poll() {
	order := func(a, b *timer) int {
		if a.when != b.when {
			return int(a.when - b.when)
		}
		return a.id - b.id
	}
	slices.SortFunc(s.timers, order)
	slices.SortFunc(s.jobs, order)
	e := trace.Event{Kind: trace.Poll, Timeout: -1}
	begun := s.now
	switch {
	case len(s.ready) > 0:
		e.Timeout = 0
	case len(s.timers) > 0 && (len(s.jobs) == 0 || s.timers[0].when <= s.jobs[0].when):
		e.Timeout, e.Woke = max(0, s.timers[0].when-s.now), trace.WokeTimer
		s.now = max(s.now, s.timers[0].when)
	default:
		e.Woke = trace.WokeThread
		s.now = max(s.now, s.jobs[0].when)
	}
	s.emit(e)
	if s.now > begun {
		s.emit(trace.Event{Kind: trace.Clock, From: begun})
	}
	for len(s.jobs) > 0 && s.jobs[0].when <= s.now {
		s.deliver(s.jobs[0])
		s.jobs = s.jobs[1:]
	}
	for len(s.timers) > 0 && s.timers[0].when <= s.now {
		t := s.timers[0]
		s.timers = s.timers[1:]
		by := s.emit(trace.Event{Kind: trace.TimerFire, Timer: t.id, H: t.at.h, When: t.when, Late: s.now - t.when, By: t.add})
		s.push(t.at, trace.WhyTimer, t.label, by)
	}
}

func (s *sim) deliver(j *timer) {
	s.emit(trace.Event{Kind: trace.JobStart, ID: j.id, By: j.add, More: &trace.More{Worker: 1}})
	s.emit(trace.Event{Kind: trace.JobEnd, ID: j.id, By: j.add, More: &trace.More{Worker: 1}})
	by := s.emit(trace.Event{Kind: trace.JobDeliver, ID: j.id, By: j.add})
	s.push(j.at, trace.WhyThreadsafe, j.label, by)
}

func (s *sim) push(h *handle, why trace.Why, label string, by int) {
	if h.h == 0 {
		s.count.h++
		h.h = s.count.h
	}
	e := trace.Event{Kind: trace.ReadyPush, H: h.h, Why: why, Label: label, By: by}
	if h.task != nil {
		e.Task = h.task.id
	}
	h.push = s.emit(e)
	s.ready = append(s.ready, h)
}

func (s *sim) wake(t *simTask, why trace.Why) {
	s.push(&handle{task: t}, why, t.name()+"."+why.String(), 0)
}

func (s *sim) future(what, label string, children ...int) *simFuture {
	s.count.fut++
	f := &simFuture{id: s.count.fut}
	e := trace.Event{Kind: trace.FutNew, Fut: f.id, What: what, Label: label}
	if children != nil {
		e.More = &trace.More{Children: children}
	}
	s.emit(e)
	return f
}

func (s *sim) spawn(prog, parent int) *simTask {
	s.count.fut++
	t := &simTask{id: len(s.tasks) + 1, prog: s.progs[prog%len(s.progs)], fut: &simFuture{id: s.count.fut}}
	s.tasks = append(s.tasks, t)
	s.emit(trace.Event{Kind: trace.TaskNew, Task: t.id, Label: t.name(), What: t.prog.name, Fut: t.fut.id, Parent: parent,
		Src: &trace.Frame{File: 1, Line: 10 + prog, Func: "main"}})
	s.wake(t, trace.WhyStart)
	return t
}

func (s *sim) settle(f *simFuture, state trace.State, exc string) {
	if f.done {
		return
	}
	f.done, f.state, f.exc = true, state, exc
	if !slices.ContainsFunc(s.tasks, func(t *simTask) bool { return t.fut == f }) {
		s.emit(trace.Event{Kind: trace.FutDone, Fut: f.id, State: state})
	}
	for _, c := range f.calls {
		if c.task != nil {
			s.wake(c.task, trace.WhyWakeup)
		} else {
			s.push(&handle{run: c.run}, trace.WhyDoneCb, c.label, 0)
		}
	}
}

func (s *sim) onDone(f *simFuture, c simCall) {
	f.calls = append(f.calls, c)
	e := trace.Event{Kind: trace.CbAdd, Fut: f.id, Label: c.label}
	if c.task != nil {
		e.Task = c.task.id
	}
	s.emit(e)
}
