package replay

import (
	"slices"

	"github.com/goasyncio/asyncio/loop/trace"
)

func (s *State) applyFuture(e *trace.Event) {
	f, ok := s.futures[e.Fut]
	switch e.Kind {
	case trace.FutNew:
		f = Future{Fut: e.Fut, What: e.What, Label: e.Label, Children: e.Extra().Children}
	case trace.FutDone:
		s.abandon(e)
		delete(s.futures, e.Fut)
		return
	case trace.CbAdd:
		f.Calls = append(f.Calls, Call{e.Label, e.Task})
	case trace.CbRemove:
		f.Calls = without(f.Calls, Call{e.Label, e.Task})
	}
	if ok || e.Kind == trace.FutNew {
		s.futures[e.Fut] = f
	}
}

// without gives the list without the first call like this one.
func without(calls []Call, gone Call) []Call {
	i := slices.Index(calls, gone)
	if i < 0 {
		return calls
	}
	return slices.Delete(slices.Clone(calls), i, i+1)
}

// abandon marks the job whose future has been cancelled: it goes on, for
// nobody.
func (s *State) abandon(e *trace.Event) {
	if e.State != trace.StateCancelled {
		return
	}
	for id, job := range s.jobs {
		if job.Fut == e.Fut && e.Fut != 0 {
			job.Abandoned = true
			s.jobs[id] = job
		}
	}
}

func (s *State) applyJob(e *trace.Event) {
	job, ok := s.jobs[e.ID]
	switch {
	case e.Kind == trace.JobSubmit:
		job = Job{Job: e.ID, Task: e.Task, Fut: e.Fut, Label: e.Label, State: "queued", N: e.N}
	case !ok:
		return
	case e.Kind == trace.JobStart:
		job.State, job.Worker = "running", e.Extra().Worker
	case e.Kind == trace.JobEnd:
		job.State = "ended"
	default:
		delete(s.jobs, e.ID)
		return
	}
	s.jobs[e.ID] = job
}

func (s *State) applyScope(e *trace.Event) {
	group, timeout := scopeKey{"group", e.ID}, scopeKey{"timeout", e.ID}
	switch e.Kind {
	case trace.GroupEnter:
		s.scopes[group] = Scope{ID: e.ID, What: "group", Task: e.Task, State: "open", N: e.N}
	case trace.GroupAbort:
		s.change(group, func(c *Scope) { c.State = "aborting" })
	case trace.GroupExit:
		delete(s.scopes, group)
	case trace.TimeoutEnter:
		s.scopes[timeout] = Scope{ID: e.ID, What: "timeout", Task: e.Task, When: e.When, State: "open", N: e.N}
	case trace.TimeoutReschedule:
		s.change(timeout, func(c *Scope) { c.When = e.When })
	case trace.TimeoutExpire:
		s.change(timeout, func(c *Scope) { c.State = "expired" })
	case trace.TimeoutExit:
		delete(s.scopes, timeout)
	}
}

// change changes a scope that is entered.
func (s *State) change(key scopeKey, how func(*Scope)) {
	if c, ok := s.scopes[key]; ok {
		how(&c)
		s.scopes[key] = c
	}
}
