package loop

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
	l.timersDue() // 4
	l.snapshot()  // 5
	for l.todo > 0 {
		if err := l.rest(); err != nil {
			l.failed(err)
		}
		if l.exiting {
			l.exit()
		}
	}
	return nil
}

// timersDue makes the timers ready that are due at one instant: those that
// come due while this goes on wait for the next turn. Without timers nobody
// needs to know the time, and to read a clock takes as long as a callback.
func (l *Loop) timersDue() {
	if l.timers.Len() == 0 {
		return
	}
	now := l.clock.Now()
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

// next takes what runs next in this turn, nil when the turn is over.
func (l *Loop) next() Stepper {
	for l.todo > 0 {
		if s := l.take(); s != nil {
			return s
		}
	}
	return nil
}

// take takes the head of the ready queue out. It is nil for a cancelled callback,
// which counts but does not run. NextStep takes steps out of the same queue, one
// by one as this does.
func (l *Loop) take() Stepper {
	l.todo--
	s := l.ready.pop()
	if c, ok := s.(*callback); ok && (*Handle)(c).Cancelled() {
		if l.rec != nil {
			l.traceSkip((*Handle)(c))
		}
		return nil
	}
	return s
}

// Step runs a callback.
func (c *callback) Step(l *Loop) {
	h := (*Handle)(c)
	if l.rec != nil || l.watch != nil {
		l.observeBegin(h)
	}
	l.called, l.handle = h.call, h
	h.call()
	l.end(h)
}

// end is the end of a callback, however it came.
func (l *Loop) end(h *Handle) {
	l.called, l.handle = nil, nil
	if l.rec != nil || l.watch != nil {
		l.observeEnd(h)
	}
}

// roll begins the next turn where the last one ended, without the loop's
// goroutine, when the turn of the plain definition would do no more than
// take the next snapshot: something is ready, no timer is due, the inbox is
// empty, nobody asked to stop.
func (l *Loop) roll() bool {
	if l.ready.size == 0 || l.stopping || l.inbox.pending.Load() || l.probe != nil || l.counted && !l.mayRoll() {
		return false
	}
	if l.timers.Len() > 0 {
		if when, ok := l.timers.Next(); ok && when <= l.clock.Now() {
			return false
		}
		l.timers.Prune()
	}
	if l.counted {
		_ = l.countTurn()
	}
	if l.rec != nil {
		l.tracePolled()
	}
	l.snapshot()
	return true
}
