package coro_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/goasyncio/asyncio/coro"
)

// waiting is a task that acquires the condition, waits, and notes its number;
// then it releases the condition, or keeps it.
func condWaiting(s *scene, cond *coro.Condition, n int, release bool) *coro.Task[struct{}] {
	return s.spawn(func(ctx context.Context) error {
		if err := cond.Acquire(ctx); err != nil {
			return err
		}
		if err := cond.Wait(ctx); err != nil {
			return err
		}
		s.note(n)
		if release {
			return cond.Release()
		}
		return nil
	})
}

// test_locks.py ConditionTests.test_wait
func TestConditionWait(t *testing.T) {
	play(t, func(s *scene) {
		var cond coro.Condition
		t1, t2, t3 := condWaiting(s, &cond, 1, false), condWaiting(s, &cond, 2, false), condWaiting(s, &cond, 3, false)
		s.turn()
		s.logged("")
		s.not(cond.Locked(), "locked")
		s.no(cond.Acquire(s.ctx))
		s.no(cond.Notify(1))
		s.turn()
		s.logged("")
		s.yes(cond.Locked(), "locked")
		s.no(cond.Release())
		s.turn()
		s.logged("1")
		s.yes(cond.Locked(), "locked")
		s.no(cond.Notify(2))
		s.turn()
		s.logged("1")
		s.no(cond.Release())
		s.turn()
		s.logged("1 2")
		s.no(cond.Release())
		s.turn()
		s.logged("1 2 3")
		s.yes(cond.Locked(), "locked")
		s.all(t1, t2, t3)
	})
}

// test_locks.py ConditionTests.test_wait_cancel
func TestB10_ConditionWaitCancel(t *testing.T) {
	play(t, func(s *scene) {
		var cond coro.Condition
		s.no(cond.Acquire(s.ctx))
		wait := s.spawn(cond.Wait)
		s.soon(func() { wait.Cancel() })
		s.is(s.await(wait), coro.ErrCancelled)
		s.shows(&cond, "<Condition [locked]>")
	})
}

// test_locks.py ConditionTests.test_wait_cancel_contested
func TestB10_ConditionWaitCancelContested(t *testing.T) {
	play(t, func(s *scene) {
		var cond coro.Condition
		s.no(cond.Acquire(s.ctx))
		wait := s.spawn(cond.Wait)
		s.turn()
		s.not(cond.Locked(), "locked")
		s.no(cond.Acquire(s.ctx))
		s.no(cond.Notify(1))
		s.soon(func() { wait.Cancel() })
		s.soon(func() { _ = cond.Release() })
		_ = s.await(wait)
		s.yes(cond.Locked(), "locked")
	})
}

// B10: the lock is held on exit from Wait, also after three cancels in a row.
func TestB10_ConditionCancelledThrice(t *testing.T) {
	play(t, func(s *scene) {
		var cond coro.Condition
		task := s.spawn(func(ctx context.Context) error {
			return cond.Do(ctx, func(ctx context.Context) error {
				err := cond.Wait(ctx)
				s.yes(cond.Locked(), "locked on exit from Wait")
				s.note("out")
				return err
			})
		})
		s.turn()
		s.no(cond.Acquire(s.ctx))
		for _, msg := range []string{"a", "b", "c"} {
			task.Cancel(msg)
			s.turn()
			s.logged("")
		}
		s.no(cond.Release())
		err := s.await(task)
		var c *coro.CancelledError
		s.yes(errors.As(err, &c) && c.Msg == "c", "the latest cancel is returned")
		s.logged("out")
		s.not(cond.Locked(), "locked")
		s.yes(task.Cancelling() == 3, "three cancels")
	})
}

// test_locks.py ConditionTests.test_wait_cancel_after_notify
func TestConditionWaitCancelAfterNotify(t *testing.T) {
	play(t, func(s *scene) {
		var cond coro.Condition
		waited := false
		waiter := s.spawn(func(ctx context.Context) error {
			return cond.Do(ctx, func(ctx context.Context) error {
				waited = true
				return cond.Wait(ctx)
			})
		})
		s.turn()
		s.no(cond.Acquire(s.ctx))
		s.no(cond.Notify(1))
		s.turn()
		waiter.Cancel()
		s.turn()
		s.no(cond.Release())
		s.turn()
		s.yes(waiter.Cancelled() && waited, "it waited and is cancelled")
	})
}

// test_locks.py ConditionTests.test_wait_unacquired
// test_locks.py ConditionTests.test_notify_unacquired
// test_locks.py ConditionTests.test_notify_all_unacquired
func TestI7_ConditionWithoutTheLock(t *testing.T) {
	play(t, func(s *scene) {
		var cond coro.Condition
		s.is(cond.Notify(1), coro.ErrMisuse)
		s.is(cond.NotifyAll(), coro.ErrMisuse)
		s.is(cond.Wait(s.ctx), coro.ErrMisuse)
		s.is(cond.Release(), coro.ErrMisuse)
		s.shows(&cond, "<Condition [unlocked]>")
	})
}

