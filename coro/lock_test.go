package coro_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/goasyncio/asyncio/coro"
)

// test_locks.py LockTests.test_repr
func TestLockString(t *testing.T) {
	play(t, func(s *scene) {
		var lock coro.Lock
		s.shows(&lock, "<Lock [unlocked]>")
		s.no(lock.Acquire(s.ctx))
		s.shows(&lock, "<Lock [locked]>")
		w := s.spawn(lock.Acquire)
		s.turn()
		s.shows(&lock, "<Lock [locked, waiters:1]>")
		w.Cancel()
		s.shows(&lock, "<Lock [locked, waiters:1]>") // it has not left yet
		s.turn()
		s.shows(&lock, "<Lock [locked]>")
	})
}

// test_locks.py LockTests.test_acquire
func TestLockAcquire(t *testing.T) {
	play(t, func(s *scene) {
		var lock coro.Lock
		s.no(lock.Acquire(s.ctx))
		c := func(n int) func(context.Context) error {
			return func(ctx context.Context) error {
				err := lock.Acquire(ctx)
				s.note(n)
				return err
			}
		}
		t1, t2 := s.spawn(c(1)), s.spawn(c(2))
		s.turn()
		s.logged("")
		s.no(lock.Release())
		s.turn()
		s.logged("1")
		s.turn()
		s.logged("1")
		t3 := s.spawn(c(3))
		s.no(lock.Release())
		s.turn()
		s.logged("1 2")
		s.no(lock.Release())
		s.turn()
		s.logged("1 2 3")
		s.yes(t1.Done() && t2.Done() && t3.Done(), "all are done")
	})
}

// test_locks.py LockTests.test_acquire_cancel
func TestLockAcquireCancel(t *testing.T) {
	play(t, func(s *scene) {
		var lock coro.Lock
		s.no(lock.Acquire(s.ctx))
		task := s.spawn(lock.Acquire)
		s.soon(func() { task.Cancel() })
		s.is(s.await(task), coro.ErrCancelled)
		s.shows(&lock, "<Lock [locked]>")
	})
}

// A release in the turn in which the first waiter is cancelled: the second
// gets the lock.
//
// test_locks.py LockTests.test_cancel_race
func TestB11_LockCancelRace(t *testing.T) {
	play(t, func(s *scene) {
		var lock coro.Lock
		fa := coro.NewFuture[int](s.ctx)
		lockit := func(wait bool) func(context.Context) error {
			return func(ctx context.Context) error {
				return lock.Do(ctx, func(ctx context.Context) error {
					if wait {
						return errOf(fa.Await(ctx))
					}
					return nil
				})
			}
		}
		ta := s.spawn(lockit(true))
		s.turn()
		s.yes(lock.Locked(), "locked")
		tb := s.spawn(lockit(false))
		s.turn()
		s.shows(&lock, "<Lock [locked, waiters:1]>")
		tc := s.spawn(lockit(false))
		s.turn()
		s.shows(&lock, "<Lock [locked, waiters:2]>")
		s.no(fa.SetResult(0))
		tb.Cancel()
		s.turn()
		s.not(lock.Locked(), "locked")
		s.yes(ta.Done() && tb.Cancelled(), "A is done and B cancelled")
		s.no(s.await(tc))
	})
}

// test_locks.py LockTests.test_cancel_release_race
func TestB11_LockCancelReleaseRace(t *testing.T) {
	play(t, func(s *scene) {
		var lock coro.Lock
		calls, locks := 0, 0
		lockit := func(ctx context.Context) error {
			calls++
			err := lock.Acquire(ctx)
			if err == nil {
				locks++
			}
			return err
		}
		s.no(lock.Acquire(s.ctx))
		t1, t2, t3 := s.spawn(lockit), s.spawn(lockit), s.spawn(lockit)
		s.turn()
		s.soon(func() {
			t1.Cancel()
			_ = lock.Release()
		})
		s.is(s.await(t1), coro.ErrCancelled)
		s.yes(locks == 1 && calls == 3, "only one lock was taken")
		s.yes(t1.Cancelled() && t2.Done(), "the second took it")
		t3.Cancel()
		s.turn()
		s.yes(t3.Cancelled(), "the third is cancelled")
	})
}

// A waiter that was woken and is then cancelled hands the wake-up to the next,
// in the turn in which it ends.
//
// test_locks.py LockTests.test_finished_waiter_cancelled
func TestB11_LockFinishedWaiterCancelled(t *testing.T) {
	play(t, func(s *scene) {
		var lock coro.Lock
		s.no(lock.Acquire(s.ctx))
		tb := s.spawn(lock.Acquire)
		s.turn()
		s.shows(&lock, "<Lock [locked, waiters:1]>")
		tc := s.spawn(lock.Acquire)
		tb.Cancel()
		s.no(lock.Release())
		s.turn()
		s.yes(lock.Locked(), "locked")
		s.yes(tb.Cancelled(), "B is cancelled")
		s.no(s.await(tc))
	})
	play(t, func(s *scene) {
		var lock coro.Lock
		s.no(lock.Acquire(s.ctx))
		tb, tc := s.spawn(lock.Acquire), s.spawn(lock.Acquire)
		s.turn()
		s.no(lock.Release()) // wakes B
		tb.Cancel()          // before it runs
		s.turn()
		s.yes(tb.Cancelled(), "B is cancelled")
		s.not(lock.Locked() || tc.Done(), "C has run")
		s.turn()
		s.yes(lock.Locked() && tc.Done(), "C has the lock")
	})
}

