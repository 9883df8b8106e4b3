package coro_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/goasyncio/asyncio/coro"
	"github.com/goasyncio/asyncio/loop"
	"github.com/goasyncio/asyncio/timer"
)

// Go has no implicit chain of exceptions (__context__, __cause__): where the
// Python test looks at it, the port looks at which error comes out.

// pyTimesOut is assertRaises(TimeoutError); the error must not be taken for a
// cancellation.
func pyTimesOut(t *testing.T, what string, err error) {
	t.Helper()
	pyRaises(t, what, err, coro.ErrTimeout)
	if errors.Is(err, coro.ErrCancelled) {
		t.Errorf("%s: the error %v Is ErrCancelled too", what, err)
	}
}

// test_timeouts.py TimeoutTests.test_timeout_basic
func TestCPythonTimeoutBasic(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		cm := coro.Timeout(pySec(0.01))
		pyTimesOut(t, "Do", cm.Do(ctx, pySleep(pySec(10))))
		pyTrue(t, "expired", cm.Expired())
		pyEqual(t, "the time", coro.RunningLoop(ctx).Time(), pySec(0.01))
		return nil
	})
}

// test_timeouts.py TimeoutTests.test_timeout_at_basic
func TestCPythonTimeoutAtBasic(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		deadline := coro.RunningLoop(ctx).Time() + pySec(0.01)
		cm := coro.TimeoutAt(deadline)
		pyTimesOut(t, "Do", cm.Do(ctx, pySleep(pySec(10))))
		pyTrue(t, "expired", cm.Expired())
		when, ok := cm.When()
		pyEqual(t, "when", []any{when, ok}, []any{deadline, true})
		return nil
	})
}

// test_timeouts.py TimeoutTests.test_nested_timeouts
func TestCPythonTimeoutNested(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		cancelled := false
		deadline := coro.RunningLoop(ctx).Time() + pySec(0.01)
		cm1, cm2 := coro.TimeoutAt(deadline), coro.TimeoutAt(deadline)
		err := cm1.Do(ctx, func(ctx context.Context) error {
			// Only the topmost raises TimeoutError.
			err := cm2.Do(ctx, pySleep(pySec(10)))
			pyCancelled(t, "the inner one", err)
			cancelled = errors.Is(err, coro.ErrCancelled)
			return err
		})
		pyTimesOut(t, "the outer one", err)
		pyTrue(t, "cancelled", cancelled)
		pyTrue(t, "cm1 expired", cm1.Expired())
		pyTrue(t, "cm2 expired", cm2.Expired())
		return nil
	})
}

// test_timeouts.py TimeoutTests.test_waiter_cancelled
func TestCPythonTimeoutWaiterCancelled(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		cancelled := false
		err := coro.Timeout(pySec(0.01)).Do(ctx, func(ctx context.Context) error {
			err := coro.Sleep(ctx, pySec(10))
			cancelled = errors.Is(err, coro.ErrCancelled)
			return err
		})
		pyTimesOut(t, "Do", err)
		pyTrue(t, "cancelled", cancelled)
		return nil
	})
}

// test_timeouts.py TimeoutTests.test_timeout_not_called
func TestCPythonTimeoutNotCalled(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		cm := coro.Timeout(pySec(10))
		err := cm.Do(ctx, pySleep(pySec(0.01)))
		pyFalse(t, "expired", cm.Expired())
		when, ok := cm.When()
		pyEqual(t, "when", []any{when, ok}, []any{pySec(10), true})
		pyTrue(t, "when is later", when > coro.RunningLoop(ctx).Time())
		return err
	})
}

// timeout(None) and timeout_at(None) are both NoTimeout.
//
// test_timeouts.py TimeoutTests.test_timeout_disabled
// test_timeouts.py TimeoutTests.test_timeout_at_disabled
// test_timeouts.py TimeoutTests.test_repr_disabled
func TestCPythonTimeoutDisabled(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		cm := coro.NoTimeout()
		err := cm.Do(ctx, func(ctx context.Context) error {
			pyEqual(t, "repr", cm.String(), "<Timeout [active] when=None>")
			return coro.Sleep(ctx, pySec(0.01))
		})
		pyFalse(t, "expired", cm.Expired())
		_, ok := cm.When()
		pyFalse(t, "has a deadline", ok)
		return err
	})
}