// test_locks.py ConditionTests.test_wait_for
func TestConditionWaitUntil(t *testing.T) {
	play(t, func(s *scene) {
		var cond coro.Condition
		ready := false
		task := s.spawn(func(ctx context.Context) error {
			if err := cond.Acquire(ctx); err != nil {
				return err
			}
			err := cond.WaitUntil(ctx, func() bool { return ready })
			s.note(1)
			_ = cond.Release()
			return err
		})
		s.turn()
		s.logged("")
		notify := func() {
			s.no(cond.Acquire(s.ctx))
			s.no(cond.Notify(1))
			s.no(cond.Release())
			s.turn()
		}
		notify()
		s.logged("")
		ready = true
		notify()
		s.logged("1")
		s.no(s.await(task))
	})
}

// test_locks.py ConditionTests.test_wait_for_unacquired
func TestConditionWaitUntilUnacquired(t *testing.T) {
	play(t, func(s *scene) {
		var cond coro.Condition
		s.no(cond.WaitUntil(s.ctx, func() bool { return true }))
		s.is(cond.WaitUntil(s.ctx, func() bool { return false }), coro.ErrMisuse)
		s.is(cond.WaitUntil(s.ctx, nil), coro.ErrNil)
	})
}

// test_locks.py ConditionTests.test_notify
func TestConditionNotify(t *testing.T) {
	play(t, func(s *scene) {
		var cond coro.Condition
		t1, t2, t3 := condWaiting(s, &cond, 1, true), condWaiting(s, &cond, 2, true), condWaiting(s, &cond, 3, true)
		s.turn()
		s.logged("")
		s.no(cond.Acquire(s.ctx))
		s.no(cond.Notify(1))
		s.no(cond.Release())
		s.turn()
		s.logged("1")
		s.no(cond.Acquire(s.ctx))
		s.no(cond.Notify(1))
		s.no(cond.Notify(2048))
		s.no(cond.Release())
		s.turn()
		s.logged("1 2 3")
		s.all(t1, t2, t3)
	})
}

// test_locks.py ConditionTests.test_notify_all
func TestConditionNotifyAll(t *testing.T) {
	play(t, func(s *scene) {
		var cond coro.Condition
		t1, t2 := condWaiting(s, &cond, 1, true), condWaiting(s, &cond, 2, true)
		s.turn()
		s.logged("")
		s.no(cond.Acquire(s.ctx))
		s.no(cond.NotifyAll())
		s.no(cond.Release())
		s.turn()
		s.logged("1 2")
		s.all(t1, t2)
	})
}

// test_locks.py ConditionTests.test_repr
func TestConditionString(t *testing.T) {
	play(t, func(s *scene) {
		var cond coro.Condition
		s.shows(&cond, "<Condition [unlocked]>")
		for range 2 {
			s.spawn(func(ctx context.Context) error { return cond.Do(ctx, cond.Wait) })
		}
		s.turn()
		s.shows(&cond, "<Condition [unlocked, waiters:2]>")
		s.no(cond.Acquire(s.ctx))
		s.shows(&cond, "<Condition [locked, waiters:2]>")
		s.no(cond.Release())
	})
}

// test_locks.py ConditionTests.test_context_manager
func TestConditionDo(t *testing.T) {
	play(t, func(s *scene) {
		var cond coro.Condition
		s.not(cond.Locked(), "locked")
		s.no(cond.Do(s.ctx, func(context.Context) error {
			s.yes(cond.Locked(), "locked")
			return nil
		}))
		s.not(cond.Locked(), "locked")
	})
}

// test_locks.py ConditionTests.test_explicit_lock
func TestConditionExplicitLock(t *testing.T) {
	play(t, func(s *scene) {
		var lock coro.Lock
		cond := coro.NewCondition(&lock)
		both := func(locked bool) {
			s.yes(lock.Locked() == locked && cond.Locked() == locked, "both alike")
		}
		for _, do := range []func(context.Context, func(context.Context) error) error{cond.Do, lock.Do} {
			both(false)
			s.no(do(s.ctx, func(context.Context) error { both(true); return nil }))
			both(false)
		}
		var own coro.Condition // with a lock of its own
		s.not(own.Locked() || coro.NewCondition(nil).Locked(), "locked")
		s.no(own.Do(s.ctx, func(context.Context) error { s.yes(own.Locked(), "locked"); return nil }))
		s.not(own.Locked(), "locked")
	})
}

// test_locks.py ConditionTests.test_timeout_in_block
func TestConditionTimeoutInBlock(t *testing.T) {
	play(t, func(s *scene) {
		var cond coro.Condition
		s.no(cond.Do(s.ctx, func(context.Context) error {
			s.is(s.within(time.Second/2, cond.Wait), coro.ErrTimeout)
			s.yes(cond.Locked(), "locked")
			return nil
		}))
	})
}

