package coro

import (
	"context"
	"fmt"

	"github.com/goasyncio/asyncio/loop/trace"
)

// promise is the state machine that futures and tasks share, without the
// value: pending -> finished or cancelled, once. Only the holder of the baton
// moves it. Whoever waits stands in a list of callbacks, in the order in which
// they came; the move to done pushes each to the ready queue, in that order,
// and empties the list. Nothing is ever called on the spot.
type promise struct {
	rt         *realm
	state      state
	kind       kind
	showing    bool   // String is at its result
	mustCancel bool   // of a task, see there
	seq        uint32 // counts futures and tasks of a loop: its number in a recording
	err        error  // see below
	first      *callback
}

// The err of a promise is, once it is finished, its error, in a *report as long
// as nobody has read it; if it is cancelled, the original error, for its first
// reader, or the message of the cancel, a *cancelMessage; and of a task that is
// not done, what its next step begins with, or the last one has returned.

type state uint8

const (
	pending state = iota
	finished
	cancelled
)

// kind tells apart what a cancel must do.
type kind uint8

const (
	kindFuture kind = iota
	kindTask
	kindGather
	kindWaiter // a future of which a line of waiters keeps count
)

// AnyFuture is a Future or a Task of any type.
type AnyFuture interface {
	Done() bool
	Cancelled() bool
	Err() error
	Cancel(msg ...string) bool
	String() string
	core() *promise
}

func (p *promise) core() *promise { return p }

// Done tells whether there is an outcome: a result, an error or a
// cancellation.
func (p *promise) Done() bool { return p.state != pending }

// Cancelled tells whether it ended by a cancellation.
func (p *promise) Cancelled() bool { return p.state == cancelled }

// Err is the error it ended with, nil if it has a result; ErrCancelled if it
// was cancelled, and ErrInvalidState if it is not done. It counts as having
// read the error: asyncio's exception().
func (p *promise) Err() error {
	if p.state == pending {
		return fmt.Errorf("%w: the outcome is not there yet", ErrInvalidState)
	}
	return p.outcome()
}

// outcome reads the error of a promise that is done. A cancelled one gives the
// error that its coroutine ended with to its first reader, and a new one to
// later readers.
func (p *promise) outcome() error {
	if p.state == cancelled {
		return p.takeCancelled()
	}
	p.retrieved()
	return p.err
}

// failure is the error of a promise that is finished, which stays unread.
func (p *promise) failure() error {
	if r, ok := p.err.(*report); ok {
		return r.err
	}
	return p.err
}

// succeeded tells whether it is finished, with a result.
func (p *promise) succeeded() bool { return p.state == finished && p.err == nil }

func (p *promise) takeCancelled() error {
	msg := p.message()
	if err := p.err; err != nil && msg == nil {
		p.err = nil
		return err
	}
	return cancelledWith(msg)
}

// cancelMessage is the message of a promise's cancel. It stands in the place of an
// error, so that a promise needs no field for it.
type cancelMessage string

func (m *cancelMessage) Error() string { return string(*m) }

// message is what the cancel said of a promise that is cancelled, nil for nothing.
func (p *promise) message() *string {
	m, _ := p.err.(*cancelMessage)
	return (*string)(m)
}

func cancelledWith(msg *string) error {
	if msg == nil {
		return &CancelledError{}
	}
	return &CancelledError{Msg: *msg, HasMsg: true}
}

// succeed gives it a result, finish that or an error.
func (p *promise) succeed() { p.settle(finished) }

func (p *promise) finish(err error) {
	p.err = err
	p.settle(finished)
	if err != nil {
		p.unretrieved()
	}
}

// cancelNow makes a pending promise cancelled; false if it is done.
func (p *promise) cancelNow(msg *string) bool {
	p.retrieved()
	if p.state != pending {
		return false
	}
	if msg != nil {
		p.err = (*cancelMessage)(msg)
	}
	p.settle(cancelled)
	if p.kind == kindWaiter {
		p.waiter().cancelledIn()
	}
	return true
}

// settle moves to a final state and schedules the callbacks, in order.
func (p *promise) settle(s state) {
	p.state = s
	if p.rt.rec != nil {
		p.rt.traceDone(p)
	}
	if p.kind == kindGather {
		delete(p.rt.gathers, p)
	}
	first := p.first
	p.first = nil
	for n := first; n != nil; {
		next := n.next
		n.next, n.prev = nil, nil
		if n.purpose == forTask {
			n.task().ready(trace.WhyWakeup)
		} else {
			n.ready(p.rt)
		}
		if n = next; n == first {
			return
		}
	}
}

// ready schedules what waited in a list, and is not a task.
func (n *callback) ready(rt *realm) {
	if c := n.counter(); c != nil {
		rt.loop.PushStep(c, trace.WhyDoneCb)
	} else {
		rt.loop.PushHandle(&n.call().handle, trace.WhyDoneCb)
	}
}

// callbacks goes through the list.
func (p *promise) callbacks(yield func(*callback) bool) {
	for n := p.first; n != nil && yield(n); {
		if n = n.next; n == p.first {
			return
		}
	}
}

// add appends to the list of a pending promise.
func (p *promise) add(n *callback) {
	if p.first == nil {
		n.next, n.prev, p.first = n, n, n
	} else {
		n.next, n.prev = p.first, p.first.prev
		n.prev.next, n.next.prev = n, n
	}
	if p.rt.rec != nil {
		p.rt.traceCallback(trace.CbAdd, p, n)
	}
}

// remove takes an entry out of the list, if it still stands there.
func (p *promise) remove(n *callback) bool {
	if n.next == nil {
		return false
	}
	if n.next == n {
		p.first = nil
	} else {
		n.next.prev, n.prev.next = n.prev, n.next
		if p.first == n {
			p.first = n.next
		}
	}
	n.next, n.prev = nil, nil
	if p.rt.rec != nil {
		p.rt.traceCallback(trace.CbRemove, p, n)
	}
	return true
}

// await suspends the task of ctx until p is done and returns its error. An
// await of what is done does not suspend. It is the one way in which a task
// waits for anything.
func (p *promise) await(ctx context.Context) error {
	if t := direct(ctx); t != nil && t.canWait(p) {
		for s := t.suspend(p); s.Due(); s = t.resumed() { // t.wait
			s.Do()
		}
		return t.received()
	}
	return p.awaitSpecial(ctx)
}

// canWait tells whether t can, and must, wait for p.
func (t *task) canWait(p *promise) bool {
	return p.state == pending && p.rt == t.rt && p != &t.promise
}

// awaitSpecial is every other await: of what is done or cannot be awaited, or
// under a context that may end. It is apart to keep the frame of await small: a
// parked task's stack holds it, and a page more of stack is half of what the task
// weighs.
//
//go:noinline
func (p *promise) awaitSpecial(ctx context.Context) error {
	t, err := holder(ctx)
	switch {
	case err != nil:
		return err
	case p.rt != t.rt:
		return t.fail(fmt.Errorf("%s cannot await this: %w", t.name(), t.rt.owns(p)))
	case p == &t.promise && p.state == pending:
		return t.fail(fmt.Errorf("%w: %s", ErrSelfAwait, t.name()))
	case p.state != pending:
		if err := t.takeTurns(); err != nil {
			return err
		}
		return p.outcome()
	case own(ctx, t):
		return p.awaitUnder(ctx, t)
	}
	return t.wait(p)
}