// test_timeouts.py TimeoutTests.test_timeout_zero
// test_timeouts.py TimeoutTests.test_timeout_zero_sleep_zero
// test_timeouts.py TimeoutTests.test_timeout_in_the_past_sleep_zero
func TestCPythonTimeoutZeroAndInThePast(t *testing.T) {
	for name, c := range map[string]struct{ limit, sleep time.Duration }{
		"zero":                    {0, pySec(10)},
		"zero, sleep zero":        {0, 0},
		"in the past, sleep zero": {pySec(-11), 0},
	} {
		t.Run(name, func(t *testing.T) {
			pyRun(t, func(ctx context.Context) error {
				if err := coro.Sleep(ctx, pySec(100)); err != nil {
					return err
				}
				t0 := coro.RunningLoop(ctx).Time()
				cm := coro.Timeout(c.limit)
				pyTimesOut(t, "Do", cm.Do(ctx, pySleep(c.sleep)))
				pyTrue(t, "expired", cm.Expired())
				when, _ := cm.When()
				pyEqual(t, "when", when, t0+c.limit)
				pyEqual(t, "the time", coro.RunningLoop(ctx).Time(), t0)
				return nil
			})
		})
	}
}

// test_timeouts.py TimeoutTests.test_foreign_exception_passed
func TestCPythonTimeoutForeignExceptionPassed(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		cm := coro.Timeout(pySec(0.01))
		err := cm.Do(ctx, func(context.Context) error { return errKey })
		pyEqual(t, "the error itself", err == errKey, true)
		pyFalse(t, "expired", cm.Expired())
		return nil
	})
}

// test_timeouts.py TimeoutTests.test_timeout_exception_context
func TestCPythonTimeoutExceptionContext(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		err := coro.Timeout(pySec(0.01)).Do(ctx, func(ctx context.Context) (err error) {
			defer func() {
				if e := coro.Sleep(ctx, pySec(1)); e != nil {
					err = e // raised while the other one was handled
				}
			}()
			return errZeroDivision
		})
		pyTimesOut(t, "Do", err)
		return nil
	})
}

// test_timeouts.py TimeoutTests.test_foreign_exception_on_timeout
// test_timeouts.py TimeoutTests.test_foreign_exception_on_timeout_2
func TestCPythonTimeoutForeignExceptionOnTimeout(t *testing.T) {
	for name, body := range map[string]func(context.Context) error{
		"1": func(ctx context.Context) error { return pyWait(ctx, pySec(1), func() error { return errZeroDivision }) },
		"2": func(ctx context.Context) (err error) {
			defer func() { err = errZeroDivision }()
			defer func() { err = errKey }()
			defer func() { err = coro.Sleep(ctx, pySec(1)) }()
			return errValue
		},
	} {
		t.Run(name, func(t *testing.T) {
			pyRun(t, func(ctx context.Context) error {
				cm := coro.Timeout(pySec(0.01))
				err := cm.Do(ctx, body)
				pyEqual(t, "the error itself", err == errZeroDivision, true)
				pyTrue(t, "expired", cm.Expired())
				pyEqual(t, "cancelling", coro.CurrentTask(ctx).Cancelling(), 0)
				return nil
			})
		})
	}
}

// test_timeouts.py TimeoutTests.test_foreign_cancel_doesnt_timeout_if_not_expired
func TestCPythonTimeoutForeignCancelDoesNotTimeOut(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		cm := coro.Timeout(pySec(10))
		err := cm.Do(ctx, func(ctx context.Context) error {
			coro.CurrentTask(ctx).Cancel()
			return coro.Sleep(ctx, pySec(10))
		})
		pyCancelled(t, "Do", err)
		pyFalse(t, "expired", cm.Expired())
		return nil
	})
}

// test_timeouts.py TimeoutTests.test_outer_task_is_not_cancelled
func TestCPythonTimeoutOuterTaskIsNotCancelled(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		task := coro.Go(ctx, func(ctx context.Context) error {
			pyTimesOut(t, "Do", coro.Timeout(pySec(0.001)).Do(ctx, pySleep(pySec(10))))
			return nil
		})
		_, err := task.Await(ctx)
		pyFalse(t, "cancelled", task.Cancelled())
		pyTrue(t, "done", task.Done())
		return err
	})
}

// pyBusy keeps the loop's goroutine busy until d has passed on its clock, as a
// time.sleep in a coroutine does.
func pyBusy(clock *timer.VirtualClock, d time.Duration) { clock.Wait(clock.Now()+d, nil) }

