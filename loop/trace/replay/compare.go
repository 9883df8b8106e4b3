package replay

import (
	"bufio"
	"cmp"
	"fmt"
	"io"

	"github.com/goasyncio/asyncio/loop/trace"
)

// Comparison tells how two recordings differ.
type Comparison struct {
	A, B   *History
	Totals [2]Totals
	Tasks  []TaskPair
	Split  *Split // nil: the schedules are the same
}

// TaskPair is a task that both recordings have, by its name, or that one has:
// the other lane is then nil. Of several tasks of one name the first of A goes
// with the first of B, and so on.
type TaskPair struct {
	Name string
	A, B *Lane
}

// Split is the first difference: the events that follow what is the same. One
// of them is 0 if its recording ends there.
type Split struct {
	A, B int
}

// Compare compares two recordings: what ran, in which turn, in which order,
// and at which time, unless a clock is real. Places in the source and the
// numbers of handles and futures do not count, and neither does what a program
// cannot see, like the making of futures.
func Compare(a, b *History) *Comparison {
	c := &Comparison{A: a, B: b, Totals: [2]Totals{a.Totals(), b.Totals()}}
	c.pair()
	timed := a.Rec.Header.Clock != "real" && b.Rec.Header.Clock != "real"
	for x, y := a.visible(0), b.visible(0); x != nil || y != nil; x, y = a.visible(x.N), b.visible(y.N) {
		if x == nil || y == nil || a.signature(x, timed) != b.signature(y, timed) {
			c.Split = &Split{number(x), number(y)}
			break
		}
	}
	return c
}

func number(e *trace.Event) int {
	if e == nil {
		return 0
	}
	return e.N
}

// visible gives the first event after n that counts.
func (h *History) visible(n int) *trace.Event {
	for n = max(n, h.Rec.First()-1) + 1; ; n++ {
		e := h.Rec.At(n)
		if e == nil {
			return nil
		}
		switch e.Kind {
		case trace.TickBegin, trace.ReadyPush, trace.HandleSkip, trace.StepBegin, trace.StepEnd, trace.TimerAdd, trace.TimerFire,
			trace.TaskNew, trace.TaskDone, trace.CancelRequest, trace.CancelDeliver, trace.Printed, trace.JobSubmit, trace.JobDeliver:
			return e
		}
	}
}

// signature is what of an event counts.
func (h *History) signature(e *trace.Event, timed bool) string {
	m := e.Extra()
	text := fmt.Sprint(e.Kind, h.who(e), e.Tick, e.Todo, e.Why, e.Out, e.State, m.Text, m.Val, m.Exc)
	if e.Out == trace.OutAwait {
		text += cmp.Or(e.Label, e.What)
	}
	if timed {
		text += fmt.Sprint(e.T, e.When)
	}
	return text
}

// pair finds the tasks of one name.
func (c *Comparison) pair() {
	type key struct {
		name string
		nth  int
	}
	places := map[key]int{}
	add := func(lanes []Lane, side func(*TaskPair) **Lane) {
		seen := map[string]int{}
		for i := range lanes {
			k := key{lanes[i].Name, seen[lanes[i].Name]}
			seen[k.name]++
			at, ok := places[k]
			if !ok {
				at = len(c.Tasks)
				places[k] = at
				c.Tasks = append(c.Tasks, TaskPair{Name: k.name})
			}
			*side(&c.Tasks[at]) = &lanes[i]
		}
	}
	add(c.A.Lanes(), func(p *TaskPair) **Lane { return &p.A })
	add(c.B.Lanes(), func(p *TaskPair) **Lane { return &p.B })
}

// WriteText writes the comparison: the totals side by side, the first
// difference, and when each task was done.
func (c *Comparison) WriteText(w io.Writer, o Text) error {
	o = o.honest()
	b := bufio.NewWriter(w)
	row := func(what string, x, y any) { fmt.Fprintf(b, "%-18s%14v%14v\n", clip(what, 17), x, y) }
	x, y := c.Totals[0], c.Totals[1]
	row("", "a", "b")
	row("turns", x.Turns, y.Turns)
	row("steps", x.Steps, y.Steps)
	row("tasks", x.Tasks, y.Tasks)
	row("time", seconds(x.Time), seconds(y.Time))
	row("latest timer", seconds(x.Late), seconds(y.Late))
	fmt.Fprintln(b)
	if c.Split == nil {
		fmt.Fprintln(b, "the schedules are the same")
	} else {
		fmt.Fprintln(b, o.paint(bold, "the first difference:"))
		c.A.tellSide(b, o, "a", c.Split.A)
		c.B.tellSide(b, o, "b", c.Split.B)
	}
	fmt.Fprintln(b)
	for _, p := range c.Tasks {
		row(p.Name, p.A.fate(), p.B.fate())
	}
	return b.Flush()
}

func (h *History) tellSide(w io.Writer, o Text, side string, n int) {
	text := "the recording ends"
	if n != 0 {
		s := h.State(n)
		text = fmt.Sprintf("#%d, turn %d, %s: %s", n, s.Tick, seconds(s.T), h.Sentence(n))
	}
	for i, line := range wrap(text, o.width()-6) {
		if i > 0 {
			side = " "
		}
		fmt.Fprintf(w, "  %s  %s\n", side, line)
	}
}

// fate tells in a word when and how a task ended.
func (l *Lane) fate() string {
	switch {
	case l == nil:
		return "-"
	case l.End == "":
		return "not done"
	case l.End == StatusResult:
		return "done " + seconds(l.Done.T)
	case l.End == StatusException:
		return "failed " + seconds(l.Done.T)
	}
	return string(l.End) + " " + seconds(l.Done.T)
}
