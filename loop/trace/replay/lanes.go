package replay

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"github.com/goasyncio/asyncio/loop/trace"
)

// Lane is the life of one task, cut into spans that follow one another.
type Lane struct {
	Task  int
	Name  string
	Coro  string
	Spans []Span
	End   Status // result, exception, cancelled, or "" if it is not done
	Done  Moment // when it was done, or the end of the recording
}

// last is the end of the task's last step, in which it was done.
func (l *Lane) last() Moment {
	if n := len(l.Spans); n > 0 {
		return l.Spans[n-1].To
	}
	return l.Done
}

// Moment is a place in a recording, by both of its axes.
type Moment struct {
	N int
	T time.Duration
}

// Doing is what a task does during a span.
type Doing string

// What a span can be.
const (
	DoingRun   Doing = "run"   // its step runs
	DoingReady Doing = "ready" // it is in the ready queue
	DoingWait  Doing = "wait"  // it waits for something
)

// Span is a piece of a task's life.
type Span struct {
	Doing    Doing
	Label    string // what it waits for
	From, To Moment
}

// Lanes gives the life of each task, in the order of their creation.
func (h *History) Lanes() []Lane {
	w := &weaver{h: h, lanes: map[int]*Lane{}, now: map[int]*Span{}, queued: map[int]bool{}}
	var last Moment
	for e := range h.Rec.Events() {
		last = Moment{e.N, e.T}
		w.event(e, last)
	}
	for _, lane := range w.lanes {
		w.shut(lane.Task, last)
		if lane.End == "" {
			lane.Done = last
		}
		lane.Name = h.Name(lane.Task)
	}
	sorted := slices.SortedFunc(maps.Values(w.lanes), func(a, b *Lane) int { return cmp.Compare(a.Task, b.Task) })
	lanes := make([]Lane, len(sorted))
	for i := range sorted {
		lanes[i] = *sorted[i]
	}
	return lanes
}

// A weaver turns events into spans: each task has one that is open.
type weaver struct {
	h      *History
	lanes  map[int]*Lane
	now    map[int]*Span
	queued map[int]bool // it joined the ready queue while it ran
}

func (w *weaver) event(e *trace.Event, at Moment) {
	if e.Task == 0 {
		return
	}
	switch e.Kind {
	case trace.TaskNew:
		w.lane(e.Task).Coro = e.What
	case trace.ReadyPush:
		if now := w.now[e.Task]; now != nil && now.Doing == DoingRun {
			w.queued[e.Task] = true
			return
		}
		w.open(e.Task, DoingReady, "", at)
	case trace.StepBegin:
		delete(w.queued, e.Task)
		w.open(e.Task, DoingRun, "", at)
	case trace.StepEnd:
		w.end(e, at)
	case trace.TaskDone:
		lane := w.lane(e.Task)
		lane.End, lane.Done = Status(e.State.String()), at
	}
}

func (w *weaver) lane(task int) *Lane {
	if w.lanes[task] == nil {
		w.lanes[task] = &Lane{Task: task}
	}
	return w.lanes[task]
}

func (w *weaver) end(e *trace.Event, at Moment) {
	switch {
	case w.lane(e.Task).End != "":
		w.shut(e.Task, at)
	case w.queued[e.Task]:
		w.open(e.Task, DoingReady, "", at)
	case e.Out == trace.OutAwait:
		w.open(e.Task, DoingWait, w.h.awaited(e), at)
	default:
		w.shut(e.Task, at)
	}
}

// open ends the span that is open and begins another.
func (w *weaver) open(task int, what Doing, label string, at Moment) {
	w.shut(task, at)
	w.lane(task)
	w.now[task] = &Span{Doing: what, Label: label, From: at}
}

func (w *weaver) shut(task int, at Moment) {
	now := w.now[task]
	if now == nil {
		return
	}
	now.To = at
	lane := w.lane(task)
	lane.Spans = append(lane.Spans, *now)
	delete(w.now, task)
}
