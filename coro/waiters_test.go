package coro_test

import (
	"context"
	"testing"
	"time"

	"github.com/goasyncio/asyncio/coro"
)

// A task that waits in a line, and the one that wakes it, leave the collector
// nothing to do.
func TestWaitersServeAgain(t *testing.T) {
	play(t, func(s *scene) {
		var there, back coro.Queue[int]
		echo := s.spawn(func(ctx context.Context) error {
			for v, err := range there.All(ctx) {
				if err != nil {
					return err
				}
				s.no(back.Put(ctx, v))
			}
			return nil
		})
		roundTrip := func() {
			s.no(there.Put(s.ctx, 1))
			s.gets(&back, 1)
		}
		for range 10 {
			roundTrip()
		}
		if n := testing.AllocsPerRun(100, roundTrip); n != 0 {
			t.Errorf("a round trip through two queues allocates %v times", n)
		}
		s.no(there.Shutdown(false))
		s.no(s.await(echo))
	})
}

// One that was woken and cancelled in the same turn does not serve again while
// the turn's other cancels may still meet it: each waiter has the end of its
// own wait.
func TestWaitersServeAgainAfterACancel(t *testing.T) {
	play(t, func(s *scene) {
		var ev coro.Event
		wait := func(err *error) *coro.Task[struct{}] {
			return s.spawn(func(ctx context.Context) error {
				*err = ev.Wait(ctx)
				return *err
			})
		}
		for range 20 {
			var woken, cancelled, late error
			ev.Clear()
			a, b := wait(&woken), wait(&cancelled)
			s.turn()
			s.no(ev.Set())
			b.Cancel()
			ev.Clear()
			c := wait(&late) // waits in the turn in which the others go on
			s.turn()
			s.yes(a.Done() && b.Done(), "two are done")
			s.not(c.Done(), "one waits")
			c.Cancel()
			b.Cancel()
			s.turn()
			s.yes(woken == nil, "woken")
			s.is(cancelled, coro.ErrCancelled)
			s.is(late, coro.ErrCancelled)
			s.is(s.await(b), coro.ErrCancelled)
			s.is(s.await(c), coro.ErrCancelled)
		}
	})
}

// After a crowd, of which some gave up, an event is as small as before it.
func TestWaitersCrowdLeavesNobody(t *testing.T) {
	play(t, func(s *scene) {
		var ev coro.Event
		crowd := make([]*coro.Task[struct{}], 3000)
		for i := range crowd {
			crowd[i] = s.spawn(ev.Wait)
		}
		s.turn()
		for i := 0; i < len(crowd); i += 2 {
			crowd[i].Cancel()
		}
		s.yes(coro.Listed(&ev) == len(crowd), "all stand there until their tasks have run")
		s.turn()
		s.yes(coro.Listed(&ev) == len(crowd)/2, "the others")
		s.no(ev.Set())
		s.yes(coro.Listed(&ev) == 0, "nobody")
		s.turn()
		s.shows(&ev, "<Event [set]>")
	})
}

// However many wait and sleep at once, the next time they do so with what they
// had; when they are gone it is given up.
func TestWaitersCrowdServesAgain(t *testing.T) {
	play(t, func(s *scene) {
		const crowd = 3000
		var ev coro.Event
		tasks := make([]*coro.Task[struct{}], crowd)
		for i := range tasks {
			tasks[i] = s.spawn(func(ctx context.Context) error {
				for {
					if err := coro.Sleep(ctx, time.Second); err != nil {
						return err
					}
					if err := ev.Wait(ctx); err != nil {
						return err
					}
				}
			})
		}
		round := func() {
			s.no(coro.Sleep(s.ctx, 2*time.Second))
			s.no(ev.Set())
			ev.Clear()
			s.turn()
		}
		for range 3 {
			round()
		}
		// What is left are blocks of the ready queue.
		if n := testing.AllocsPerRun(3, round); n > 100 {
			t.Errorf("%d tasks that sleep and wait allocate %v times", crowd, n)
		}
		for _, task := range tasks {
			task.Cancel()
		}
		s.turn()
		s.no(coro.Sleep(s.ctx, time.Second)) // the loop waits
		if n := coro.Spares(s.ctx); n > 200 {
			t.Errorf("%d timers and waiters are kept", n)
		}
	})
}
