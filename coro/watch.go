package coro

import "context"

// watchList is the Go contexts whose end the loop waits for, in the order in
// which they came. It is used where a run must be the same every time: there
// the loop looks at them once in every poll, so that a cancel() takes effect in
// the next turn, never sooner or later.
type watchList struct{ first, last *watch }

type watch struct {
	prev, next *watch
	ctx        context.Context
	fire       func()
}

// onEnd has fire called on the loop, between two callbacks or in one of its
// own, when ctx ends. It may come once more after stop, if ctx had ended
// before.
func (rt *realm) onEnd(ctx context.Context, fire func()) (stop func()) {
	if !rt.loop.FindsDeadlock() {
		stop := context.AfterFunc(ctx, func() { _, _ = rt.loop.CallSoonThreadsafe(fire) })
		return func() { stop() }
	}
	release := func() {}
	if _, limited := ctx.Deadline(); limited {
		release = rt.loop.AwaitContext() // so that nobody takes the wait for a deadlock
	}
	w := &watch{ctx: ctx, fire: fire}
	rt.addWatch(w)
	unwake := context.AfterFunc(ctx, rt.loop.Wake)
	return func() {
		unwake()
		rt.dropWatch(w)
		release()
	}
}

func (rt *realm) addWatch(w *watch) {
	l := &rt.watches
	w.prev = l.last
	if l.last == nil {
		l.first = w
		rt.loop.Probe(rt.checkWatches)
	} else {
		l.last.next = w
	}
	l.last = w
}

func (rt *realm) dropWatch(w *watch) {
	if w.ctx == nil {
		return
	}
	l := &rt.watches
	if w.prev == nil {
		l.first = w.next
	} else {
		w.prev.next = w.next
	}
	if w.next == nil {
		l.last = w.prev
	} else {
		w.next.prev = w.prev
	}
	w.ctx = nil
	if l.first == nil {
		rt.loop.Probe(nil)
	}
}

// checkWatches is what the loop does in every poll.
func (rt *realm) checkWatches() {
	for w := rt.watches.first; w != nil; {
		next := w.next
		if w.ctx.Err() != nil {
			rt.dropWatch(w)
			w.fire()
		}
		w = next
	}
}
