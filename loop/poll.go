package loop

import (
	"context"
	"time"

	"github.com/goasyncio/asyncio/timer"
)

// ended is a context that is over.
var ended = func() context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	return ctx
}()

// poll waits for the world: until a handle is ready, the first deadline is
// reached or the inbox holds something; not at all if something is ready or
// the loop is stopping.
func (l *Loop) poll() error {
	l.collect()
	l.look()
	if l.spins() {
		l.listen()
	}
	if l.ready.size > 0 || l.stopping {
		if l.rec != nil {
			l.tracePolled()
		}
		return nil
	}
	if l.ext != nil {
		l.ext.Waiting()
	}
	if l.rec != nil {
		l.endTurn()
	}
	var begun time.Duration
	if l.rec != nil {
		begun = l.clock.Now()
	}
	woken := true
	for l.listen(); l.ready.size == 0 && !l.stopping; l.listen() {
		deadline, err := l.deadline()
		if err != nil {
			return err
		}
		l.state.Store(polling)
		woken = l.clock.Wait(deadline, l.inbox.wake)
		l.state.Store(running)
		l.collect()
		l.look()
		if !woken {
			break
		}
	}
	if l.rec != nil {
		l.traceWaited(begun, woken)
	}
	return nil
}

// deadline is until when a poll may wait: the first timer's, or for ever
// while something in flight holds a virtual clock. It is an error if there is
// nothing to wait for.
func (l *Loop) deadline() (time.Duration, error) {
	inFlight := l.jobs > 0 || l.outside.Load() > 0
	if inFlight && l.Virtual() {
		return timer.Forever, nil
	}
	if when, ok := l.timers.Next(); ok {
		return when, nil
	}
	if inFlight || l.watched.Load() > 0 || !l.detect && (!l.Virtual() || l.contexts.Load() > 0) {
		return timer.Forever, nil
	}
	if l.inbox.pending.Load() {
		return timer.Forever, nil // it was posted before what was in flight was released, and wakes the wait
	}
	if l.ext != nil {
		return 0, l.ext.Blocked(ErrDeadlock)
	}
	return 0, ErrDeadlock
}
