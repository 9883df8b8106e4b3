package replay

import (
	"fmt"
	"maps"
	"slices"

	"github.com/goasyncio/asyncio/loop/trace"
)

func neverAwaited(h *History, _ Thresholds) []Finding {
	return h.tell(trace.CoroUnawaited)
}

func neverRetrieved(h *History, _ Thresholds) []Finding {
	return h.tell(trace.ExcUnretrieved)
}

// tell makes a finding of each event of a kind.
func (h *History) tell(kind trace.Kind) (found []Finding) {
	for e := range h.Rec.Events() {
		if e.Kind == kind {
			found = append(found, Finding{N: e.N, Text: h.Sentence(e.N)})
		}
	}
	return found
}

// swallowedCancel looks for tasks that received a cancellation and ended with
// a result. One that took the request back, as Timeout and TaskGroup do, knew
// what it did; and who was not asked to be cancelled has only seen that what it
// awaited was.
func swallowedCancel(h *History, _ Thresholds) (found []Finding) {
	asked := map[int]bool{} // by task
	got := map[int]int{}    // by task, the cancel.deliver
	for e := range h.Rec.Events() {
		n := got[e.Task]
		switch e.Kind {
		case trace.CancelRequest:
			asked[e.Task] = true
			continue
		case trace.CancelDeliver:
			if asked[e.Task] {
				got[e.Task] = e.N
			}
			continue
		case trace.CancelSwallow:
		case trace.TaskDone:
			if n == 0 || e.State != trace.StateResult {
				continue
			}
		case trace.Uncancel:
			n = 0
		default:
			continue
		}
		delete(got, e.Task)
		if e.Kind != trace.Uncancel {
			found = append(found, Finding{N: e.N, Text: fmt.Sprintf(h.say.found.swallowed, h.Name(e.Task)), Refs: keep(n)})
		}
	}
	return found
}

// keep lists the numbers that are not 0.
func keep(numbers ...int) []int {
	return slices.DeleteFunc(numbers, func(n int) bool { return n == 0 })
}

// orphanAtExit looks at the moment when the first task, which is main, ends;
// but not if all was cancelled from outside.
func orphanAtExit(h *History, _ Thresholds) (found []Finding) {
	if h.Rec.Header.Dropped > 0 {
		return nil
	}
	main := 0
	for e := range h.Rec.Events() {
		if e.Kind == trace.TaskNew && main == 0 {
			main = e.Task
		}
		if e.Kind != trace.TaskDone || e.Task != main || main == 0 {
			continue
		}
		if e.State == trace.StateCancelled {
			return nil
		}
		for _, t := range h.State(e.N).Tasks() {
			if !t.State.Done() {
				text := fmt.Sprintf(h.say.found.orphan, h.Name(t.Task), h.say.state(t.State), h.Name(main))
				found = append(found, Finding{N: e.N, Text: text})
			}
		}
		return found
	}
	return nil
}

// threadOutlivesCancel looks for jobs that end after their future was
// cancelled.
func threadOutlivesCancel(h *History, _ Thresholds) (found []Finding) {
	jobs := map[int]*trace.Event{}   // by future
	gone := map[int]*trace.Event{}   // by job, the fut.done
	labels := map[int]*trace.Event{} // by job
	for e := range h.Rec.Events() {
		switch e.Kind {
		case trace.JobSubmit:
			jobs[h.jobFut[e.ID]], labels[e.ID] = e, e
		case trace.FutDone:
			if job := jobs[e.Fut]; job != nil && e.Fut != 0 && e.State == trace.StateCancelled {
				gone[job.ID] = e
			}
		case trace.JobEnd, trace.JobDeliver:
			if cancelled := gone[e.ID]; cancelled != nil {
				text := fmt.Sprintf(h.say.found.thread, h.jobName(labels[e.ID]), seconds(e.T), seconds(cancelled.T))
				found = append(found, Finding{N: e.N, Text: text, Refs: []int{cancelled.N}})
				delete(gone, e.ID)
			}
		}
	}
	return found
}

// lostSiblingException looks at each gather that failed: its first error was
// raised, and those of the other children went nowhere, unless somebody else
// read them.
func lostSiblingException(h *History, _ Thresholds) (found []Finding) {
	gathers := map[int][]int{} // gather's future -> children
	failed := map[int]int{}    // future -> the event
	read := map[int]bool{}
	for e := range h.Rec.Events() {
		switch {
		case e.Kind == trace.FutNew && e.What == "gather":
			gathers[e.Fut] = e.Extra().Children
		case e.Kind == trace.FutRetrieved:
			read[e.Fut] = true
		case (e.Kind == trace.FutDone || e.Kind == trace.TaskDone) && e.State == trace.StateException:
			failed[e.Fut] = e.N
		}
	}
	for _, fut := range slices.Sorted(maps.Keys(gathers)) {
		if failed[fut] == 0 {
			continue
		}
		var errors []int
		for _, child := range gathers[fut] {
			if n := failed[child]; n != 0 {
				errors = append(errors, n)
			}
		}
		slices.Sort(errors)
		for i, n := range errors {
			if e := h.Rec.At(n); i > 0 && !read[e.Fut] {
				text := fmt.Sprintf(h.say.found.lost, h.FutureName(e.Fut), e.Extra().Exc)
				found = append(found, Finding{N: n, Text: text, Refs: []int{errors[0], failed[fut]}})
			}
		}
	}
	return found
}
