package coro

import (
	"context"
	"fmt"
	"unsafe"
)

// Whoever waits for a lock, an event or a queue stands in a line, and lines are
// all the same: first come, first woken, and anybody may be cancelled anywhere
// in it. A waiter that has done its service serves again: to wait allocates
// nothing, and leaves the collector nothing to do.
//
// Who is woken leaves the list, but belongs to the line until its task has
// run: between the two, a newcomer must not overtake it. Hence the counts: they
// answer at once what asyncio finds out by looking at everybody.

// waiters is one line. The zero value is empty.
type waiters struct {
	first, last *waiter
	listed      int // in the list
	present     int // joined, and have not left
	pending     int // wait: neither woken nor cancelled
	woken       int // woken, but their tasks have not run yet
}

// waiter is one who waits. It is pending, then woken (finished) or cancelled,
// and then it leaves; under a context that is over it leaves from pending.
type waiter struct {
	promise    // first: see promise.waiter
	line       *waiters
	prev, next *waiter      // in the list
	of         fmt.Stringer // the primitive
	listed     bool
}

// wait stands in line until the waiter is woken, or the await fails. Woken
// tells whether it had been woken, which then has to be passed on. What is the
// kind of the primitive, for recordings, and of the primitive itself.
func (l *waiters) wait(ctx context.Context, t *task, what string, of fmt.Stringer) (woken bool, err error) {
	w := l.join(t.rt, what)
	w.of = of
	defer l.leave(w) // also when the loop closes, and this goroutine ends
	if own(ctx, t) {
		err = w.awaitUnder(ctx, t)
	} else {
		for s := t.suspend(&w.promise); s.Due(); s = t.resumed() { // t.wait
			s.Do()
		}
		err = t.received()
	}
	return w.state == finished, err
}

func (l *waiters) join(rt *realm, what string) *waiter {
	w := rt.newWaiter()
	w.seq = rt.nextSeq()
	if rt.rec != nil {
		rt.traceFuture(&w.promise, what)
	}
	w.line, w.listed, w.prev = l, true, l.last
	if l.last == nil {
		l.first = w
	} else {
		l.last.next = w
	}
	l.last = w
	l.listed++
	l.present++
	l.pending++
	return w
}

// leave takes a waiter out of the line, whatever became of it.
func (l *waiters) leave(w *waiter) {
	l.present--
	switch w.state {
	case pending:
		l.pending--
	case finished:
		l.woken--
	}
	if w.listed {
		l.unlist(w)
	}
	if w.first == nil { // else its task was killed, and still stands in its list
		w.rt.spare(w)
	}
}

// unlist takes it out of the list.
func (l *waiters) unlist(w *waiter) {
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
	w.prev, w.next, w.listed = nil, nil, false
	l.listed--
}

// newWaiter is a waiter, spare keeps one that has served for the next: it has
// neither an error nor callbacks, and is in no list.
func (rt *realm) newWaiter() *waiter {
	if w := takeSpare(&rt.waiters); w != nil {
		return w
	}
	w := new(waiter)
	w.rt, w.kind = rt, kindWaiter
	return w
}

func (rt *realm) spare(w *waiter) {
	w.state, w.err, w.line, w.of = pending, nil, nil, nil
	if len(rt.waiters) < rt.baton.Goroutines() { // as many as could wait at once
		rt.waiters = append(rt.waiters, w)
	}
}

// cancelledIn is the line's part of a cancel of one of its waiters.
func (w *waiter) cancelledIn() { w.line.pending-- }

// waiter is the waiter that a promise of that kind is the first field of; see
// promise.task.
func (p *promise) waiter() *waiter { return (*waiter)(unsafe.Pointer(p)) }

// story tells what it waits for, and who is in the way, for the report of a
// deadlock.
func (w *waiter) story() string {
	if owner := w.owner(); owner != nil {
		return w.of.String() + ", which " + owner.name() + " holds"
	}
	return w.of.String()
}

// owner is the task that holds the lock for which it waits, nil if there is
// none.
func (w *waiter) owner() *task {
	if l, ok := w.of.(*Lock); ok {
		return l.owner
	}
	return nil
}

// contested tells whether somebody waits, or was woken and comes: newcomers
// queue up then.
func (l *waiters) contested() bool { return l.pending > 0 || l.woken > 0 }

// wakeNext wakes the first that waits; false if nobody does. Cancelled ones
// that it meets on the way are out of the list then.
func (l *waiters) wakeNext() bool {
	for l.first != nil {
		w := l.first
		l.unlist(w)
		if w.state == pending {
			l.wake(w)
			return true
		}
	}
	return false
}

// wakeHead wakes the first in line, if it waits. If that one was woken before,
// or was cancelled and has not left yet, nobody is woken: whoever is first in
// line passes it on when it leaves.
func (l *waiters) wakeHead() {
	if w := l.first; l.woken == 0 && w != nil && w.state == pending {
		l.unlist(w)
		l.wake(w)
	}
}

// wakeAll wakes all that wait.
func (l *waiters) wakeAll() {
	for l.wakeNext() {
	}
}

func (l *waiters) wake(w *waiter) {
	l.pending--
	l.woken++
	w.succeed()
}
