package replay

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
)

// WhyNot tells why a task does not run at event n: what it waits for, what
// that waits for, down to the timers and jobs that will go on by themselves,
// or to the finding that nothing will.
func (h *History) WhyNot(task, n int) []Reason {
	w := &inquiry{h: h, s: h.State(n), seen: map[int]bool{}, done: map[int]bool{}}
	end := w.task(task)
	if end.sure && end.at > w.s.T {
		w.say(w.s.N, fmt.Sprintf(h.say.why.earliest, seconds(end.at)))
	}
	return w.found
}

// WhyNotText tells the same as a text, a line each.
func (h *History) WhyNotText(task, n int) string {
	var b strings.Builder
	for _, r := range h.WhyNot(task, n) {
		fmt.Fprintf(&b, "#%-5d%s\n", r.N, r.Text)
	}
	return b.String()
}

// An inquiry follows the waits of one state.
type inquiry struct {
	h     *History
	s     *State
	seen  map[int]bool // tasks asked already
	done  map[int]bool // and gathers
	found []Reason
}

// A prospect is when something happens at the earliest, if that can be told.
type prospect struct {
	at   time.Duration
	sure bool
}

func (w *inquiry) say(n int, text string) { w.found = append(w.found, Reason{n, text}) }

func (w *inquiry) task(id int) prospect {
	t, known := w.s.Task(id)
	name := w.s.Name(id)
	now := prospect{w.s.T, true}
	switch {
	case !known:
		w.say(w.s.N, fmt.Sprintf(w.h.say.why.unborn, name))
		return prospect{}
	case w.seen[id]:
		w.say(w.s.N, fmt.Sprintf(w.h.say.why.cycle, name))
		return prospect{}
	case t.State.Done():
		w.say(w.s.N, fmt.Sprintf(w.h.say.why.done, name, w.h.say.state(t.State)))
		return now
	}
	w.seen[id] = true
	if wait, ok := w.s.Wait(id); ok {
		w.say(wait.N, fmt.Sprintf(w.h.say.why.waits, name, w.h.waitName(wait), seconds(wait.Since)))
		return w.deadline(id, w.future(wait.Fut, wait))
	}
	w.ready(id, name)
	return now
}

// ready tells about a task that does not wait.
func (w *inquiry) ready(id int, name string) {
	i := slices.IndexFunc(w.s.Ready, func(r Entry) bool { return r.Task == id })
	switch {
	case i < 0:
		w.say(w.s.N, fmt.Sprintf(w.h.say.why.running, name))
	case i == 0:
		w.say(w.s.Ready[i].N, fmt.Sprintf(w.h.say.why.next, name))
	default:
		w.say(w.s.Ready[i].N, fmt.Sprintf(w.h.say.why.queued, name, w.h.say.handles.n(i)))
	}
}

// future tells what a future waits for.
func (w *inquiry) future(fut int, wait Wait) prospect {
	f, pending := w.s.Future(fut)
	if t, ok := w.timer(fut, wait); ok {
		w.say(t.N, fmt.Sprintf(w.h.say.why.timerEnds, t.Timer, seconds(t.When)))
		return prospect{t.When, true}
	}
	if job, ok := w.job(fut); ok {
		w.say(job.N, fmt.Sprintf(w.h.say.why.job, job.Job, job.Label, w.h.say.jobState(job.State)))
		return prospect{}
	}
	switch {
	case !pending:
		w.say(w.s.N, w.h.say.why.unknown)
		return prospect{}
	case f.Task != 0:
		return w.task(f.Task)
	case len(f.Children) > 0:
		return w.children(f)
	}
	w.say(w.s.N, fmt.Sprintf(w.h.say.why.other, w.h.FutureName(fut)))
	return prospect{}
}

// children tells about a gather: it ends with its last child.
func (w *inquiry) children(f Future) prospect {
	if w.done[f.Fut] {
		return prospect{}
	}
	w.done[f.Fut] = true
	end := prospect{sure: true}
	var open []int
	for _, child := range f.Children {
		if _, pending := w.s.Future(child); pending {
			open = append(open, child)
		}
	}
	w.say(w.s.N, fmt.Sprintf(w.h.say.why.children, w.h.FutureName(f.Fut), len(open), len(f.Children)))
	const most = 5
	for i, child := range open {
		if i == most {
			w.say(w.s.N, fmt.Sprintf(w.h.say.why.more, len(open)-most))
			return prospect{}
		}
		p := w.future(child, Wait{Fut: child})
		end.at, end.sure = max(end.at, p.at), end.sure && p.sure
	}
	return end
}

// deadline tells whether a timeout comes before the end of a wait.
func (w *inquiry) deadline(task int, end prospect) prospect {
	inner := slices.DeleteFunc(w.s.Scopes(), func(c Scope) bool {
		return c.What != "timeout" || c.Task != task || c.State != "open" || c.When <= 0
	})
	if len(inner) == 0 {
		return end
	}
	first := slices.MinFunc(inner, func(a, b Scope) int { return cmp.Compare(a.When, b.When) })
	w.say(first.N, fmt.Sprintf(w.h.say.why.timeout, seconds(first.When)))
	if !end.sure || first.When < end.at {
		return prospect{first.When, true}
	}
	return end
}

// timer finds the timer that will finish a future. If no timer says so, it is
// the last one set in the step that began to wait, for a sleep.
func (w *inquiry) timer(fut int, wait Wait) (Timer, bool) {
	timers := w.s.Timers()
	for _, t := range timers {
		if t.Fut == fut && fut != 0 {
			return t, true
		}
	}
	if wait.What != "sleep" {
		return Timer{}, false
	}
	slices.SortFunc(timers, func(a, b Timer) int { return cmp.Compare(b.N, a.N) })
	for _, t := range timers {
		if t.N < wait.N && w.h.Cause(t.N) == w.h.Cause(wait.N) {
			return t, true
		}
	}
	return Timer{}, false
}

func (w *inquiry) job(fut int) (Job, bool) {
	for _, job := range w.s.Jobs() {
		if w.h.jobFut[job.Job] == fut && fut != 0 {
			return job, true
		}
	}
	return Job{}, false
}
