package replay

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/goasyncio/asyncio/internal/columns"
	"github.com/goasyncio/asyncio/loop/trace"
)

// Text says how to show something as text.
type Text struct {
	Width int  // columns; 80 if 0
	Color bool // with colours, unless the environment has NO_COLOR; the caller knows whether there is a terminal
}

// honest turns colours off if the user wants none at all: no-color.org.
func (o Text) honest() Text {
	o.Color = o.Color && os.Getenv("NO_COLOR") == ""
	return o
}

func (o Text) width() int {
	if o.Width <= 0 {
		return 80
	}
	return max(o.Width, 40)
}

// WriteSchedule writes the schedule as a text to read: turn by turn what was
// ready, what ran, in order, and what each step did.
//
//	turn 2 · 0s ─────────────────────────────────── ready: Task-2, Task-3
//	  Task-2 starts, created by Task-1
//	  └ waits for Sleep(1s)
func (h *History) WriteSchedule(w io.Writer, o Text) error {
	s := &schedule{h: h, c: h.Cursor(), o: o.honest(), w: bufio.NewWriter(w), waited: map[int]Wait{}, naps: map[int]bool{}}
	for e := range h.Rec.Events() {
		s.event(e)
	}
	for len(s.open) > 0 { // a recording may end in the middle of a step
		s.close("…")
	}
	s.summary()
	return s.w.Flush()
}

type schedule struct {
	h      *History
	c      *Cursor
	o      Text
	w      *bufio.Writer
	open   []*step
	waited map[int]Wait // what each task waited for last
	naps   map[int]bool // the futures that are sleeps
	done   *trace.Event // the task.done of the step that runs
}

// A step is what is written about one step: a title, and below it what it did.
type step struct {
	title string
	lines []deed
}

// A deed is something that a step did, to one thing or to several in a row.
type deed struct {
	verb string
	to   []string
}

func (s *schedule) told(d deed) string {
	text := strings.TrimSpace(d.verb + " " + strings.Join(d.to, s.h.say.comma))
	return strings.Replace(text, "： ", "：", 1) // a Chinese colon is wide enough
}

func (s *schedule) event(e *trace.Event) {
	state := s.c.Seek(e.N)
	switch e.Kind {
	case trace.TickBegin:
		s.header(e, state)
	case trace.StepBegin:
		s.begin(e)
	case trace.StepEnd:
		if w, ok := state.Wait(e.Task); ok {
			s.waited[e.Task] = w
		}
		s.close(s.ending(e))
	case trace.FutNew:
		s.naps[e.Fut] = e.What == "sleep"
	case trace.TaskDone:
		s.done = e
	case trace.Poll:
		s.polled(e, state)
	case trace.Clock:
		s.line("      ", s.h.Sentence(e.N))
	case trace.LoopStop:
		s.line("", s.h.say.loopStops+s.unfinished(e))
	default:
		s.deed(e)
	}
}

func (s *schedule) begin(e *trace.Event) {
	waited := ""
	if w, ok := s.waited[e.Task]; ok {
		waited = s.h.waitOver(w)
	}
	delete(s.waited, e.Task)
	s.open = append(s.open, &step{title: s.h.runsAfter(e, waited)})
}

// header writes the line over a turn.
func (s *schedule) header(e *trace.Event, state *State) {
	var ready []string
	for _, r := range state.Ready[:min(state.Cut, len(state.Ready))] {
		name := r.Label
		if r.Task != 0 {
			name = state.Name(r.Task)
		}
		ready = append(ready, name)
	}
	head := fmt.Sprintf(s.h.say.lists.turn, e.Tick, seconds(e.T))
	tail := s.h.say.lists.ready + strings.Join(ready, s.h.say.comma)
	room := s.o.width() - columns.Of(head)
	tail = clip(tail, room-3)
	rule := strings.Repeat("─", max(0, room-columns.Of(tail)))
	fmt.Fprintf(s.w, "\n%s\n", s.o.paint(bold, head+rule+tail))
}

// polled writes that the loop waited, on a real clock or for a thread; a
// virtual clock's jump has its own line.
func (s *schedule) polled(e *trace.Event, state *State) {
	switch {
	case e.Woke == trace.WokeThread:
		s.line("      ", s.h.say.lists.untilCall)
	case e.Woke == trace.WokeIO:
		s.line("      ", s.h.say.lists.untilConnection)
	case e.Timeout < 0 && len(state.Ready) == 0:
		s.line("      ", s.h.say.pollForever)
	case e.Slept > 0 && s.h.Rec.Header.Clock != "virtual":
		s.line("      ", fmt.Sprintf(s.h.say.lists.forTimer, seconds(e.Slept)))
	}
}

// close ends the innermost step and writes it, or makes it part of the step it
// is nested in.
func (s *schedule) close(ending string) {
	if len(s.open) == 0 {
		return
	}
	last := s.open[len(s.open)-1]
	s.open = s.open[:len(s.open)-1]
	if ending != "" {
		last.lines = append(last.lines, deed{verb: ending})
	}
	if n := len(s.open); n > 0 {
		outer := s.open[n-1]
		outer.lines = append(outer.lines, deed{verb: fmt.Sprintf(s.h.say.lists.atOnce, last.title)})
		for _, d := range last.lines {
			outer.lines = append(outer.lines, deed{verb: "  " + d.verb, to: d.to})
		}
		return
	}
	s.line("  ", last.title)
	for i, d := range last.lines {
		mark := "  │ "
		if i == len(last.lines)-1 {
			mark = "  └ "
		}
		s.line(mark, s.told(d))
	}
}

// line writes a text behind a margin, on as many lines as it needs.
func (s *schedule) line(margin, text string) {
	room := s.o.width() - columns.Of(margin)
	for i, part := range wrap(text, room) {
		if i > 0 {
			margin = strings.ReplaceAll(margin, "└", " ")
		}
		fmt.Fprintf(s.w, "%s%s\n", s.o.paint(faint, margin), part)
	}
}

func (s *schedule) unfinished(e *trace.Event) string {
	var names []string
	for _, task := range e.Extra().Tasks {
		names = append(names, s.h.Name(task))
	}
	if names == nil {
		return ""
	}
	return fmt.Sprintf(s.h.say.lists.notDone, strings.Join(names, s.h.say.comma))
}

// summary writes the totals.
func (s *schedule) summary() {
	t := s.h.Totals()
	fmt.Fprintf(s.w, "\n"+s.h.say.lists.totals+"\n", s.h.say.turns.n(t.Turns), s.h.say.tasks.n(t.Tasks), seconds(t.Time))
}
