package coro

import (
	"errors"

	"github.com/goasyncio/asyncio/loop/trace"
)

// Cancel asks for the cancellation. A future that is not done is cancelled at
// once. A task gets an error that Is ErrCancelled from the await in which it
// is, or from its next one; it may clean up, and it may decline by returning
// something else. A message reaches it in the error. Cancel returns false if
// there was nothing to cancel any more, and, with a word to the exception
// handler, in a goroutine that may not cancel.
func (p *promise) Cancel(msg ...string) bool {
	var m *string
	if len(msg) > 0 {
		text := msg[0] // the caller may use the slice again
		m = &text
	}
	if err := p.usable(); err != nil {
		if !errors.Is(err, ErrLoopClosed) {
			p.misused("Cancel", err)
		}
		return false
	}
	return cancelAny(p, m)
}

// cancelAny passes a cancel on along the chain of who awaits what. A task hands
// it to what it awaits; a gather to all its children; a plain future takes it.
// asyncio recurses; here the rest of the work lies in a list, so a chain of a
// million tasks needs no stack, and a task that is met again on the way to
// itself ends the walk there: it is cancelled at its await.
//
// The return value is known at once: a task, and a future, say whether they
// were pending; a gather whether a child was.
func cancelAny(p *promise, msg *string) bool {
	w := cancelWalk{id: p.rt.nextWalk(), msg: msg}
	took := w.from(p)
	w.repeatAll()
	return took
}

// cancelEach cancels tasks, one after the other.
func (rt *realm) cancelEach(tasks []*task) {
	w := cancelWalk{id: rt.nextWalk()}
	for _, t := range tasks {
		w.from(&t.promise)
	}
	w.repeatAll()
}

// cancelWalk is the rest of a walk: promises to visit, and tasks that are left
// when all that lies behind them has been visited.
//
// A task that it meets for the second time it does not go through again: what
// lies behind has been cancelled, and all that is left to do there is to count
// one request more. That is put off to the end, see repeatAll, or else to
// cancel n tasks that await each other in a chain, each of which passes its
// cancel on to the end of the chain, would take n*n/2 steps.
//
// A recording shows each request in its place, as long as they are few: only
// the first recordedRepeats are made there and then. For the rest it has one
// event for each task, with the count that it comes to.
type cancelWalk struct {
	id   uint32
	seen int // repeated requests that were recorded
	msg  *string
	todo []struct {
		enter *promise
		leave *task
	}
	again map[*task]*repeat
}

// recordedRepeats is how many repeated requests of one walk a recording shows.
const recordedRepeats = 10_000

// nextWalk numbers the walks, so that a task can tell which came by last. A walk
// has two numbers: a task through which it is on its way bears the id, and one
// that it has left the other.
func (rt *realm) nextWalk() uint32 {
	if rt.walks += 2; rt.walks == 0 { // after two thousand million; 0 is of a task that none has met
		rt.walks = 2
	}
	return rt.walks
}

func (w *cancelWalk) left() uint32 { return w.id + 1 }

// from walks from p to the end of all that p passes its cancel on to.
func (w *cancelWalk) from(p *promise) bool {
	took := w.visit(p)
	for len(w.todo) > 0 {
		last := len(w.todo) - 1
		item := w.todo[last]
		w.todo = w.todo[:last]
		if item.leave != nil {
			item.leave.walk = w.left()
			continue
		}
		w.visit(item.enter)
	}
	return took
}

func (w *cancelWalk) enter(p *promise) {
	w.todo = append(w.todo, struct {
		enter *promise
		leave *task
	}{enter: p})
}

func (w *cancelWalk) visit(p *promise) bool {
	switch p.kind {
	case kindTask:
		return w.visitTask(p.task())
	case kindGather:
		return w.visitGather(p)
	}
	return p.cancelNow(w.msg)
}

func (w *cancelWalk) visitTask(t *task) bool {
	t.retrieved()
	if t.Done() {
		return false
	}
	switch t.walk {
	case w.id: // it is on its way through
		t.interrupt(w.msg)
		return true
	case w.left():
		if w.seen++; t.rt.rec == nil || w.seen > recordedRepeats {
			w.putOff(t, 1)
			return true
		}
	}
	t.walk = w.left()
	t.cancels++
	if t.rt.rec != nil {
		t.rt.traceCancelRequest(t, w.msg)
	}
	if t.waiter == nil || !cancellable(t.waiter) {
		t.mustCancelWith(w.msg)
		return true
	}
	if t.waiter.kind != kindTask && t.waiter.kind != kindGather {
		return t.waiter.cancelNow(w.msg)
	}
	t.walk = w.id
	w.todo = append(w.todo, struct {
		enter *promise
		leave *task
	}{leave: t})
	w.enter(t.waiter)
	return true
}

// interrupt ends a task's wait for what waits for that task: A awaits B, B
// awaits A. A walk that came round has found nothing at which it could begin to
// end, so the task it meets again gets the cancellation itself.
func (t *task) interrupt(msg *string) {
	if t.waiter == nil || t.waiter.Done() {
		return
	}
	t.waiter.remove(&t.wake)
	if g := t.waiter; g.kind == kindGather {
		g.whenDone(forLost, g.retrieved) // its error has no reader any more
	}
	t.waiter = nil
	t.mustCancelWith(msg)
	t.ready(trace.WhyWakeup)
}

// mustCancelWith makes the task's next step, or wait, a cancellation.
func (t *task) mustCancelWith(msg *string) {
	t.mustCancel = true
	if msg != nil || t.more.Load() != nil {
		t.extra().msg = msg
	}
}

// cancelMsg is the message of the last cancel that mustCancelWith noted.
func (t *task) cancelMsg() *string {
	if x := t.more.Load(); x != nil {
		return x.msg
	}
	return nil
}

func (w *cancelWalk) visitGather(p *promise) bool {
	if p.Done() || !cancellable(p) {
		return false
	}
	g := p.rt.gathers[p]
	g.cancelRequested = true
	for i := len(g.children) - 1; i >= 0; i-- {
		w.enter(g.children[i].promise)
	}
	return true
}

// cancellable tells whether a cancel of p would find something to cancel.
func cancellable(p *promise) bool {
	if p.Done() || p.kind != kindGather {
		return !p.Done()
	}
	for c := range p.rt.gathers[p].all {
		if cancellable(c) {
			return true
		}
	}
	return false
}

// Cancelling is how often the task was cancelled, less how often Uncancel was
// called: the requests that nobody has answered yet.
func (t *task) Cancelling() int { return int(t.cancels) }

// Uncancel takes one request back, as whoever made it or handled it does, and
// returns how many are left. At 0 a cancellation that the task has not received
// yet is dropped.
func (t *task) Uncancel() int {
	if t.cancels > 0 {
		t.cancels--
		if t.cancels == 0 {
			t.mustCancel = false
		}
		if t.rt.rec != nil {
			t.rt.traceCancel(trace.Uncancel, t)
		}
	}
	return int(t.cancels)
}