// The error of a cancel is passed on as it is, whether it comes while waiting
// or while getting the lock back.
//
// test_locks.py ConditionTests.test_cancelled_error_wakeup
// test_locks.py ConditionTests.test_cancelled_error_re_aquire
func TestConditionCancelledErrorUnchanged(t *testing.T) {
	for _, reacquire := range []bool{false, true} {
		play(t, func(s *scene) {
			var cond coro.Condition
			wake := false
			var raised error
			task := s.spawn(func(ctx context.Context) error {
				return cond.Do(ctx, func(ctx context.Context) error {
					raised = cond.WaitUntil(ctx, func() bool { return wake })
					return raised
				})
			})
			s.turn()
			if reacquire {
				s.no(cond.Acquire(s.ctx))
				wake = true
				s.no(cond.Notify(1))
				s.turn()
			}
			task.Cancel("foo")
			if reacquire {
				s.no(cond.Release())
			}
			err := s.await(task)
			var c *coro.CancelledError
			s.yes(errors.As(err, &c) && c.Msg == "foo", "the message")
			s.yes(err == raised, "the very error")
		})
	}
}

// B9: a waiter that was notified and then cancelled, before it ran or while it
// waits for the lock, passes the notification on.
//
// test_locks.py ConditionTests.test_cancelled_wakeup
// test_locks.py ConditionTests.test_cancelled_wakeup_relock
func TestB9_ConditionCancelledWakeup(t *testing.T) {
	for _, relock := range []bool{false, true} {
		play(t, func(s *scene) {
			var cond coro.Condition
			state := 0
			consumer := func(ctx context.Context) error {
				return cond.Do(ctx, func(ctx context.Context) error {
					for {
						if err := cond.WaitUntil(ctx, func() bool { return state != 0 }); err != nil || state < 0 {
							return err
						}
						state--
					}
				})
			}
			c1, c2 := s.spawn(consumer), s.spawn(consumer)
			s.turn()
			s.no(cond.Do(s.ctx, func(ctx context.Context) error {
				state++
				s.no(cond.Notify(1))
				if relock {
					s.turn()
				}
				c1.Cancel()
				// Nobody notifies this one of the change, as in the original.
				s.is(coro.Timeout(10*time.Millisecond).Do(ctx, func(ctx context.Context) error {
					return cond.WaitUntil(ctx, func() bool { return state == 0 })
				}), coro.ErrTimeout)
				s.yes(state == 0, "the item was consumed")
				state = -1
				return cond.NotifyAll()
			}))
			s.no(s.await(c2))
			s.yes(c1.Cancelled(), "the first was cancelled")
		})
	}
}

// A context that ends is heard once: then the lock is awaited under the task's
// own context, and a cancel that comes meanwhile outlasts it.
func TestConditionContextEnds(t *testing.T) {
	for _, cancel := range []bool{false, true} {
		play(t, func(s *scene) {
			var cond coro.Condition
			var stop context.CancelFunc
			ended := coro.NewFuture[int](s.ctx)
			task := s.spawn(func(ctx context.Context) error {
				return cond.Do(ctx, func(ctx context.Context) error {
					own, end := context.WithCancel(ctx)
					stop = func() {
						context.AfterFunc(own, func() {
							_, _ = coro.RunningLoop(ctx).CallSoonThreadsafe(func() { _ = ended.SetResult(0) })
						})
						end()
					}
					err := cond.Wait(own)
					s.yes(cond.Locked(), "locked on exit")
					return err
				})
			})
			s.turn()
			s.no(cond.Acquire(s.ctx))
			release := coro.RunningLoop(s.ctx).Hold()
			stop()
			_, err := ended.Await(s.ctx)
			release()
			s.no(err)
			s.turns(5)
			s.not(task.Done(), "done without the lock")
			if cancel {
				task.Cancel()
				s.turns(3)
			}
			s.no(cond.Release())
			err = s.await(task)
			if cancel {
				s.is(err, coro.ErrCancelled)
				return
			}
			s.is(err, context.Canceled)
			s.not(errors.Is(err, coro.ErrCancelled), "cancelled")
		})
	}
}

// When the loop closes under it, neither Wait nor the wait for the lock goes
// round in circles.
func TestConditionLoopCloses(t *testing.T) {
	r := coro.NewRunner(coro.Virtual())
	var cond coro.Condition
	outcome := make(chan error, 2)
	err := r.Run(context.Background(), func(ctx context.Context) error {
		coro.Go(ctx, func(ctx context.Context) error {
			defer func() {
				outcome <- cond.Wait(ctx)
				outcome <- cond.Acquire(ctx)
			}()
			return cond.Do(ctx, func(ctx context.Context) error { return cond.Wait(ctx) })
		})
		return coro.Sleep(ctx, 0)
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Loop().Close(); err != nil {
		t.Fatal(err)
	}
	_ = r.Close()
	for range 2 {
		if err := <-outcome; !errors.Is(err, coro.ErrLoopClosed) {
			t.Errorf("the error is %v", err)
		}
	}
}
