package coro

import "math"

// repeat is what a walk has put off for a task that it met more than once.
type repeat struct {
	times  int64 // how often it is asked again
	before int   // how many tasks may still pass requests on to it
}

func (w *cancelWalk) putOff(t *task, times int64) *repeat {
	r := w.again[t]
	if r == nil {
		if w.again == nil {
			w.again = make(map[*task]*repeat)
		}
		r = &repeat{}
		w.again[t] = r
	}
	r.times = min(r.times+times, math.MaxInt32)
	return r
}

// repeatAll makes the requests that were put off, with all of those for a task
// at once. Each task passes on what it was asked, as often as it was asked; so
// it has its turn after all those that await it. No task waits for itself any
// more, since the walk has undone the cycles.
func (w *cancelWalk) repeatAll() {
	if w.again == nil {
		return
	}
	for todo := w.firstAsked(); len(todo) > 0; {
		last := len(todo) - 1
		t := todo[last]
		todo = todo[:last]
		times := w.again[t].times
		t.askAgain(times, w.msg)
		for _, next := range t.passesTo() {
			r := w.putOff(next, times)
			if r.before--; r.before == 0 {
				todo = append(todo, next)
			}
		}
	}
}

// firstAsked finds all tasks that the requests will reach, counts for each how
// many will pass theirs on to it, and returns those with none.
func (w *cancelWalk) firstAsked() (first []*task) {
	var reached []*task
	for t := range w.again {
		reached = append(reached, t)
	}
	for i := 0; i < len(reached); i++ {
		for _, next := range reached[i].passesTo() {
			if w.again[next] == nil {
				reached = append(reached, next)
			}
			w.putOff(next, 0).before++
		}
	}
	for _, t := range reached {
		if w.again[t].before == 0 {
			first = append(first, t)
		}
	}
	return first
}

// askAgain is what more requests change for a task whose await has received
// one in this walk. If there is nothing left behind it that could be cancelled,
// then the task itself will be.
func (t *task) askAgain(times int64, msg *string) {
	t.cancels = int32(min(int64(t.cancels)+times, math.MaxInt32))
	if t.rt.rec != nil {
		t.rt.traceCancelRequest(t, msg)
	}
	if t.waiter == nil || !cancellable(t.waiter) {
		t.mustCancelWith(msg)
	}
}

// passesTo lists the tasks to which a cancel of t is passed on: the one that it
// awaits, or those that it gathers.
func (t *task) passesTo() []*task {
	if t.waiter == nil {
		return nil
	}
	return t.waiter.pendingTasks(nil)
}

func (p *promise) pendingTasks(to []*task) []*task {
	switch {
	case p.Done():
	case p.kind == kindTask:
		return append(to, p.task())
	case p.kind == kindGather:
		for c := range p.rt.gathers[p].all {
			to = c.pendingTasks(to)
		}
	}
	return to
}
