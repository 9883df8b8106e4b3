package coro_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/goasyncio/asyncio/coro"
)

const (
	pyEpsilon  = 100 * time.Microsecond
	pyTaskTime = 200 * time.Millisecond
)

// pySlowTask runs for 0.2 s, whatever cancel requests come.
type pySlowTask struct{ exited bool }

func (s *pySlowTask) run(ctx context.Context) (struct{}, error) {
	clock := coro.RunningLoop(ctx)
	exitAt := clock.Time() + pyTaskTime
	for clock.Time() < exitAt {
		_ = coro.Sleep(ctx, exitAt-clock.Time())
	}
	s.exited = true
	return struct{}{}, nil
}

// test_waitfor.py AsyncioWaitForTest.test_asyncio_wait_for_cancelled
func TestCPythonWaitForCancelled(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		var s pySlowTask
		task := coro.CreateTask(ctx, func(ctx context.Context) (struct{}, error) {
			return coro.WaitFor(ctx, coro.Of(s.run), 2*pyTaskTime)
		})
		if err := coro.Sleep(ctx, 0); err != nil {
			return err
		}
		task.Cancel()
		_, _, err := coro.Wait(ctx, []coro.AnyFuture{task})
		pyTrue(t, "exited", s.exited)
		pyEqual(t, "the time", coro.RunningLoop(ctx).Time(), pyTaskTime)
		return err
	})
}

// test_waitfor.py AsyncioWaitForTest.test_asyncio_wait_for_timeout
func TestCPythonWaitForTimeout(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		var s pySlowTask
		_, err := coro.WaitFor(ctx, coro.Of(s.run), pyTaskTime/2)
		pyRaises(t, "WaitFor", err, nil)
		pyTrue(t, "exited", s.exited)
		return nil
	})
}

// test_waitfor.py AsyncioWaitForTest.test_wait_for_timeout_less_then_0_or_0_future_done
func TestCPythonWaitForZeroFutureDone(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		fut := coro.NewFuture[string](ctx)
		if err := fut.SetResult("done"); err != nil {
			return err
		}
		ret, err := coro.WaitFor(ctx, fut, 0)
		pyEqual(t, "the result", ret, "done")
		pyTrue(t, "done", fut.Done())
		return err
	})
}

// test_waitfor.py AsyncioWaitForTest.test_wait_for_timeout_less_then_0_or_0_coroutine_do_not_started
func TestCPythonWaitForZeroCoroutineNotStarted(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		started := false
		_, err := coro.WaitFor(ctx, coro.Void(func(context.Context) error { started = true; return nil }), 0)
		pyTimesOut(t, "WaitFor", err)
		pyFalse(t, "foo started", started)
		return nil
	})
}

// pyWaitForRunning waits for a task that runs already, and says how that ended.
func pyWaitForRunning(t *testing.T, limit time.Duration) {
	pyRun(t, func(ctx context.Context) error {
		running := false
		started := coro.NewFuture[struct{}](ctx)
		fut := coro.CreateTask(ctx, func(ctx context.Context) (string, error) {
			running = true
			defer func() { running = false }()
			if err := started.SetResult(struct{}{}); err != nil {
				return "", err
			}
			return "done", coro.Sleep(ctx, pySec(10))
		})
		if _, err := started.Await(ctx); err != nil {
			return err
		}
		_, err := coro.WaitFor(ctx, fut, limit)
		pyTimesOut(t, "WaitFor", err)
		pyTrue(t, "done", fut.Done())
		pyTrue(t, "cancelled", fut.Cancelled())
		pyFalse(t, "foo runs", running)
		return nil
	})
}

// test_waitfor.py AsyncioWaitForTest.test_wait_for_timeout_less_then_0_or_0
// test_waitfor.py AsyncioWaitForTest.test_wait_for
func TestCPythonWaitForCancelsAtTimeout(t *testing.T) {
	for _, limit := range []time.Duration{0, pySec(-1), pySec(0.1)} {
		t.Run(limit.String(), func(t *testing.T) { pyWaitForRunning(t, limit) })
	}
}

// wait_for(coro(), None) is a plain await here.
//
// test_waitfor.py AsyncioWaitForTest.test_wait_for_blocking
// test_waitfor.py WaitForShieldTests.test_none_timeout
func TestCPythonWaitForNoTimeout(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		done := func(context.Context) (string, error) { return "done", nil }
		res, err := coro.Of(done).Await(ctx)
		pyEqual(t, "the coroutine", res, "done")
		if err != nil {
			return err
		}
		task := coro.CreateTask(ctx, coro.After(pySec(0.1), "done"))
		if _, err := coro.Shield(ctx, task); err != nil {
			return err
		}
		pyTrue(t, "done", task.Done())
		res, err = task.Await(ctx)
		pyEqual(t, "the task", res, "done")
		return err
	})
}

// test_waitfor.py AsyncioWaitForTest.test_wait_for_race_condition
func TestCPythonWaitForRaceCondition(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		fut := coro.NewFuture[string](ctx)
		if _, err := coro.RunningLoop(ctx).CallSoon(func() { _ = fut.SetResult("ok") }); err != nil {
			return err
		}
		res, err := coro.WaitFor(ctx, fut, pySec(0.2))
		pyEqual(t, "the result", res, "ok")
		return err
	})
}

// test_waitfor.py AsyncioWaitForTest.test_wait_for_cancellation_race_condition
// test_waitfor.py AsyncioWaitForTest.test_wait_for_cancel_suppressed
func TestCPythonWaitForCancelSuppressed(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		res, err := coro.WaitFor(ctx, coro.Of(func(ctx context.Context) (int, error) {
			pyCancelled(t, "the sleep", coro.Sleep(ctx, pySec(1)))
			return 42, nil
		}), pySec(0.01))
		pyEqual(t, "the result", res, 42)
		return err
	})
}

