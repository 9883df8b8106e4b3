package loop

import (
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

// lanes is what the loop reckons of a pool: which of its own calls wait for a
// worker, and which workers they occupy. A call holds a virtual clock only
// while it has a worker: those that wait for one wait for calls that may sleep.
type lanes struct {
	limit   int
	waiting []*Call
	busy    []*Call // by worker
	used    int
}

func (l *Loop) lanesOf(p *executor.Pool) *lanes {
	w := l.lanes[p]
	if w == nil {
		if l.lanes == nil {
			l.lanes = make(map[*executor.Pool]*lanes)
		}
		w = &lanes{limit: p.Stats().Limit}
		l.lanes[p] = w
	}
	return w
}

// queue puts a call that was submitted in line.
func (c *Call) queue(w *lanes) {
	c.lanes = w
	w.waiting = append(w.waiting, c)
	c.loop.assign(w)
}

// assign gives free workers to the calls that wait, first come first served, as
// the pool does.
func (l *Loop) assign(w *lanes) {
	for len(w.waiting) > 0 && w.used < w.limit {
		c := w.waiting[0]
		w.waiting = w.waiting[1:]
		if c.over {
			continue
		}
		c.worker = w.occupy(c)
		c.Resume()
		if l.rec != nil {
			l.traceStarted(c)
		}
	}
}

// occupy takes the first free worker; they count from 1.
func (w *lanes) occupy(c *Call) int {
	w.used++
	if i := slices.Index(w.busy, nil); i >= 0 {
		w.busy[i] = c
		return i + 1
	}
	w.busy = append(w.busy, c)
	return len(w.busy)
}

// finish takes a call that has ended out.
func (c *Call) finish() {
	c.over = true
	if c.worker == 0 {
		return
	}
	c.Release()
	c.lanes.busy[c.worker-1] = nil
	c.lanes.used--
	c.loop.assign(c.lanes)
}