// A release while the first in line is cancelled, but has not run, wakes nobody
// yet: the first does when it leaves.
func TestB11_LockCancelledHeadWakesTheNext(t *testing.T) {
	play(t, func(s *scene) {
		var lock coro.Lock
		s.no(lock.Acquire(s.ctx))
		tb, tc := s.spawn(lock.Acquire), s.spawn(lock.Acquire)
		s.turn()
		tb.Cancel()
		s.no(lock.Release())
		s.turn()
		s.yes(tb.Cancelled() && !lock.Locked() && !tc.Done(), "B has left, C has not run")
		s.turn()
		s.yes(lock.Locked() && tc.Done(), "C has the lock")
	})
}

// test_locks.py LockTests.test_release_not_acquired
func TestA11_LockReleaseNotAcquired(t *testing.T) {
	var lock coro.Lock
	if err := lock.Release(); !errors.Is(err, coro.ErrMisuse) {
		t.Errorf("the error is %v", err)
	}
	if lock.Locked() {
		t.Error("locked")
	}
}

// test_locks.py LockTests.test_release_no_waiters
func TestLockReleaseNoWaiters(t *testing.T) {
	play(t, func(s *scene) {
		var lock coro.Lock
		s.no(lock.Acquire(s.ctx))
		s.yes(lock.Locked(), "locked")
		s.no(lock.Release())
		s.not(lock.Locked(), "locked")
	})
}

// test_locks.py LockTests.test_context_manager
func TestLockDo(t *testing.T) {
	play(t, func(s *scene) {
		var lock coro.Lock
		boom := errors.New("boom")
		s.is(lock.Do(s.ctx, func(context.Context) error {
			s.yes(lock.Locked(), "locked inside")
			return boom
		}), boom)
		s.not(lock.Locked(), "locked")
		err := lock.Do(s.ctx, func(context.Context) error {
			_ = lock.Release()
			return boom
		})
		s.is(err, coro.ErrMisuse) // as in Python, where __aexit__ raises
		s.is(err, boom)
		s.is(lock.Do(s.ctx, nil), coro.ErrNil)
		s.not(lock.Locked(), "locked")
	})
}

// D10: a panic in the body releases the lock, and the next one gets it.
func TestD10_LockReleasedByPanic(t *testing.T) {
	play(t, func(s *scene) {
		var lock coro.Lock
		bad := s.spawn(func(ctx context.Context) error {
			return lock.Do(ctx, func(ctx context.Context) error {
				_ = coro.Sleep(ctx, time.Second)
				panic("while it holds the lock")
			})
		})
		next := s.spawn(lock.Acquire)
		s.no(s.await(next))
		var p *coro.PanicError
		s.yes(errors.As(s.await(bad), &p), "the first one panicked")
		s.yes(lock.Locked(), "the next one has the lock")
	})
}

// A waiter whose own context is over leaves the line, and one that was woken
// passes the wake-up on.
func TestLockContextEnds(t *testing.T) {
	play(t, func(s *scene) {
		var lock coro.Lock
		ctx, cancel := context.WithCancel(s.ctx)
		cancel()
		s.no(lock.Acquire(ctx)) // free: nothing to wait for
		s.is(lock.Acquire(ctx), context.Canceled)
		s.shows(&lock, "<Lock [locked]>")
		s.no(lock.Release())
		s.no(lock.Acquire(s.ctx)) // nobody is in the way

		cause := errors.New("no patience")
		first := s.spawn(func(ctx context.Context) error {
			ctx, cancel := context.WithCancelCause(ctx)
			s.soon(func() { cancel(cause) })
			return lock.Acquire(ctx)
		})
		second := s.spawn(lock.Acquire)
		release := coro.RunningLoop(s.ctx).Hold()
		err := s.await(first)
		release()
		s.is(err, context.Canceled)
		s.is(err, cause)
		s.not(errors.Is(err, coro.ErrCancelled) || first.Cancelled(), "cancelled")
		s.shows(&lock, "<Lock [locked, waiters:1]>")
		s.no(lock.Release())
		s.no(s.await(second))
	})
}

