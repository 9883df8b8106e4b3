package replay

import (
	"cmp"
	"container/heap"
	"fmt"

	"github.com/goasyncio/asyncio/loop/trace"
)

// timerOrder keeps a heap of its own: looking through all timers each time one
// fires would take hours on a long recording.
func timerOrder() rule {
	var queue deadlines
	return func(e *trace.Event, s *State) string {
		if e.Kind == trace.TimerAdd {
			heap.Push(&queue, Timer{Timer: e.Timer, When: e.When})
		}
		if e.Kind != trace.TimerFire {
			return ""
		}
		t, waits := s.timers[e.Timer]
		switch {
		case !waits:
			return fmt.Sprintf("timer %d fires, but does not wait", e.Timer)
		case e.T < t.When:
			return fmt.Sprintf("timer %d fires at %v, before its deadline %v", e.Timer, e.T, t.When)
		}
		first := queue.first(s)
		if first.Timer != e.Timer {
			return fmt.Sprintf("timer %d fires before timer %d, which is due at %v", e.Timer, first.Timer, first.When)
		}
		return ""
	}
}

// deadlines is a heap of timers, some of which may be gone.
type deadlines []Timer

// first gives the timer that is due next, and forgets those that are gone.
func (d *deadlines) first(s *State) Timer {
	for len(*d) > 0 {
		if _, waits := s.timers[(*d)[0].Timer]; waits {
			return (*d)[0]
		}
		heap.Pop(d)
	}
	return Timer{}
}

func (d deadlines) Len() int      { return len(d) }
func (d deadlines) Swap(i, j int) { d[i], d[j] = d[j], d[i] }
func (d deadlines) Less(i, j int) bool {
	return cmp.Or(cmp.Compare(d[i].When, d[j].When), cmp.Compare(d[i].Timer, d[j].Timer)) < 0
}
func (d *deadlines) Push(x any) { *d = append(*d, x.(Timer)) }
func (d *deadlines) Pop() any {
	last := len(*d) - 1
	t := (*d)[last]
	*d = (*d)[:last]
	return t
}

// causeEarlier needs no look at the whole chain: if each cause is earlier and
// not none, all chains end at the first event.
func causeEarlier() rule {
	return func(e *trace.Event, s *State) string {
		switch {
		case e.By >= e.N:
			return fmt.Sprintf("caused by event %d", e.By)
		case s.N == 0 && e.Kind != trace.LoopStart:
			return "the first event is " + e.Kind.String() + ", not loop.start"
		}
		return ""
	}
}

func jobPairs() rule {
	order := map[trace.Kind]int{trace.JobSubmit: 1, trace.JobStart: 2, trace.JobEnd: 3, trace.JobDeliver: 4}
	at := map[int]int{}
	return func(e *trace.Event, _ *State) string {
		stage := order[e.Kind]
		if stage == 0 {
			return ""
		}
		before := at[e.ID]
		at[e.ID] = max(before, stage)
		switch {
		case stage == 1 && before != 0:
			return fmt.Sprintf("job %d is submitted twice", e.ID)
		case stage != 1 && before == 0:
			return fmt.Sprintf("job %d was never submitted", e.ID)
		case stage <= before || stage == 3 && before != 2:
			return fmt.Sprintf("job %d: %s is out of order", e.ID, e.Kind)
		}
		return ""
	}
}

// callbackOrder expects, once a future is done, what wakes its waiters to join
// the ready queue in their order, with nothing else in between.
func callbackOrder() rule {
	var due []Call
	return func(e *trace.Event, s *State) string {
		switch {
		case e.Kind == trace.ReadyPush && len(due) > 0:
			next := due[0]
			due = due[1:]
			if next.Task != e.Task {
				due = nil
				return fmt.Sprintf("task %d is called where task %d should be (0: a callback)", e.Task, next.Task)
			}
		case e.Kind == trace.FutDone:
			due = s.futures[e.Fut].Calls
		case e.Kind == trace.TaskDone:
			due = s.futures[s.tasks[e.Task].Fut].Calls
		case e.Kind == trace.StepEnd && len(due) > 0:
			left := len(due)
			due = nil
			return fmt.Sprintf("%s of a future that is done were not called", english.callbacks.n(left))
		}
		return ""
	}
}