// test_timeouts.py TimeoutTests.test_nested_timeouts_concurrent
func TestCPythonTimeoutNestedConcurrent(t *testing.T) {
	clock := timer.NewVirtual()
	pyRun(t, func(ctx context.Context) error {
		err := coro.Timeout(pySec(0.002)).Do(ctx, func(ctx context.Context) error {
			err := coro.Timeout(pySec(0.1)).Do(ctx, func(ctx context.Context) error {
				pyBusy(clock, pySec(0.01)) // pretend we crunch some numbers
				return coro.Sleep(ctx, pySec(1))
			})
			pyCancelled(t, "the inner one", err)
			return err
		})
		pyTimesOut(t, "the outer one", err)
		return nil
	}, coro.WithLoop(loop.WithClock(clock)))
}

// Python's loop is busy until both are over: then the inner one sees that it
// was not cancelled for its own sake alone, and leaves it to the outer one.
//
// test_timeouts.py TimeoutTests.test_nested_timeouts_loop_busy
func TestCPythonTimeoutNestedLoopBusy(t *testing.T) {
	for name, c := range map[string]struct {
		busy  time.Duration
		inner func(*testing.T, string, error)
	}{
		"until both are over":  {pySec(0.1), func(t *testing.T, what string, err error) { pyCancelled(t, what, err) }},
		"until one of them is": {pySec(0.09), pyTimesOut},
	} {
		t.Run(name, func(t *testing.T) {
			clock := timer.NewVirtual()
			pyRun(t, func(ctx context.Context) error {
				t0 := coro.RunningLoop(ctx).Time()
				err := coro.Timeout(pySec(0.1)).Do(ctx, func(ctx context.Context) error {
					err := coro.Timeout(pySec(0.01)).Do(ctx, func(ctx context.Context) error {
						pyBusy(clock, c.busy)
						return coro.Sleep(ctx, pySec(1))
					})
					c.inner(t, "the inner one", err)
					if errors.Is(err, coro.ErrCancelled) {
						return err
					}
					return coro.Sleep(ctx, pySec(10)) // interrupted by the outer one
				})
				pyTimesOut(t, "the outer one", err)
				pyEqual(t, "the time", coro.RunningLoop(ctx).Time(), t0+pySec(0.1))
				return nil
			}, coro.WithLoop(loop.WithClock(clock)))
		})
	}
}

// test_timeouts.py TimeoutTests.test_reschedule
func TestCPythonTimeoutReschedule(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		fut := coro.NewFuture[*coro.TimeoutScope](ctx)
		deadline1 := coro.RunningLoop(ctx).Time() + pySec(10)
		deadline2 := deadline1 + pySec(20)
		task := coro.Go(ctx, func(ctx context.Context) error {
			cm := coro.TimeoutAt(deadline1)
			return cm.Do(ctx, func(ctx context.Context) error {
				if err := fut.SetResult(cm); err != nil {
					return err
				}
				return coro.Sleep(ctx, pySec(50))
			})
		})
		cm, err := fut.Await(ctx)
		if err != nil {
			return err
		}
		when := func(want time.Duration, limited bool) {
			t.Helper()
			w, ok := cm.When()
			pyEqual(t, "when", []any{w, ok}, []any{want, limited})
		}
		when(deadline1, true)
		pyRaises(t, "Reschedule", cm.Reschedule(deadline2), nil)
		when(deadline2, true)
		pyRaises(t, "Unlimit", cm.Unlimit(), nil)
		when(0, false)
		task.Cancel()
		_, err = task.Await(ctx)
		pyCancelled(t, "the task", err)
		pyFalse(t, "expired", cm.Expired())
		return nil
	})
}

// test_timeouts.py TimeoutTests.test_repr_active
// test_timeouts.py TimeoutTests.test_repr_expired
// test_timeouts.py TimeoutTests.test_repr_finished
func TestCPythonTimeoutRepr(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		cm := coro.Timeout(pySec(10))
		err := cm.Do(ctx, func(ctx context.Context) error {
			pyEqual(t, "active", cm.String(), "<Timeout [active] when=10s>")
			return coro.Sleep(ctx, 0)
		})
		pyEqual(t, "finished", cm.String(), "<Timeout [finished]>")
		cm = coro.Timeout(pySec(0.01))
		pyTimesOut(t, "Do", cm.Do(ctx, pySleep(pySec(10))))
		pyEqual(t, "expired", cm.String(), "<Timeout [expired]>")
		return err
	})
}

