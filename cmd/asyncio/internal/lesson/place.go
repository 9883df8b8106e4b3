package lesson

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/goasyncio/asyncio/loop/trace"
)

// A Place says where in a recording a question is asked:
//
//	start          when main begins
//	line NAME      at the first event of the line marked L:NAME
//	print TEXT     when TEXT is printed
//	step TASK      when a task begins a step
//	done TASK      when a task is done
//
// With "#2" at its end it is the second such event, and so on.
type Place string

// find gives the number of the event at the place.
func (p Place) find(r *Run) (int, error) {
	words, which, _ := strings.Cut(string(p), "#")
	verb, what, _ := strings.Cut(words, " ")
	nth := 1
	if which != "" {
		var err error
		if nth, err = strconv.Atoi(which); err != nil {
			return 0, fmt.Errorf("place %q: %w", p, err)
		}
	}
	for e := range r.Rec.Events() {
		if !r.matches(e, verb, what) {
			continue
		}
		if nth--; nth == 0 {
			return e.N, nil
		}
	}
	return 0, fmt.Errorf("%s has no place %q", r.Program.Name, p)
}

func (r *Run) matches(e *trace.Event, verb, what string) bool {
	switch verb {
	case "start":
		return e.Kind == trace.StepBegin
	case "line":
		return r.line(e) != 0 && r.line(e) == r.mark(what)
	case "print":
		return e.Kind == trace.Printed && e.Extra().Text == what
	case "step":
		return e.Kind == trace.StepBegin && e.Task != 0 && r.Name(e.Task) == what
	case "done":
		return e.Kind == trace.TaskDone && r.Name(e.Task) == what
	}
	return false
}

// line is the line of the program at which an event happened, or at which a
// step ended.
func (r *Run) line(e *trace.Event) int {
	if e.Src != nil {
		return e.Src.Line
	}
	if stack := e.Extra().Stack; len(stack) > 0 {
		return stack[0].Line
	}
	return 0
}

func (r *Run) mark(name string) int {
	for _, m := range r.Marks {
		if m.Name == name {
			return m.Go
		}
	}
	return 0
}
