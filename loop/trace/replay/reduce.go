package replay

import (
	"slices"

	"github.com/goasyncio/asyncio/loop/trace"
)

// apply moves the state on by one event. It takes any sequence of events, also
// one that no loop would write: what does not fit changes nothing. Validate
// tells about that.
func (s *State) apply(e *trace.Event) {
	s.N, s.T = e.N, e.T
	switch e.Kind {
	case trace.LoopStart:
		s.Stopped = false
	case trace.LoopStop:
		s.Stopped = true
	case trace.TickBegin:
		s.Tick, s.Cut = e.Tick, min(e.Todo, len(s.Ready))
	case trace.TickEnd:
		s.Cut = 0
	case trace.Printed:
		s.printed++
	case trace.ReadyPush, trace.HandleCancel, trace.HandleSkip:
		s.applyReady(e)
	case trace.StepBegin:
		s.begin(e)
	case trace.StepEnd:
		s.end(e)
	case trace.TimerAdd:
		s.timers[e.Timer] = Timer{e.Timer, e.H, e.When, e.Label, e.Fut, e.N}
	case trace.TimerFire, trace.TimerCancel:
		delete(s.timers, e.Timer)
	case trace.TaskNew, trace.TaskName, trace.TaskDone:
		s.applyTask(e)
	case trace.CancelRequest, trace.Uncancel:
		s.count(e)
	case trace.FutNew, trace.FutDone, trace.CbAdd, trace.CbRemove:
		s.applyFuture(e)
	case trace.JobSubmit, trace.JobStart, trace.JobEnd, trace.JobDeliver:
		s.applyJob(e)
	default:
		s.applyScope(e)
	}
}

func (s *State) applyReady(e *trace.Event) {
	switch e.Kind {
	case trace.ReadyPush:
		s.Ready = append(s.Ready, Entry{H: e.H, Task: e.Task, Why: e.Why, Label: e.Label, N: e.N})
		s.queue(e.Task, 1)
	case trace.HandleCancel:
		if i := s.find(e.H); i >= 0 {
			s.Ready[i].Cancelled = true
		}
	case trace.HandleSkip:
		s.pop(e.H)
	}
}

// find gives the place of a handle in the ready queue, -1 if it is not there.
func (s *State) find(h int) int {
	return slices.IndexFunc(s.Ready, func(r Entry) bool { return r.H == h })
}

// pop takes a handle, which is the head in every true recording, out of the
// ready queue.
func (s *State) pop(h int) (label string) {
	i := s.find(h)
	if i < 0 {
		return ""
	}
	gone := s.Ready[i]
	if i == 0 {
		s.Ready = s.Ready[1:]
	} else {
		s.Ready = slices.Delete(s.Ready, i, i+1)
	}
	if i < s.Cut {
		s.Cut--
	}
	s.queue(gone.Task, -1)
	return gone.Label
}

// queue counts a task's entries in the ready queue. A task that gets one waits
// no longer.
func (s *State) queue(task, by int) {
	t, ok := s.tasks[task]
	if !ok {
		return
	}
	t.queued += by
	if t.State == StatusNew || t.State == StatusWaiting {
		t.State = StatusReady
	}
	s.tasks[task] = t
	if by > 0 {
		delete(s.waiting, task)
	}
}

func (s *State) begin(e *trace.Event) {
	r := Running{H: e.H, Task: e.Task, N: e.N}
	if e.H != 0 {
		r.Label = s.pop(e.H)
	}
	s.Running = append(s.Running, r)
	s.set(e.Task, StatusRunning)
}

func (s *State) end(e *trace.Event) {
	s.Running = s.Running[:max(0, len(s.Running)-1)]
	t, ok := s.tasks[e.Task]
	switch {
	case !ok || t.State.Done():
	case t.queued > 0:
		s.set(e.Task, StatusReady)
	case e.Out == trace.OutAwait:
		s.set(e.Task, StatusWaiting)
		s.waiting[e.Task] = s.wait(e)
	default:
		s.set(e.Task, StatusNew)
	}
}

// wait is what a task waits for from now on. What it is called stands in the
// event, or else, if the event has no label, at the future.
func (s *State) wait(e *trace.Event) Wait {
	w := Wait{e.Task, e.Fut, e.What, e.Label, e.T, e.N}
	if f, ok := s.futures[e.Fut]; ok && e.Label == "" {
		w.What, w.Label = f.What, f.Label
	}
	return w
}

// set changes the state of a task that is not done.
func (s *State) set(task int, to Status) {
	if t, ok := s.tasks[task]; ok && !t.State.Done() {
		t.State = to
		s.tasks[task] = t
	}
}

func (s *State) applyTask(e *trace.Event) {
	t := s.tasks[e.Task]
	switch e.Kind {
	case trace.TaskNew:
		t = Task{Task: e.Task, Name: e.Label, Coro: e.What, Parent: e.Parent, Group: e.ID, Fut: e.Fut, State: StatusNew}
		if e.Fut != 0 {
			s.futures[e.Fut] = Future{Fut: e.Fut, What: "task", Label: e.Label, Task: e.Task}
		}
	case trace.TaskName:
		t.Task, t.Name = e.Task, e.Label
	case trace.TaskDone:
		t.Task, t.State = e.Task, Status(e.State.String())
		delete(s.waiting, e.Task)
		delete(s.futures, t.Fut)
	}
	s.tasks[e.Task] = t
}

// count keeps a task's number of cancel requests: the one that the event
// tells, or one more or less.
func (s *State) count(e *trace.Event) {
	t, ok := s.tasks[e.Task]
	if !ok {
		return
	}
	switch {
	case e.Extra().Count > 0:
		t.Cancelling = e.More.Count
	case e.Kind == trace.CancelRequest:
		t.Cancelling++
	default:
		t.Cancelling = 0
	}
	s.tasks[e.Task] = t
}
