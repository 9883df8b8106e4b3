package replay

import (
	"sort"
	"time"

	"github.com/goasyncio/asyncio/loop/trace"
)

// History gives the state of a recorded loop at any event.
//
// The problem: to step back is to know the state before an event, and most
// events cannot be undone from what they hold. The choice: only forward steps
// exist; every so often a copy of the state is kept, a keyframe, and any place
// is reached from the keyframe before it. Stepping forward, stepping back and
// jumping thus give the same state, because they are the same thing. The
// price: memory for the keyframes, bounded by keeping them at least as many
// events apart as the state has entries.
//
// A History is made once and only read afterwards, so several goroutines may
// use it.
type History struct {
	Rec    *trace.Recording
	frames []*State // keyframes; the first one is the state before all events
	causes []int32  // of each event, in order; see Cause
	out    []Line
	names  map[int]string // the latest name of each task

	futures map[int]string      // the label of each future that has one
	futTask map[int]int         // whose result a future is
	ends    map[int]trace.State // how a future ended
	jobFut  map[int]int         // the future of a job
	thread  int                 // the latest future of a thread call
	say     *words              // the language; see In
}

// Line is a line that the program printed.
type Line struct {
	N    int
	T    time.Duration
	Task int
	Text string
}

// keyframeEvery is the least number of events between two keyframes.
const keyframeEvery = 1024

// New goes through a recording once and keeps what is needed to find states
// quickly. The recording must not change afterwards.
func New(rec *trace.Recording) *History {
	h := &History{Rec: rec, names: map[int]string{}, futures: map[int]string{}, futTask: map[int]int{}, ends: map[int]trace.State{}, jobFut: map[int]int{}, say: &english}
	s := newState()
	s.N = rec.First() - 1
	h.frames = []*State{s.Clone()}
	causes := newCauses(rec)
	for e := range rec.Events() {
		s.apply(e)
		h.causes = append(h.causes, int32(causes.of(e)-rec.First()))
		h.note(e)
		if last := h.frames[len(h.frames)-1]; e.N-last.N >= max(keyframeEvery, s.size()) {
			h.frames = append(h.frames, s.Clone())
		}
	}
	return h
}

// note keeps what is asked for without a state.
func (h *History) note(e *trace.Event) {
	switch e.Kind {
	case trace.Printed:
		h.out = append(h.out, Line{e.N, e.T, e.Task, e.Extra().Text})
	case trace.TaskNew:
		h.names[e.Task] = e.Label
		if e.Fut != 0 {
			h.futTask[e.Fut] = e.Task
		}
	case trace.TaskName:
		h.names[e.Task] = e.Label
	case trace.FutDone, trace.TaskDone:
		h.ends[e.Fut] = e.State
	case trace.FutNew:
		h.futures[e.Fut] = e.Label
		if e.Label == "" && e.What != "" {
			h.futures[e.Fut] = numbered(e.What, e.Fut)
		}
		if e.What == "thread" {
			h.thread = e.Fut
		}
	case trace.JobSubmit:
		h.jobFut[e.ID] = e.Fut
		if e.Fut == 0 {
			h.jobFut[e.ID] = h.thread // which is made just before
		}
	}
}

// State returns the state after event n: before all events if n is less than
// the first, after the last if it is more. It is the caller's own.
func (h *History) State(n int) *State {
	s := h.before(n).Clone()
	h.forward(s, n)
	return s
}

// before finds the last keyframe that is not after n.
func (h *History) before(n int) *State {
	i := sort.Search(len(h.frames), func(i int) bool { return h.frames[i].N > n })
	return h.frames[max(0, i-1)]
}

func (h *History) forward(s *State, n int) {
	for s.N < min(n, h.Rec.Last()) {
		s.apply(h.Rec.At(s.N + 1))
	}
}

// Output gives the lines printed up to a state.
func (h *History) Output(s *State) []Line { return h.out[:s.printed] }

// Cursor is a place in a history, for going through it.
type Cursor struct {
	h *History
	s *State
}

// Cursor returns a cursor that stands before the first event.
func (h *History) Cursor() *Cursor { return &Cursor{h, h.frames[0].Clone()} }

// Seek moves to event n, whichever direction that is, and returns the state
// there, which is good until the next Seek and must not be changed.
func (c *Cursor) Seek(n int) *State {
	if key := c.h.before(n); n < c.s.N || key.N > c.s.N {
		c.s = key.Clone()
	}
	c.h.forward(c.s, n)
	return c.s
}

// Name is what to call a task: its latest name, or its number.
func (h *History) Name(task int) string {
	if name := h.names[task]; name != "" {
		return name
	}
	return numbered("task", task)
}
