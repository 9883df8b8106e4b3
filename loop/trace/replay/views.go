package replay

import (
	"cmp"
	"maps"
	"slices"
)

// Timers gives the deadlines in the order in which they will come.
func (s *State) Timers() []Timer {
	return slices.SortedFunc(maps.Values(s.timers), func(a, b Timer) int {
		return cmp.Or(cmp.Compare(a.When, b.When), cmp.Compare(a.Timer, b.Timer))
	})
}

// Waiting gives the waiting tasks in the order of their creation.
func (s *State) Waiting() []Wait {
	return slices.SortedFunc(maps.Values(s.waiting), func(a, b Wait) int { return cmp.Compare(a.Task, b.Task) })
}

// Tasks gives all tasks, done or not, in the order of their creation.
func (s *State) Tasks() []Task {
	return slices.SortedFunc(maps.Values(s.tasks), func(a, b Task) int { return cmp.Compare(a.Task, b.Task) })
}

// Futures gives the pending futures in the order of their creation.
func (s *State) Futures() []Future {
	return slices.SortedFunc(maps.Values(s.futures), func(a, b Future) int { return cmp.Compare(a.Fut, b.Fut) })
}

// Jobs gives the calls in worker threads in the order of their submission.
func (s *State) Jobs() []Job {
	return slices.SortedFunc(maps.Values(s.jobs), func(a, b Job) int { return cmp.Compare(a.Job, b.Job) })
}

// Scopes gives the groups and timeouts that are entered, in that order.
func (s *State) Scopes() []Scope {
	return slices.SortedFunc(maps.Values(s.scopes), func(a, b Scope) int { return cmp.Compare(a.N, b.N) })
}

// Task gives the task with this number.
func (s *State) Task(id int) (Task, bool) {
	t, ok := s.tasks[id]
	return t, ok
}

// Wait tells what a task waits for, if it does.
func (s *State) Wait(task int) (Wait, bool) {
	w, ok := s.waiting[task]
	return w, ok
}

// Future gives a future, if it is pending.
func (s *State) Future(id int) (Future, bool) {
	f, ok := s.futures[id]
	return f, ok
}

// Name is what to call a task: its name, or its number if it is not known.
func (s *State) Name(task int) string {
	if t, ok := s.tasks[task]; ok && t.Name != "" {
		return t.Name
	}
	return numbered("task", task)
}
