package loop

import (
	"context"
	"slices"
	"time"

	"github.com/goasyncio/asyncio/executor"
)

// What a call in an executor tells the loop arrives when the operating system
// pleases. Under the real clock that is when it counts. Under a virtual one it
// must not matter: there the loop hears of its calls only when nothing else is
// ready, it waits until all of them that are in flight have something to tell,
// and then takes it in the order in which the calls were submitted. So several
// calls that sleep or end at one virtual instant do so in the same order in
// every run.
//
// A call may be unable to tell anything until the loop goes on, since another
// call's result sets it free: so the wait is bounded, by grace, and whoever was
// silent then is not waited for again until it has told something. And a
// program may spin until a call has ended: so every spinTurns turns at one
// instant the loop listens although something is ready.
//
// Whether a worker has really begun a call must not matter either, since a call
// that has begun cannot be cancelled. So under a virtual clock the loop decides:
// a call begins when a worker is free by the loop's own reckoning, and until
// then a worker that has taken it waits.
const (
	grace     = 500 * time.Millisecond
	spinTurns = 1000
)

// callNote is a note of a call.
type callNote struct {
	call *Call
	do   func()
}

// Post has a function run by the loop, from the call's worker: between two
// callbacks, at the time at which the loop listens to its calls.
func (c *Call) Post(do func()) error {
	if !c.loop.Virtual() {
		return c.loop.inbox.post(note{do: do})
	}
	b := &c.loop.inbox
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return ErrLoopClosed
	}
	b.calls = append(b.calls, callNote{c, do})
	b.knock()
	return nil
}

// listen takes what the calls have to tell, until that makes something ready.
func (l *Loop) listen() {
	if l.calls == 0 || !l.Virtual() {
		return
	}
	for {
		if l.jobs-l.mute > 1 {
			l.settle()
		}
		notes := l.inbox.takeCalls()
		for _, n := range notes {
			n.call.speak()
			n.do()
		}
		if len(notes) == 0 || l.ready.size > 0 {
			return
		}
	}
}

// takeCalls takes the notes of the calls that are reckoned to run, in the order
// of their submission. A call may have begun before the loop has heard of the
// end that gave it its worker: its note comes after that.
func (b *inbox) takeCalls() (notes []callNote) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.calls = slices.DeleteFunc(b.calls, func(n callNote) bool {
		if n.call.worker == 0 && !n.call.cancelled {
			return false
		}
		notes = append(notes, n)
		return true
	})
	slices.SortStableFunc(notes, func(a, b callNote) int { return a.call.seq - b.call.seq })
	return notes
}

// settle waits until every call in flight has something to tell, or grace is
// over.
func (l *Loop) settle() {
	end := time.NewTimer(grace)
	defer end.Stop()
	for l.unheard() {
		select {
		case <-l.inbox.wake:
		case <-end.C:
			l.giveUp()
			return
		}
	}
	if l.inbox.pending.Load() {
		l.inbox.knock() // the wake-up that was taken here was another's
	}
}

// unheard tells whether a call in flight has told nothing, although nothing
// else waits for the loop.
func (l *Loop) unheard() bool {
	l.inbox.mu.Lock()
	defer l.inbox.mu.Unlock()
	told := 0
	for _, n := range l.inbox.calls {
		if c := n.call; c.worker != 0 && !c.parked && !c.mute {
			told++
		}
	}
	return len(l.inbox.notes) == 0 && told < l.jobs-l.mute
}

// giveUp stops waiting for the calls that have told nothing.
func (l *Loop) giveUp() {
	l.inbox.mu.Lock()
	defer l.inbox.mu.Unlock()
	for _, w := range l.lanes {
		for _, c := range w.busy {
			told := func(n callNote) bool { return n.call == c }
			if c != nil && !c.parked && !c.mute && !slices.ContainsFunc(l.inbox.calls, told) {
				c.mute = true
				l.mute++
			}
		}
	}
}

// speak notes that a call tells something.
func (c *Call) speak() {
	if c.mute {
		c.mute = false
		c.loop.mute--
	}
}

// spins tells whether it is time to listen although something is ready.
func (l *Loop) spins() bool { return l.calls > 0 && l.still%spinTurns == spinTurns-1 }

// mayBegin waits, on the worker, until the loop lets the call begin. It is false
// if the loop does not want it any more, or has closed.
func (c *Call) mayBegin() bool {
	select {
	case <-c.begin:
	case <-c.loop.done:
		c.skipped = true
	}
	return !c.skipped
}

// cancelVirtual is Cancel under a virtual clock.
func (c *Call) cancelVirtual() {
	if c.worker != 0 || c.over || c.cancelled || c.loop.IsClosed() {
		return
	}
	c.cancelled = true
	if !c.job.Cancel() { // a worker has taken it, and waits
		c.skipped = true
		close(c.begin)
		c.tell(executor.ErrCancelled)
	}
}

// drain is ShutdownExecutor under a virtual clock. How many turns the loop makes
// must not depend on when the workers end: so it runs until it has heard of its
// calls, and only after that the pool is awaited, without the loop.
func (l *Loop) drain(ctx context.Context) error {
	stop := context.AfterFunc(ctx, func() { _ = l.inbox.post(note{do: l.Stop}) })
	defer stop()
	w := l.lanesOf(l.pool)
	w.last = true
	defer func() { w.last = false }()
	for w.used > 0 && ctx.Err() == nil { // somebody else may stop the loop meanwhile
		if err := l.RunForever(); err != nil {
			return err
		}
	}
	return l.pool.Shutdown(ctx)
}
