package coro

import "context"

// watchList is the Go contexts whose end the loop waits for, in the order in
// which they came. The loop's close needs it, to leave nothing behind in
// contexts that live on. And where a run must be the same every time, the loop
// looks at them once in every poll, so that a cancel() takes effect in the next
// turn, never sooner or later.
type watchList struct{ first, last *watch }

type watch struct {
	prev, next *watch
	ctx        context.Context
	fire       func()
	unwake     func() bool // what context.AfterFunc gave
	release    func()      // of a hold of the loop, nil if there is none
}

// onEnd has fire called on the loop, between two callbacks or in one of its
// own, when ctx ends. It may come once more after stop, if ctx had ended
// before. The loop's close stops it too.
func (rt *realm) onEnd(ctx context.Context, fire func()) (stop func()) {
	w := &watch{ctx: ctx, fire: fire}
	rt.addWatch(w)
	if !rt.loop.FindsDeadlock() {
		w.unwake = context.AfterFunc(ctx, func() { _, _ = rt.loop.CallSoonThreadsafe(fire) })
		return func() { rt.stopWatch(w) }
	}
	if _, limited := ctx.Deadline(); limited {
		w.release = rt.loop.AwaitContext() // so that nobody takes the wait for a deadlock
	}
	w.unwake = context.AfterFunc(ctx, rt.loop.Wake)
	return func() { rt.stopWatch(w) }
}

func (rt *realm) stopWatch(w *watch) {
	rt.dropWatch(w)
	w.unwake()
	if w.release != nil {
		w.release()
	}
}

// stopWatches is the loop's close: callbacks that would have stopped a watch
// are not called any more.
func (rt *realm) stopWatches() {
	for rt.watches.first != nil {
		rt.stopWatch(rt.watches.first)
	}
}

func (rt *realm) addWatch(w *watch) {
	l := &rt.watches
	w.prev = l.last
	if l.last == nil {
		l.first = w
		if rt.loop.FindsDeadlock() {
			rt.loop.Probe(rt.checkWatches)
		}
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