// test_timeouts.py TimeoutTests.test_nested_timeout_in_finally
func TestCPythonTimeoutNestedInFinally(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		err := coro.Timeout(pySec(0.01)).Do(ctx, func(ctx context.Context) error {
			return pyWait(ctx, pySec(1), func() error {
				pyTimesOut(t, "in finally", coro.Timeout(pySec(0.01)).Do(ctx, pySleep(pySec(10))))
				return nil
			})
		})
		pyTimesOut(t, "Do", err)
		pyEqual(t, "the time", coro.RunningLoop(ctx).Time(), pySec(0.02))
		return nil
	})
}

// test_timeouts.py TimeoutTests.test_timeout_after_cancellation
// test_timeouts.py TimeoutTests.test_cancel_in_timeout_after_cancellation
func TestCPythonTimeoutAfterCancellation(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		coro.CurrentTask(ctx).Cancel()
		pyCancelled(t, "the work", coro.Sleep(ctx, pySec(1)))
		pyTimesOut(t, "the clean-up", coro.Timeout(0).Do(ctx, pySleep(pySec(1))))
		return nil
	})
	pyRun(t, func(ctx context.Context) error {
		coro.CurrentTask(ctx).Cancel()
		pyCancelled(t, "the work", coro.Sleep(ctx, pySec(1)))
		err := coro.Timeout(pySec(1)).Do(ctx, func(ctx context.Context) error {
			coro.CurrentTask(ctx).Cancel()
			return coro.Sleep(ctx, pySec(2))
		})
		pyCancelled(t, "the clean-up", err)
		return nil
	})
}

// test_timeouts.py TimeoutTests.test_timeout_already_entered
// test_timeouts.py TimeoutTests.test_timeout_double_enter
func TestCPythonTimeoutEnteredTwice(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		cm := coro.Timeout(pySec(0.01))
		err := cm.Do(ctx, func(ctx context.Context) error {
			pyRegex(t, "inside itself", cm.Do(ctx, pyNothing), coro.ErrMisuse, "has already been entered")
			return nil
		})
		pyRegex(t, "afterwards", cm.Do(ctx, pyNothing), coro.ErrMisuse, "has already been entered")
		return err
	})
}

// test_timeouts.py TimeoutTests.test_timeout_finished
// test_timeouts.py TimeoutTests.test_timeout_expired
// test_timeouts.py TimeoutTests.test_timeout_expiring
// test_timeouts.py TimeoutTests.test_timeout_not_entered
func TestCPythonTimeoutRescheduleRefused(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		cm := coro.Timeout(pySec(0.01))
		refused := func(text string) {
			t.Helper()
			pyRegex(t, "Reschedule", cm.Reschedule(pySec(0.02)), coro.ErrMisuse, text)
		}
		refused("has not been entered")
		if err := cm.Do(ctx, pyNothing); err != nil {
			return err
		}
		refused("finished")
		cm = coro.Timeout(pySec(0.01))
		pyTimesOut(t, "Do", cm.Do(ctx, pySleep(pySec(1))))
		refused("expired")
		cm = coro.Timeout(pySec(0.01))
		return cm.Do(ctx, func(ctx context.Context) error {
			pyCancelled(t, "the sleep", coro.Sleep(ctx, pySec(1)))
			refused("expiring")
			return nil
		})
	})
}

// test_timeouts.py TimeoutTests.test_timeout_without_task
func TestCPythonTimeoutWithoutTask(t *testing.T) {
	p := newPyLoop(t)
	cm := coro.Timeout(pySec(0.01))
	pyRegex(t, "Do", cm.Do(p.ctx, pyNothing), coro.ErrNotInTask, "task")
	pyRegex(t, "Reschedule", cm.Reschedule(pySec(0.02)), coro.ErrMisuse, "has not been entered")
}

// test_timeouts.py TimeoutTests.test_timeout_taskgroup
func TestCPythonTimeoutTaskGroup(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		err := coro.Timeout(pySec(0.01)).Do(ctx, func(ctx context.Context) error {
			var g coro.TaskGroup
			return g.Do(ctx, func(ctx context.Context) (err error) {
				g.Go(ctx, func(ctx context.Context) error {
					_ = coro.Sleep(ctx, pySec(2)) // interrupted after 0.01 s
					return errZeroDivision        // crash in clean-up
				})
				defer func() { err = coro.Sleep(ctx, pySec(1)) }()
				return errValue
			})
		})
		pyGroup(t, "Do", err, errZeroDivision)
		return nil
	})
}