// test_waitfor.py AsyncioWaitForTest.test_wait_for_waits_for_task_cancellation
// test_waitfor.py AsyncioWaitForTest.test_wait_for_waits_for_task_cancellation_w_timeout_0
func TestCPythonWaitForWaitsForTaskCancellation(t *testing.T) {
	for name, zero := range map[string]bool{"timeout": false, "timeout 0": true} {
		t.Run(name, func(t *testing.T) {
			pyRun(t, func(ctx context.Context) error {
				taskDone := false
				inner := coro.Go(ctx, func(ctx context.Context) error {
					defer func() { taskDone = true }()
					return pyWait(ctx, pySec(10), func() error { return coro.Sleep(ctx, pyEpsilon) })
				})
				limit := pyEpsilon
				if zero {
					if err := coro.Sleep(ctx, pyEpsilon); err != nil {
						return err
					}
					limit = 0
				}
				_, err := coro.WaitFor(ctx, inner, limit)
				pyTimesOut(t, "WaitFor", err)
				pyTrue(t, "the task is done", taskDone)
				pyEqual(t, "the time", coro.RunningLoop(ctx).Time(), 2*pyEpsilon)
				return nil
			})
		})
	}
}

// test_waitfor.py AsyncioWaitForTest.test_wait_for_reraises_exception_during_cancellation
func TestCPythonWaitForReraisesExceptionDuringCancellation(t *testing.T) {
	for _, limit := range []time.Duration{pyEpsilon, 0} {
		t.Run(limit.String(), func(t *testing.T) {
			pyRun(t, func(ctx context.Context) error {
				inner := coro.Go(ctx, func(ctx context.Context) error {
					_ = coro.Sleep(ctx, pySec(0.2))
					return errMine
				})
				if err := coro.Sleep(ctx, 0); err != nil { // it has begun
					return err
				}
				_, err := coro.WaitFor(ctx, inner, limit)
				pyTrue(t, "the very error", err == errMine)
				return nil
			})
		})
	}
}

// test_waitfor.py AsyncioWaitForTest.test_cancel_blocking_wait_for
// test_waitfor.py AsyncioWaitForTest.test_cancel_wait_for
func TestCPythonWaitForCancelled2(t *testing.T) {
	for name, wait := range map[string]func(context.Context, *coro.Task[int]) (int, error){
		"no timeout": func(ctx context.Context, task *coro.Task[int]) (int, error) { return task.Await(ctx) },
		"60 s": func(ctx context.Context, task *coro.Task[int]) (int, error) {
			return coro.WaitFor(ctx, task, pySec(60))
		},
	} {
		t.Run(name, func(t *testing.T) {
			pyRun(t, func(ctx context.Context) error {
				task := coro.CreateTask(ctx, func(ctx context.Context) (int, error) {
					return coro.NewFuture[int](ctx).Await(ctx) // never set
				})
				waiter := coro.CreateTask(ctx, func(ctx context.Context) (int, error) { return wait(ctx, task) })
				if _, err := coro.RunningLoop(ctx).CallSoon(func() { waiter.Cancel() }); err != nil {
					return err
				}
				_, err := waiter.Await(ctx)
				pyCancelled(t, "the waiter", err)
				pyTrue(t, "the task is cancelled", task.Cancelled())
				return nil
			})
		})
	}
}

// test_waitfor.py AsyncioWaitForTest.test_wait_for_issue86296
func TestCPythonWaitForIssue86296(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		inner := coro.CreateTask(ctx, func(context.Context) (string, error) { return "done", nil })
		reachedEnd := false
		task := coro.Go(ctx, func(ctx context.Context) error {
			if _, err := coro.WaitFor(ctx, inner, pySec(100)); err != nil {
				return err
			}
			if err := coro.Sleep(ctx, pySec(1)); err != nil {
				return err
			}
			reachedEnd = true
			return nil
		})
		pyFalse(t, "done", task.Done())
		if err := coro.Sleep(ctx, 0); err != nil {
			return err
		}
		task.Cancel()
		_, err := task.Await(ctx)
		pyCancelled(t, "the task", err)
		pyTrue(t, "inner is done", inner.Done())
		res, err := inner.Await(ctx)
		pyEqual(t, "inner", res, "done")
		pyFalse(t, "reached the end", reachedEnd)
		return err
	})
}

// test_waitfor.py WaitForShieldTests.test_zero_timeout
func TestCPythonWaitForShieldZeroTimeout(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		task := coro.CreateTask(ctx, coro.After(pySec(0.01), "done"))
		shielded := coro.ShieldFuture(ctx, task)
		_, err := coro.WaitFor(ctx, shielded, 0)
		pyTimesOut(t, "WaitFor", err)
		pyFalse(t, "done", task.Done())
		pyFalse(t, "cancelled", task.Cancelled())
		pyTrue(t, "the shield is cancelled", shielded.Cancelled())
		err = coro.Sleep(ctx, pySec(0.1))
		pyTrue(t, "done later", task.Done())
		return err
	})
}

// test_waitfor.py WaitForShieldTests.test_shielded_timeout
func TestCPythonWaitForShieldedTimeout(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		task := coro.CreateTask(ctx, coro.After(pySec(0.1), "done"))
		_, err := coro.WaitFor(ctx, coro.ShieldFuture(ctx, task), pySec(0.01))
		pyTimesOut(t, "WaitFor", err)
		pyFalse(t, "done", task.Done())
		pyFalse(t, "cancelled", task.Cancelled())
		res, err := task.Await(ctx)
		pyEqual(t, "the task", res, "done")
		return errors.Join(err)
	})
}
