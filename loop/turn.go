package loop

import "time"

// turn is one turn of the loop: asyncio's _run_once. The numbers are those of
// the package's text.
func (l *Loop) turn() error {
	if err := l.countTurn(); err != nil {
		return err
	}
	l.timers.Prune()                 // 1
	if err := l.poll(); err != nil { // 2, 3
		return err
	}
	l.timersDue(l.clock.Now()) // 4
	l.snapshot()               // 5
	for h := l.next(); h != nil; h = l.next() {
		l.run(h)
		if l.exiting {
			l.exit()
		}
	}
	return nil
}

// timersDue makes the timers ready that are due at one instant: those that
// come due while this goes on wait for the next turn.
func (l *Loop) timersDue(now time.Duration) {
	for t := l.timers.PopDue(now); t != nil; t = l.timers.PopDue(now) {
		l.due(t)
	}
}

// snapshot decides how many handles run in this turn: those that are ready
// now, and none that they schedule.
func (l *Loop) snapshot() {
	l.todo = l.ready.size
	if l.rec != nil {
		l.traceTurn()
	}
}

// next takes the handle that runs next in this turn, nil when the turn is
// over. Both a turn and NextStep ask it, so they agree on the order.
func (l *Loop) next() *Handle {
	for l.todo > 0 {
		l.todo--
		h := l.ready.pop()
		if !h.Cancelled() {
			return h
		}
		if l.rec != nil {
			l.traceSkip(h)
		}
	}
	return nil
}

// run runs one handle: a step of a task, or a callback.
func (l *Loop) run(h *Handle) {
	if h.step != nil {
		h.step.Step()
		return
	}
	l.BeginStep(h)
	l.guard(h)
	l.EndStep(h, nil)
}

// roll begins the next turn where the last one ended, without the loop's
// goroutine, when the turn of the plain definition would do no more than
// take the next snapshot: something is ready, no timer is due, the inbox is
// empty, nobody asked to stop.
func (l *Loop) roll() bool {
	if l.ready.size == 0 || l.stopping || l.inbox.pending.Load() || l.spins() || l.probe != nil || !l.mayTurn() {
		return false
	}
	if when, ok := l.timers.Next(); ok && when <= l.clock.Now() {
		return false
	}
	_ = l.countTurn()
	l.timers.Prune()
	if l.rec != nil {
		l.tracePolled()
	}
	l.snapshot()
	return true
}
