package coro_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/goasyncio/asyncio/coro"
)

// test_locks.py EventTests.test_repr
func TestEventString(t *testing.T) {
	play(t, func(s *scene) {
		var ev coro.Event
		s.shows(&ev, "<Event [unset]>")
		s.spawn(ev.Wait)
		s.turn()
		s.shows(&ev, "<Event [unset, waiters:1]>")
		s.no(ev.Set())
		s.shows(&ev, "<Event [set, waiters:1]>")
		s.turn()
		s.shows(&ev, "<Event [set]>")
	})
}

// test_locks.py EventTests.test_wait
func TestEventWait(t *testing.T) {
	play(t, func(s *scene) {
		var ev coro.Event
		s.not(ev.IsSet(), "set")
		c := func(n int) func(context.Context) error {
			return func(ctx context.Context) error {
				err := ev.Wait(ctx)
				s.note(n)
				return err
			}
		}
		t1, t2 := s.spawn(c(1)), s.spawn(c(2))
		s.turn()
		s.logged("")
		t3 := s.spawn(c(3))
		s.no(ev.Set())
		s.turn()
		s.logged("3 1 2")
		s.all(t1, t2, t3)
	})
}

// test_locks.py EventTests.test_wait_on_set
func TestEventWaitOnSet(t *testing.T) {
	play(t, func(s *scene) {
		var ev coro.Event
		s.no(ev.Set())
		s.no(ev.Wait(s.ctx))
	})
}

// test_locks.py EventTests.test_wait_cancel
func TestEventWaitCancel(t *testing.T) {
	play(t, func(s *scene) {
		var ev coro.Event
		wait := s.spawn(ev.Wait)
		s.soon(func() { wait.Cancel() })
		s.is(s.await(wait), coro.ErrCancelled)
		s.shows(&ev, "<Event [unset]>")
	})
}

// test_locks.py EventTests.test_clear
func TestEventClear(t *testing.T) {
	var ev coro.Event
	for range 2 {
		if ev.IsSet() {
			t.Fatal("set")
		}
		if err := ev.Set(); err != nil || !ev.IsSet() {
			t.Fatal("not set", err)
		}
		ev.Clear()
	}
}

// I3: who waited when it was set goes on, though it was cleared at once.
//
// test_locks.py EventTests.test_clear_with_waiters
func TestI3_EventClearWithWaiters(t *testing.T) {
	play(t, func(s *scene) {
		var ev coro.Event
		task := s.spawn(func(ctx context.Context) error {
			err := ev.Wait(ctx)
			s.note(1)
			return err
		})
		s.turn()
		s.logged("")
		s.no(ev.Set())
		ev.Clear()
		s.not(ev.IsSet(), "set")
		s.no(ev.Set())
		s.no(ev.Set())
		s.shows(&ev, "<Event [set, waiters:1]>")
		ev.Clear()
		s.turn()
		s.logged("1")
		s.shows(&ev, "<Event [unset]>")
		s.no(s.await(task))
	})
}

// Another goroutine that sets it while the loop waits is refused.
func TestEventForeign(t *testing.T) {
	var ev coro.Event
	err := coro.Run(context.Background(), func(ctx context.Context) error {
		l := coro.RunningLoop(ctx)
		refused := make(chan error, 1)
		go func() {
			for start := time.Now(); time.Since(start) < 10*time.Second; time.Sleep(time.Millisecond) {
				if err := l.Usable(); err != nil { // the loop waits
					break
				}
			}
			refused <- ev.Set()
			_, _ = l.CallSoonThreadsafe(func() { _ = ev.Set() })
		}()
		if err := ev.Wait(ctx); err != nil {
			return err
		}
		return <-refused
	})
	if !errors.Is(err, coro.ErrForeign) {
		t.Errorf("the error is %v", err)
	}
}

// F7: many waiters of one event are woken in order.
func TestF7_EventManyWaiters(t *testing.T) { manyWaiters(t, 1000) }

func manyWaiters(t *testing.T, n int) {
	play(t, func(s *scene) {
		var ev coro.Event
		next := 0
		for i := range n {
			s.spawn(func(ctx context.Context) error {
				err := ev.Wait(ctx)
				if i != next {
					t.Errorf("waiter %d runs when it is the turn of %d", i, next)
				}
				next++
				return err
			})
		}
		s.turn()
		start := time.Now()
		s.no(ev.Set())
		s.turn()
		s.yes(next == n, "all were woken")
		t.Logf("%d waiters woken in %v", n, time.Since(start))
	})
}

// F9: a million waits that are given up leave nothing behind, though one
// waiter stays for ever at the head.
func TestF9_EventWaitsGivenUp(t *testing.T) { waitsGivenUp(t, 2000) }

func waitsGivenUp(t *testing.T, n int) {
	play(t, func(s *scene) {
		var ev coro.Event
		stays := s.spawn(ev.Wait)
		s.turn()
		for range n {
			s.is(s.within(time.Second, ev.Wait), coro.ErrTimeout)
		}
		s.shows(&ev, "<Event [unset, waiters:1]>")
		if n := coro.Listed(&ev); n != 1 {
			t.Errorf("%d are in the list", n)
		}
		s.no(ev.Set())
		s.no(s.await(stays))
	})
}
