package replay

import (
	"fmt"
	"slices"
	"time"

	"github.com/goasyncio/asyncio/loop/trace"
)

func numbersDense() rule {
	return func(e *trace.Event, s *State) string {
		if e.N == s.N+1 {
			return ""
		}
		return fmt.Sprintf("follows event %d", s.N)
	}
}

func timeNeverFalls() rule {
	var last time.Duration
	return func(e *trace.Event, _ *State) string {
		before := last
		last = max(last, e.T)
		if e.T >= before {
			return ""
		}
		return fmt.Sprintf("at %v, after an event at %v", e.T, before)
	}
}

func oneOpenStep() rule {
	eager := map[int]bool{}
	return func(e *trace.Event, s *State) string {
		switch open := len(s.Running); {
		case e.Kind == trace.TaskNew:
			eager[e.Task] = e.Eager
		case e.Kind == trace.StepBegin && open > 0 && (e.H != 0 || !eager[e.Task]):
			return fmt.Sprintf("a step begins inside the step of event %d", s.Running[open-1].N)
		case e.Kind == trace.StepEnd && open == 0:
			return "a step ends that did not begin"
		case e.Kind == trace.StepEnd && (s.Running[open-1].H != e.H || s.Running[open-1].Task != e.Task):
			return fmt.Sprintf("the step that runs is that of handle %d", s.Running[open-1].H)
		case e.Kind == trace.TickBegin && open > 0:
			return "a turn begins inside a step"
		}
		return ""
	}
}

// leaves tells whether the event takes a handle out of the ready queue.
func leaves(e *trace.Event) bool {
	return e.Kind == trace.StepBegin && e.H != 0 || e.Kind == trace.HandleSkip
}

func headFirst() rule {
	return func(e *trace.Event, s *State) string {
		switch {
		case !leaves(e):
			return ""
		case len(s.Ready) == 0:
			return fmt.Sprintf("handle %d runs, but the ready queue is empty", e.H)
		case s.Ready[0].H != e.H || s.Ready[0].Task != e.Task && e.Kind == trace.StepBegin:
			return fmt.Sprintf("handle %d of task %d runs, but handle %d of task %d is the head", e.H, e.Task, s.Ready[0].H, s.Ready[0].Task)
		case s.Ready[0].Cancelled != (e.Kind == trace.HandleSkip):
			return fmt.Sprintf("handle %d: a cancelled one is skipped, another runs", e.H)
		}
		return ""
	}
}

func nextTurn() rule {
	return func(e *trace.Event, s *State) string {
		if !leaves(e) || s.Cut > 0 {
			return ""
		}
		return fmt.Sprintf("handle %d runs, but turn %d had nothing left to run", e.H, s.Tick)
	}
}

func turnCounts() rule {
	ran := 0
	return func(e *trace.Event, s *State) string {
		switch {
		case leaves(e):
			ran++
		case e.Kind == trace.TickBegin:
			ran = 0
			if e.Tick != s.Tick+1 {
				return fmt.Sprintf("turn %d follows turn %d", e.Tick, s.Tick)
			}
			if e.Todo != len(s.Ready) {
				return fmt.Sprintf("todo is %d, but %d are ready", e.Todo, len(s.Ready))
			}
		case e.Kind == trace.TickEnd && e.Ran != ran:
			return fmt.Sprintf("ran is %d, but %d ran", e.Ran, ran)
		}
		return ""
	}
}

func taskLife() rule {
	return func(e *trace.Event, s *State) string {
		t, known := s.tasks[e.Task]
		switch e.Kind {
		case trace.TaskNew:
			if known {
				return fmt.Sprintf("task %d is created twice", e.Task)
			}
			return ""
		case trace.StepBegin, trace.TaskDone:
			if e.Task != 0 && !known {
				return fmt.Sprintf("task %d was never created", e.Task)
			}
			if e.Task != 0 && t.State.Done() {
				return fmt.Sprintf("task %d is done already: %s", e.Task, t.State)
			}
		}
		if e.Kind == trace.TaskDone && e.State == trace.StateNone {
			return fmt.Sprintf("task %d is done without an outcome", e.Task)
		}
		return ""
	}
}

func awaitPending() rule {
	cancelled := 0 // the future last cancelled in this step
	return func(e *trace.Event, s *State) string {
		switch {
		case e.Kind == trace.StepBegin:
			cancelled = 0
		case (e.Kind == trace.FutDone || e.Kind == trace.TaskDone) && e.State == trace.StateCancelled:
			cancelled = e.Fut
		case e.Kind == trace.StepEnd && e.Out == trace.OutAwait:
			if _, pending := s.futures[e.Fut]; !pending && e.Fut != cancelled {
				return fmt.Sprintf("task %d waits for future %d, which is not pending", e.Task, e.Fut)
			}
		}
		return ""
	}
}

func futureOnce() rule {
	made := map[int]bool{}
	return func(e *trace.Event, s *State) string {
		switch e.Kind {
		case trace.FutNew, trace.TaskNew:
			if e.Fut != 0 && made[e.Fut] {
				return fmt.Sprintf("future %d is created twice", e.Fut)
			}
			made[e.Fut] = true
		case trace.FutDone:
			if _, pending := s.futures[e.Fut]; !pending && made[e.Fut] {
				return fmt.Sprintf("future %d is done twice", e.Fut)
			}
		}
		return ""
	}
}

func pendingListed() rule {
	return func(e *trace.Event, s *State) string {
		if e.Kind != trace.LoopStop || len(e.Extra().Tasks) == 0 {
			return ""
		}
		var want []int
		for _, t := range s.Tasks() {
			if !t.State.Done() {
				want = append(want, t.Task)
			}
		}
		if slices.Equal(slices.Sorted(slices.Values(e.More.Tasks)), want) {
			return ""
		}
		return fmt.Sprintf("%d tasks are listed, %d are not done", len(e.More.Tasks), len(want))
	}
}
