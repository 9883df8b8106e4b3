package replay

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/goasyncio/asyncio/loop/trace"
)

// A stretch is a step from begin to end.
type stretch struct {
	begin, end *trace.Event
	inside     int // events in between
}

// long is how long a step took: on the loop's clock, or on the real one if it
// was measured.
func (s stretch) long() time.Duration { return max(s.end.T-s.begin.T, s.end.Extra().Dur) }

// steps calls visit with each step, at its end.
func (h *History) steps(visit func(stretch)) {
	var open []*trace.Event
	for e := range h.Rec.Events() {
		switch {
		case e.Kind == trace.StepBegin:
			open = append(open, e)
		case e.Kind == trace.StepEnd && len(open) > 0:
			begin := open[len(open)-1]
			open = open[:len(open)-1]
			visit(stretch{begin, e, e.N - begin.N - 1})
		}
	}
}

func blockedLoop(h *History, limits Thresholds) (found []Finding) {
	h.steps(func(s stretch) {
		if s.long() >= limits.SlowStep {
			text := fmt.Sprintf(h.say.found.blocked, h.who(s.begin), seconds(s.long()))
			found = append(found, Finding{N: s.end.N, Text: text, Refs: []int{s.begin.N}})
		}
	})
	return found
}

func lateTimer(h *History, limits Thresholds) (found []Finding) {
	var begin, slow *trace.Event // slow: the slowest step of the turn before
	var took time.Duration
	for e := range h.Rec.Events() {
		switch e.Kind {
		case trace.TickBegin:
			slow, took = nil, 0
		case trace.StepBegin:
			begin = e
		case trace.StepEnd:
			if s := (stretch{begin: begin, end: e}); begin != nil && s.long() > took {
				slow, took = begin, s.long()
			}
		case trace.TimerFire:
			if e.Late < limits.Late {
				continue
			}
			f := Finding{N: e.N, Text: fmt.Sprintf(h.say.found.late, e.Timer, seconds(e.When), seconds(e.Late))}
			if slow != nil {
				f.Text += fmt.Sprintf(h.say.found.meanwhile, h.who(slow))
				f.Refs = []int{slow.N}
			}
			found = append(found, f)
		}
	}
	return found
}

// timeoutOverrun looks for a deadline that passed inside a step. The timeout
// could not act; often the body then ends in time to get away with it.
func timeoutOverrun(h *History, limits Thresholds) (found []Finding) {
	const enough = 10 * time.Millisecond // less is how any loop works
	scopes := map[int]*trace.Event{}     // the last that was heard of a deadline, by scope
	var begin *trace.Event
	tell := func(scope, now *trace.Event) {
		if begin == nil || scope.When <= begin.T || now.T-scope.When < enough {
			return
		}
		delete(scopes, scope.ID)
		text := fmt.Sprintf(h.say.found.overrun,
			h.Name(scope.Task), seconds(scope.When), h.who(begin), seconds(now.T))
		found = append(found, Finding{N: now.N, Text: text, Refs: []int{scope.N, begin.N}})
	}
	for e := range h.Rec.Events() {
		switch e.Kind {
		case trace.StepBegin:
			begin = e
		case trace.TimeoutEnter, trace.TimeoutReschedule:
			scopes[e.ID] = e
		case trace.TimeoutExpire:
			delete(scopes, e.ID)
		case trace.TimeoutExit:
			if scope := scopes[e.ID]; scope != nil {
				tell(scope, e)
			}
			delete(scopes, e.ID)
		case trace.StepEnd:
			for _, id := range slices.Sorted(maps.Keys(scopes)) {
				tell(scopes[id], e)
			}
			begin = nil
		}
	}
	return found
}

// starvingSpin looks for steps that do nothing but yield, turn after turn,
// while the clock stands still or nearly so.
func starvingSpin(h *History, limits Thresholds) (found []Finding) {
	const idle = 1 // the ready.push that the yield makes
	turns := map[int][]int{}
	tell := func(task int) {
		if steps := turns[task]; len(steps) >= limits.Spin {
			text := fmt.Sprintf(h.say.found.spin, h.Name(task), h.say.turns.n(len(steps)))
			found = append(found, Finding{N: steps[len(steps)-1], Text: text, Refs: steps[:1]})
		}
		delete(turns, task)
	}
	h.steps(func(s stretch) {
		task := s.end.Task
		if task == 0 {
			return
		}
		if s.end.Out == trace.OutYield && s.inside <= idle && s.long() < time.Millisecond {
			turns[task] = append(turns[task], s.end.N)
			return
		}
		tell(task)
	})
	for task := range h.names {
		tell(task)
	}
	return found
}

// unboundedGather looks for crowds: a gather of very many, or very many tasks
// created in one step. One step is told of once.
func unboundedGather(h *History, limits Thresholds) (found []Finding) {
	created := map[int]int{} // by step
	told := map[int]bool{}
	tell := func(e *trace.Event, format string, n int) {
		if by := h.Cause(e.N); n > limits.Crowd && !told[by] {
			told[by] = true
			found = append(found, Finding{N: e.N, Text: fmt.Sprintf(format, n), Refs: []int{by}})
		}
	}
	for e := range h.Rec.Events() {
		switch by := h.Cause(e.N); {
		case e.Kind == trace.FutNew && e.What == "gather":
			tell(e, h.say.found.crowd, len(e.Extra().Children))
		case e.Kind == trace.StepEnd:
			tell(e, h.say.found.created, created[by])
		case e.Kind == trace.TaskNew:
			created[by]++
		}
	}
	return found
}