// A10: the second loop is refused, also where nothing blocks.
//
// test_locks.py ConditionTests.test_ambiguous_loops
func TestA10_PrimitivesOfAnotherLoop(t *testing.T) {
	var lock coro.Lock
	var event coro.Event
	var cond coro.Condition
	sem, bounded, barrier := coro.NewSemaphore(1), coro.NewBoundedSemaphore(1), coro.NewBarrier(1)
	queue, joined := coro.NewQueue[int](0), coro.NewQueue[int](0)
	uses := map[string]func(context.Context) error{
		"Lock":             func(ctx context.Context) error { return lock.Do(ctx, pass) },
		"Event":            func(ctx context.Context) error { _ = event.Set(); return event.Wait(ctx) },
		"Condition":        func(ctx context.Context) error { return cond.Do(ctx, pass) },
		"Semaphore":        func(ctx context.Context) error { return sem.Do(ctx, pass) },
		"BoundedSemaphore": func(ctx context.Context) error { return bounded.Do(ctx, pass) },
		"Barrier":          func(ctx context.Context) error { return errOf(barrier.Wait(ctx)) },
		"Queue.Put":        func(ctx context.Context) error { return queue.Put(ctx, 1) },
		"Queue.Get":        func(ctx context.Context) error { _ = queue.PutNowait(1); return errOf(queue.Get(ctx)) },
		"Queue.Join":       func(ctx context.Context) error { return joined.Join(ctx) },
	}
	run := func(check func(name string, err error)) {
		play(t, func(s *scene) {
			for name, use := range uses {
				check(name, use(s.ctx))
			}
		})
	}
	run(func(name string, err error) {
		if err != nil {
			t.Errorf("%s on its own loop: %v", name, err)
		}
	})
	run(func(name string, err error) {
		if !errors.Is(err, coro.ErrWrongLoop) {
			t.Errorf("%s on another loop: %v", name, err)
		}
	})
	// What does not suspend is refused since the loop of the first use is closed.
	if err := event.Set(); !errors.Is(err, coro.ErrLoopClosed) {
		t.Errorf("Set after the loop: %v", err)
	}
	if err := queue.PutNowait(1); !errors.Is(err, coro.ErrLoopClosed) {
		t.Errorf("PutNowait after the loop: %v", err)
	}
}

func pass(context.Context) error { return nil }

// A12: by itself the deadlock names the lock, who holds it and where; a strict
// lock refuses.
func TestA12_LockReentrant(t *testing.T) {
	var lock coro.Lock
	err := coro.Run(context.Background(), func(ctx context.Context) error {
		return lock.Do(ctx, func(ctx context.Context) error { return lock.Do(ctx, pass) })
	}, coro.Virtual())
	var dead *coro.DeadlockError
	if !errors.As(err, &dead) || len(dead.Waits) != 1 || len(dead.Cycles) != 1 {
		t.Fatalf("the error is %v", err)
	}
	if got, want := dead.Waits[0].For, "<Lock [locked, waiters:1]>, which Task-1 holds"; got != want {
		t.Errorf("it waits for %s, want %s", got, want)
	}
	play(t, func(s *scene) {
		lock := coro.Lock{Strict: true}
		other := s.spawn(func(ctx context.Context) error {
			return lock.Do(ctx, func(ctx context.Context) error { return coro.Sleep(ctx, time.Second) })
		})
		s.turn()
		s.no(lock.Acquire(s.ctx)) // held by another: an ordinary wait
		s.is(lock.Acquire(s.ctx), coro.ErrReentrant)
		s.no(lock.Release())
		s.no(lock.Acquire(s.ctx))
		s.no(s.await(other))
	})
}

// A4 for locks: two tasks that take two locks in opposite order.
func TestA12_LockOrderDeadlock(t *testing.T) {
	var a, b coro.Lock
	both := func(x, y *coro.Lock) func(context.Context) error {
		return func(ctx context.Context) error {
			return x.Do(ctx, func(ctx context.Context) error {
				_ = coro.Sleep(ctx, 0)
				return y.Do(ctx, pass)
			})
		}
	}
	err := coro.Run(context.Background(), func(ctx context.Context) error {
		t1, t2 := coro.Go(ctx, both(&a, &b), coro.Named("ab")), coro.Go(ctx, both(&b, &a), coro.Named("ba"))
		return errOf(coro.Gather(ctx, t1, t2))
	}, coro.Virtual())
	var dead *coro.DeadlockError
	if !errors.As(err, &dead) || len(dead.Cycles) != 1 {
		t.Fatalf("the error is %v", err)
	}
}

// A waiter that is cancelled while another was woken must not wake a third one,
// or two tasks would hold the lock (gh-76915).
func TestB11_LockCancelledBehindTheWoken(t *testing.T) {
	play(t, func(s *scene) {
		var lock coro.Lock
		s.no(lock.Acquire(s.ctx))
		first, second, third := s.spawn(lock.Acquire), s.spawn(lock.Acquire), s.spawn(lock.Acquire)
		s.turn()
		second.Cancel() // its step comes before that of the first, which is woken next
		s.no(lock.Release())
		s.turn()
		s.turn()
		s.yes(first.Done() && second.Cancelled(), "the first has it and the second is cancelled")
		s.not(third.Done(), "the third has it too")
		s.no(lock.Release())
		s.no(s.await(third))
	})
}
