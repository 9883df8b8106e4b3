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
// difference, and when each task was done, in the language of A.
func (c *Comparison) WriteText(w io.Writer, o Text) error {
	o = o.honest()
	b := bufio.NewWriter(w)
	say := c.A.say.lists
	row := func(what string, x, y any) {
		fmt.Fprintf(b, "%s%s%s\n", padded(clip(what, 17), 18), toTheRight(fmt.Sprint(x), 14), toTheRight(fmt.Sprint(y), 14))
	}
	x, y := c.Totals[0], c.Totals[1]
	row("", "a", "b")
	row(say.diffTurns, x.Turns, y.Turns)
	row(say.diffSteps, x.Steps, y.Steps)
	row(say.diffTasks, x.Tasks, y.Tasks)
	row(say.diffTime, seconds(x.Time), seconds(y.Time))
	row(say.diffLate, seconds(x.Late), seconds(y.Late))
	fmt.Fprintln(b)
	if c.Split == nil {
		fmt.Fprintln(b, say.same)
	} else {
		fmt.Fprintln(b, o.paint(bold, say.first))
		c.A.tellSide(b, o, "a", c.Split.A)
		c.B.tellSide(b, o, "b", c.Split.B)
	}
	fmt.Fprintln(b)
	for _, p := range c.Tasks {
		row(p.Name, say.fate(p.A), say.fate(p.B))
	}
	return b.Flush()
}

func (h *History) tellSide(w io.Writer, o Text, side string, n int) {
	text := h.say.lists.ends
	if n != 0 {
		s := h.State(n)
		text = fmt.Sprintf(h.say.lists.side, n, s.Tick, seconds(s.T), h.Sentence(n))
	}
	for i, line := range wrap(text, o.width()-6) {
		if i > 0 {
			side = " "
		}
		fmt.Fprintf(w, "  %s  %s\n", side, line)
	}
}

// fate tells in a word when and how a task ended.
func (w scheduleWords) fate(l *Lane) string {
	how := w.fateCancelled
	switch {
	case l == nil:
		return "-"
	case l.End == "":
		return w.fateNot
	case l.End == StatusResult:
		how = w.fateDone
	case l.End == StatusException:
		how = w.fateFailed
	}
	return fmt.Sprintf(how, seconds(l.Done.T))
}
