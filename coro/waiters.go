package coro

import (
	"context"
	"fmt"
	"unsafe"

	"github.com/emirpasic/gods/queues/circularbuffer"
)

// Whoever waits for a lock, an event or a queue stands in a line, and lines are
// all the same: first come, first woken, and anybody may be cancelled anywhere
// in it. A queue can only lose its head, so who leaves from the middle stays in
// it as a tombstone: it is skipped when the head reaches it, and when there are
// more tombstones than people the queue is built anew, so that a line in which
// one waits for ever while a million come and go does not grow. That makes
// joining, waking and leaving constant time each, on the average.
//
// The queue is a ring, and a waiter that has done its service serves again: to
// wait allocates nothing, and leaves the collector nothing to do.
//
// Who is woken leaves the queue, but belongs to the line until its task has
// run: between the two, a newcomer must not overtake it. Hence the counts: they
// answer at once what asyncio finds out by looking at everybody.

// waiters is one line. The zero value is empty.
type waiters struct {
	queue   *circularbuffer.Queue // of *waiter; nil until somebody waits
	room    int                   // in the ring
	queued  int                   // in the queue, without tombstones
	present int                   // joined, and have not left
	pending int                   // wait: neither woken nor cancelled
	woken   int                   // woken, but their tasks have not run yet
}

const (
	firstRoom = 4    // of a ring
	keepRoom  = 1024 // a larger ring is given up when nobody waits any more
	fewTombs  = 32   // so many tombstones are not worth a new ring
)

// waiter is one who waits. It is pending, then woken (finished) or cancelled,
// and then it leaves; under a context that is over it leaves from pending.
type waiter struct {
	promise // first: see promise.waiter
	line    *waiters
	of      fmt.Stringer // the primitive
	queued  bool         // stands in the queue
	gone    bool         // has left the line; in the queue it is a tombstone
	served  bool         // nobody else can reach it any more
}

// wait stands in line until the waiter is woken, or the await fails. Woken
// tells whether it had been woken, which then has to be passed on. What is the
// kind of the primitive, for recordings, and of the primitive itself.
func (l *waiters) wait(ctx context.Context, t *task, what string, of fmt.Stringer) (woken bool, err error) {
	w := l.join(t.rt, what)
	w.of = of
	defer l.leave(w) // also when the loop closes, and this goroutine ends
	err = w.await(ctx)
	woken = w.state == finished
	// Who is woken is out of the queue, and who has heard of it is not waited for
	// any more. Of others the queue, or a cancel, may still know.
	w.served = woken && err == nil
	return woken, err
}

func (l *waiters) join(rt *realm, what string) *waiter {
	w := rt.newWaiter()
	w.line, w.queued = l, true
	w.rt, w.kind, w.seq = rt, kindWaiter, rt.nextSeq()
	if rt.rec != nil {
		rt.traceFuture(&w.promise, what)
	}
	if l.queue == nil || l.queue.Full() {
		l.rebuild()
	}
	l.queue.Enqueue(w)
	l.queued++
	l.present++
	l.pending++
	return w
}

// leave takes a waiter out of the line, whatever became of it.
func (l *waiters) leave(w *waiter) {
	w.gone = true
	l.present--
	switch w.state {
	case pending:
		l.pending--
	case finished:
		l.woken--
	}
	if w.queued {
		l.queued--
		l.prune()
	}
	if l.present == 0 && l.room > keepRoom {
		l.queue, l.room = nil, 0
	}
	if w.served {
		w.rt.spare(w)
	}
}

// newWaiter is a waiter, spare keeps one that has served for the next. As many
// are kept as goroutines of tasks are.
func (rt *realm) newWaiter() *waiter {
	last := len(rt.waiters) - 1
	if last < 0 {
		return new(waiter)
	}
	w := rt.waiters[last]
	rt.waiters = rt.waiters[:last]
	return w
}

func (rt *realm) spare(w *waiter) {
	*w = waiter{}
	if len(rt.waiters) < keepIdle {
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
// that it meets on the way are out of the queue then.
func (l *waiters) wakeNext() bool {
	for l.queued > 0 {
		w := l.head()
		l.drop(w)
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
	if l.woken > 0 || l.queued == 0 {
		return
	}
	if w := l.head(); w.state == pending {
		l.drop(w)
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
	w.finish(nil)
}

// head is the first in the queue that has not left; there must be one.
func (l *waiters) head() *waiter {
	for {
		first, _ := l.queue.Peek()
		if w := first.(*waiter); !w.gone {
			return w
		}
		l.queue.Dequeue()
	}
}

// drop takes the head out of the queue.
func (l *waiters) drop(w *waiter) {
	l.queue.Dequeue()
	w.queued = false
	l.queued--
}

// prune gets rid of tombstones, when there are many, or nothing else.
func (l *waiters) prune() {
	for l.queued == 0 && !l.queue.Empty() {
		l.queue.Dequeue()
	}
	if tombs := l.queue.Size() - l.queued; tombs > max(fewTombs, l.queued) {
		l.rebuild()
	}
}

// rebuild moves the line to a ring that has as much room again, and leaves the
// tombstones behind.
func (l *waiters) rebuild() {
	old := l.queue
	l.room = max(firstRoom, 2*l.queued)
	l.queue = circularbuffer.New(l.room)
	for old != nil && !old.Empty() {
		first, _ := old.Dequeue()
		if w := first.(*waiter); !w.gone {
			l.queue.Enqueue(w)
		}
	}
}
