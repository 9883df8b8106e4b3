package replay

import (
	"strconv"

	"github.com/goasyncio/asyncio/loop/trace"
)

// AppendJSON appends the state, with the lines printed so far, as JSON.
//
// This text is the contract between this reducer and the page's one, which is
// written in JavaScript: for the same recording and the same n both give the
// same bytes. So everything about it is fixed:
//
//   - no white space; every key is always there; keys in alphabetical order;
//   - strings as JSON.stringify writes them, which is also what
//     [trace.AppendString] does;
//   - numbers are whole; times are nanoseconds (above 2^53, 104 days, a
//     JavaScript reader must not go by way of Number);
//   - none is 0, "" or [], never null;
//   - "waiting" has what and label of the step.end, or, if that has no label,
//     those of the future, if it is pending;
//   - "ready" and "running" in their order, "timers" by when and number,
//     "scopes" by n, "waiting" by task, all other lists by their own number.
//
// The top level has: cut, futures, jobs, n, output, ready, running, scopes,
// stopped, t, tasks, tick, timers, waiting. The functions below, one for each
// sort of entry, are the list of the rest.
func (h *History) AppendJSON(b []byte, s *State) []byte {
	w := &writer{b: b}
	w.open('{')
	w.number("cut", s.Cut)
	list(w, "futures", s.Futures(), w.future)
	list(w, "jobs", s.Jobs(), w.job)
	w.number("n", s.N)
	list(w, "output", h.Output(s), w.line)
	list(w, "ready", s.Ready, w.entry)
	list(w, "running", s.Running, w.running)
	list(w, "scopes", s.Scopes(), w.scope)
	w.boolean("stopped", s.Stopped)
	w.number("t", int(s.T))
	list(w, "tasks", s.Tasks(), w.task)
	w.number("tick", s.Tick)
	list(w, "timers", s.Timers(), w.timer)
	list(w, "waiting", s.Waiting(), func(x Wait) { w.wait(x, s.futures[x.Fut].Calls) })
	w.shut('}')
	return w.b
}

func (w *writer) future(f Future) {
	list(w, "calls", f.Calls, w.call)
	list(w, "children", f.Children, nil)
	w.number("fut", f.Fut)
	w.text("label", f.Label)
	w.number("task", f.Task)
	w.text("what", f.What)
}

func (w *writer) call(c Call) {
	w.text("label", c.Label)
	w.number("task", c.Task)
}

func (w *writer) job(j Job) {
	w.boolean("abandoned", j.Abandoned)
	w.number("fut", j.Fut)
	w.number("job", j.Job)
	w.text("label", j.Label)
	w.number("n", j.N)
	w.text("state", j.State)
	w.number("task", j.Task)
	w.number("worker", j.Worker)
}

func (w *writer) line(l Line) {
	w.number("n", l.N)
	w.number("task", l.Task)
	w.text("text", l.Text)
}

func (w *writer) entry(r Entry) {
	w.boolean("cancelled", r.Cancelled)
	w.number("h", r.H)
	w.text("label", r.Label)
	w.number("n", r.N)
	w.number("task", r.Task)
	w.text("why", r.Why.String())
}

func (w *writer) running(r Running) {
	w.number("h", r.H)
	w.text("label", r.Label)
	w.number("n", r.N)
	w.number("task", r.Task)
}

func (w *writer) scope(c Scope) {
	w.number("id", c.ID)
	w.number("n", c.N)
	w.text("state", c.State)
	w.number("task", c.Task)
	w.text("what", c.What)
	w.number("when", int(c.When))
}

func (w *writer) task(t Task) {
	w.number("cancelling", t.Cancelling)
	w.text("coro", t.Coro)
	w.number("fut", t.Fut)
	w.number("group", t.Group)
	w.text("name", t.Name)
	w.number("parent", t.Parent)
	w.text("state", string(t.State))
	w.number("task", t.Task)
}

func (w *writer) timer(t Timer) {
	w.number("fut", t.Fut)
	w.number("h", t.H)
	w.text("label", t.Label)
	w.number("n", t.N)
	w.number("timer", t.Timer)
	w.number("when", int(t.When))
}

// wait has the calls of the future too: who is told when it is done.
func (w *writer) wait(x Wait, calls []Call) {
	list(w, "calls", calls, w.call)
	w.number("fut", x.Fut)
	w.text("label", x.Label)
	w.number("n", x.N)
	w.number("since", int(x.Since))
	w.number("task", x.Task)
	w.text("what", x.What)
}

// A writer writes JSON without white space.
type writer struct {
	b     []byte
	comma bool // something stands before, at this level
}

func (w *writer) open(c byte) {
	w.sep()
	w.b, w.comma = append(w.b, c), false
}

func (w *writer) shut(c byte) { w.b, w.comma = append(w.b, c), true }

func (w *writer) sep() {
	if w.comma {
		w.b = append(w.b, ',')
	}
	w.comma = true
}

func (w *writer) key(name string) {
	w.sep()
	w.b = append(trace.AppendString(w.b, name), ':')
}

func (w *writer) number(key string, n int) {
	w.key(key)
	w.b = strconv.AppendInt(w.b, int64(n), 10)
}

func (w *writer) text(key, text string) {
	w.key(key)
	w.b = trace.AppendString(w.b, text)
}

func (w *writer) boolean(key string, is bool) {
	w.key(key)
	w.b = strconv.AppendBool(w.b, is)
}

// list writes objects, the fields of each by item; or, if item is nil,
// numbers.
func list[T any](w *writer, key string, items []T, item func(T)) {
	w.key(key)
	w.comma = false
	w.open('[')
	for _, x := range items {
		if item == nil {
			w.sep()
			w.b = strconv.AppendInt(w.b, int64(any(x).(int)), 10)
			continue
		}
		w.open('{')
		item(x)
		w.shut('}')
	}
	w.shut(']')
}
