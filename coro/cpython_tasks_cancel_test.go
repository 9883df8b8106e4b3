package coro_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/goasyncio/asyncio/coro"
)

// test_tasks.py BaseTaskTests.test_cancelling
func TestCPythonTaskCancelling(t *testing.T) {
	p := newPyLoop(t)
	task := coro.Go(p.ctx, pySleep(pySec(10)))
	pyEqual(t, "cancelling at first", task.Cancelling(), 0)
	pyFalse(t, "repr at first", strings.Contains(task.String(), " cancelling "))
	pyTrue(t, "the first cancel", task.Cancel())
	pyEqual(t, "cancelling", task.Cancelling(), 1)
	pyTrue(t, "repr", strings.Contains(task.String(), " cancelling "))
	pyTrue(t, "the second cancel", task.Cancel())
	pyCancelled(t, "the task", p.until(task))
}

// test_tasks.py BaseTaskTests.test_uncancel_basic
func TestCPythonTaskUncancelBasic(t *testing.T) {
	p := newPyLoop(t)
	task := coro.Go(p.ctx, func(ctx context.Context) error {
		if err := coro.Sleep(ctx, pySec(10)); errors.Is(err, coro.ErrCancelled) {
			coro.CurrentTask(ctx).Uncancel()
			return coro.Sleep(ctx, pySec(10))
		}
		return nil
	})
	pyRaises(t, "0.01 s", p.run(pySleep(pySec(0.01))), nil)
	pyTrue(t, "cancel of the first sleep", task.Cancel())
	pyTrue(t, "repr", strings.Contains(task.String(), " cancelling "))
	pyEqual(t, "cancelling", task.Cancelling(), 1)
	pyFalse(t, "cancelled", task.Cancelled())
	pyRaises(t, "0.01 s", p.run(pySleep(pySec(0.01))), nil)
	pyFalse(t, "repr after uncancel", strings.Contains(task.String(), " cancelling "))
	pyEqual(t, "cancelling after uncancel", task.Cancelling(), 0)
	pyFalse(t, "cancelled after uncancel", task.Cancelled())
	pyTrue(t, "cancel of the second sleep", task.Cancel())
	pyEqual(t, "cancelling", task.Cancelling(), 1)
	pyFalse(t, "cancelled before it runs", task.Cancelled())
	pyCancelled(t, "the task", p.until(task))
	pyTrue(t, "cancelled", task.Cancelled())
	task.Uncancel() // no effect any more
	pyTrue(t, "still cancelled", task.Cancelled())
	pyTrue(t, "still done", task.Done())
}

// A timeout made by hand of cancel and uncancel, by the rules that
// coro.Timeout follows too.
//
// test_tasks.py BaseTaskTests.test_uncancel_structured_blocks
func TestCPythonTaskUncancelStructuredBlocks(t *testing.T) {
	type outcome struct{ TimedOut, BlockFinished, OuterReached bool }
	request := func(sleep, timeout time.Duration) coro.Coro[outcome] {
		return func(ctx context.Context) (o outcome, _ error) {
			task := coro.CurrentTask(ctx)
			timer, err := coro.RunningLoop(ctx).CallLater(timeout, func() {
				o.TimedOut = true
				task.Cancel()
			})
			if err != nil {
				return o, err
			}
			err = coro.Sleep(ctx, sleep)
			o.BlockFinished = err == nil
			timer.Cancel()
			if o.TimedOut && task.Uncancel() == 0 && errors.Is(err, coro.ErrCancelled) {
				err = nil // Python raises TimeoutError, and catches it
			}
			o.OuterReached = err == nil
			return o, errors.Join(err, coro.Sleep(ctx, 0))
		}
	}
	for name, c := range map[string]struct {
		sleep, timeout time.Duration
		want           outcome
	}{
		"timed out":        {pySec(10), pySec(0.1), outcome{true, false, true}},
		"did not time out": {0, pySec(10), outcome{false, true, true}},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPyLoop(t)
			task := coro.CreateTask(p.ctx, request(c.sleep, c.timeout))
			pyRaises(t, "the task", p.until(task), nil)
			o, _ := task.Result()
			pyEqual(t, "the outcome", o, c.want)
			pyEqual(t, "cancelling", task.Cancelling(), 0)
		})
	}
}

// test_tasks.py BaseTaskTests.test_uncancel_resets_must_cancel
func TestCPythonTaskUncancelResetsMustCancel(t *testing.T) {
	p := newPyLoop(t)
	fut := coro.NewFuture[int](p.ctx)
	task := coro.CreateTask(p.ctx, func(ctx context.Context) (int, error) {
		_, err := fut.Await(ctx)
		return 42, err
	})
	pyRaises(t, "sleep(0)", p.run(pySleep(0)), nil) // the task waits for fut now
	pyRaises(t, "SetResult", fut.SetResult(1), nil) // and is scheduled
	task.Cancel()
	pyEqual(t, "cancelling", task.Cancelling(), 1)
	task.Uncancel()
	pyEqual(t, "cancelling after uncancel", task.Cancelling(), 0)
	pyRaises(t, "the task", p.until(task), nil)
	v, err := task.Result()
	pyEqual(t, "its result", []any{v, err}, []any{42, nil})
}

// test_tasks.py BaseTaskTests.test_cancel
func TestCPythonTaskCancel(t *testing.T) {
	p := newPyLoop(t)
	task := coro.CreateTask(p.ctx, coro.After(pySec(10), 12))
	if _, err := p.CallSoon(func() { task.Cancel() }); err != nil {
		t.Fatal(err)
	}
	pyCancelled(t, "the task", p.until(task))
	pyTrue(t, "done", task.Done())
	pyTrue(t, "cancelled", task.Cancelled())
	pyFalse(t, "another cancel", task.Cancel())
	pyEqual(t, "the time", p.Time(), 0)
}

// A message arrives at whoever reads the outcome first, by result(), by
// exception() or by an await; also if the task never started.
//
// test_tasks.py BaseTaskTests.test_cancel_with_message_then_future_result
// test_tasks.py BaseTaskTests.test_cancel_with_message_then_future_exception
// test_tasks.py BaseTaskTests.test_cancel_with_message_before_starting_task
func TestCPythonTaskCancelWithMessage(t *testing.T) {
	result := func(task *coro.Task[struct{}]) error { _, err := task.Result(); return err }
	exception := func(task *coro.Task[struct{}]) error { return task.Err() }
	for name, c := range map[string]struct {
		args   []string
		starts bool
		read   func(*coro.Task[struct{}]) error
	}{
		"result, no message":    {nil, true, result},
		"result":                {[]string{"my message"}, true, result},
		"exception, no message": {nil, true, exception},
		"exception":             {[]string{"my message"}, true, exception},
		"before it starts":      {[]string{"my message"}, false, exception},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPyLoop(t)
			err := p.run(func(ctx context.Context) error {
				task := coro.Go(ctx, pySleep(pySec(10)))
				if c.starts {
					if err := coro.Sleep(ctx, 0); err != nil {
						return err
					}
				}
				task.Cancel(c.args...)
				if _, _, err := coro.Wait(ctx, []coro.AnyFuture{task}); err != nil {
					return err
				}
				return c.read(task)
			})
			if c.args == nil {
				pyNoMessage(t, "the outer task", err)
			} else {
				pyCancelled(t, "the outer task", err, c.args...)
			}
		})
	}
}

// Python looks for the message in the __context__ of what the awaiter raised
// instead; in Go it is what the await returned.
//
// test_tasks.py BaseTaskTests.test_cancellation_exception_context
func TestCPythonTaskCancellationReachesAwaiter(t *testing.T) {
	p := newPyLoop(t)
	fut := coro.NewFuture[int](p.ctx)
	var seen error
	err := p.run(func(ctx context.Context) error {
		inner := coro.Go(ctx, func(ctx context.Context) error {
			return errors.Join(fut.SetResult(0), coro.Sleep(ctx, pySec(10)))
		})
		if _, err := fut.Await(ctx); err != nil {
			return err
		}
		if _, err := p.CallSoon(func() { inner.Cancel("msg") }); err != nil {
			return err
		}
		_, seen = inner.Await(ctx)
		return errValue
	})
	pyRaises(t, "the outer task", err, errValue)
	pyCancelled(t, "what the awaiter got", seen, "msg")
}

// test_tasks.py BaseTaskTests.test_cancel_yield
func TestCPythonTaskCancelYield(t *testing.T) {
	p := newPyLoop(t)
	task := coro.CreateTask(p.ctx, func(ctx context.Context) (int, error) {
		for range 2 {
			if err := coro.Sleep(ctx, 0); err != nil {
				return 0, err
			}
		}
		return 12, nil
	})
	p.briefly()
	task.Cancel()
	pyCancelled(t, "the task", p.until(task))
	pyTrue(t, "done", task.Done())
	pyTrue(t, "cancelled", task.Cancelled())
	pyFalse(t, "another cancel", task.Cancel())
}

// test_tasks.py BaseTaskTests.test_cancel_inner_future
// test_tasks.py BaseTaskTests.test_cancel_both_task_and_inner_future
// test_tasks.py BaseTaskTests.test_task_cancel_waiter_future
func TestCPythonTaskCancelInnerFuture(t *testing.T) {
	for name, c := range map[string]struct{ future, task bool }{
		"the future": {true, false}, "both": {true, true}, "the task": {false, true},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPyLoop(t)
			f := coro.NewFuture[int](p.ctx)
			task := coro.CreateTask(p.ctx, f.Await)
			p.briefly()
			pyTrue(t, "waits for the future", strings.Contains(task.String(), "wait_for=<Future pending"))
			if c.future {
				f.Cancel()
			}
			if c.task {
				task.Cancel()
			}
			pyCancelled(t, "the task", p.until(task))
			pyTrue(t, "done", task.Done())
			pyTrue(t, "the future is cancelled", f.Cancelled())
			pyTrue(t, "the task is cancelled", task.Cancelled())
			pyFalse(t, "still waits", strings.Contains(task.String(), "wait_for"))
		})
	}
}

// test_tasks.py BaseTaskTests.test_cancel_task_catching
func TestCPythonTaskCancelCatching(t *testing.T) {
	p := newPyLoop(t)
	fut1, fut2 := coro.NewFuture[int](p.ctx), coro.NewFuture[int](p.ctx)
	task := coro.CreateTask(p.ctx, func(ctx context.Context) (int, error) {
		if _, err := fut1.Await(ctx); err != nil {
			return 0, err
		}
		if _, err := fut2.Await(ctx); errors.Is(err, coro.ErrCancelled) {
			return 42, nil
		}
		return 0, nil
	})
	p.briefly()
	pyRaises(t, "SetResult", fut1.SetResult(0), nil)
	p.briefly()
	task.Cancel()
	pyTrue(t, "fut2 is cancelled at once", fut2.Cancelled())
	pyRaises(t, "the task", p.until(task), nil)
	v, err := task.Result()
	pyEqual(t, "its result", []any{v, err}, []any{42, nil})
	pyFalse(t, "cancelled", task.Cancelled())
}

// test_tasks.py BaseTaskTests.test_cancel_task_ignoring
func TestCPythonTaskCancelIgnoring(t *testing.T) {
	p := newPyLoop(t)
	fut1, fut2, fut3 := coro.NewFuture[int](p.ctx), coro.NewFuture[int](p.ctx), coro.NewFuture[int](p.ctx)
	task := coro.CreateTask(p.ctx, func(ctx context.Context) (int, error) {
		if _, err := fut1.Await(ctx); err != nil {
			return 0, err
		}
		_, err := fut2.Await(ctx)
		pyCancelled(t, "fut2", err)
		return fut3.Await(ctx)
	})
	p.briefly()
	pyRaises(t, "SetResult", fut1.SetResult(0), nil)
	p.briefly()
	task.Cancel()
	pyTrue(t, "fut2 is cancelled at once", fut2.Cancelled())
	p.briefly()
	pyTrue(t, "waits for fut3", strings.Contains(task.String(), "wait_for=<Future pending"))
	pyRaises(t, "SetResult", fut3.SetResult(42), nil)
	pyRaises(t, "the task", p.until(task), nil)
	v, err := task.Result()
	pyEqual(t, "its result", []any{v, err}, []any{42, nil})
	pyFalse(t, "fut3 cancelled", fut3.Cancelled())
	pyFalse(t, "cancelled", task.Cancelled())
}

// test_tasks.py BaseTaskTests.test_cancel_current_task
// test_tasks.py BaseTaskTests.test_cancel_at_end
func TestCPythonTaskCancelsItself(t *testing.T) {
	for name, sleeps := range map[string]bool{"and sleeps": true, "and returns": false} {
		t.Run(name, func(t *testing.T) {
			p := newPyLoop(t)
			task := coro.CreateTask(p.ctx, func(ctx context.Context) (int, error) {
				coro.CurrentTask(ctx).Cancel()
				if sleeps {
					if err := coro.Sleep(ctx, pySec(100)); err != nil {
						return 0, err
					}
				}
				return 12, nil
			})
			pyFalse(t, "cancelled at first", task.Cancelled())
			pyCancelled(t, "the task", p.until(task))
			pyTrue(t, "done", task.Done())
			pyTrue(t, "cancelled", task.Cancelled())
			pyFalse(t, "another cancel", task.Cancel())
			pyEqual(t, "the time", p.Time(), 0)
		})
	}
}

// A task that is cancelled while it runs passes the cancellation on to
// whatever it awaits next.
//
// test_tasks.py BaseTaskTests.test_cancel_awaited_task
func TestCPythonTaskCancelAwaitedTask(t *testing.T) {
	p := newPyLoop(t)
	fut := coro.NewFuture[int](p.ctx)
	var nested *coro.Task[int]
	task := coro.Go(p.ctx, func(ctx context.Context) error {
		nested = coro.CreateTask(ctx, fut.Await)
		if err := coro.Sleep(ctx, 0); err != nil {
			return err
		}
		coro.CurrentTask(ctx).Cancel()
		_, err := nested.Await(ctx)
		return err
	})
	pyCancelled(t, "the task", p.until(task))
	pyTrue(t, "the task is cancelled", task.Cancelled())
	pyTrue(t, "the nested one is cancelled", nested.Cancelled())
	pyTrue(t, "the future is cancelled", fut.Cancelled())
}

// test_tasks.py BaseTaskTests.test_sleep_cancel
func TestCPythonTaskSleepCancel(t *testing.T) {
	p := newPyLoop(t)
	task := coro.CreateTask(p.ctx, coro.After(pySec(10), "yeah"))
	p.briefly()
	task.Cancel()
	p.briefly()
	pyTrue(t, "cancelled", task.Cancelled())
	// Its timer is cancelled too: nothing is left that could happen.
	pyRaises(t, "the loop", p.until(coro.NewFuture[int](p.ctx)), coro.ErrDeadlock)
	pyEqual(t, "the time", p.Time(), 0)
}

// test_tasks.py BaseTaskTests.test_task_cancel_sleeping_task
func TestCPythonTaskCancelSleepingTask(t *testing.T) {
	p := newPyLoop(t)
	var got error
	err := p.run(func(ctx context.Context) error {
		sleeper := coro.Go(ctx, pySleep(pySec(5000)))
		if _, err := p.CallLater(pySec(0.1), func() { sleeper.Cancel() }); err != nil {
			return err
		}
		_, got = sleeper.Await(ctx)
		return nil
	})
	pyRaises(t, "doit", err, nil)
	pyCancelled(t, "the sleeper", got)
	pyEqual(t, "the time", p.Time(), pySec(0.1))
}

// Cancelling outer cancels inner, cancels the waiter.
//
// test_tasks.py BaseTaskTests.test_yield_future_passes_cancel
func TestCPythonTaskYieldFuturePassesCancel(t *testing.T) {
	p := newPyLoop(t)
	proof := 0
	waiter := coro.NewFuture[int](p.ctx)
	inner := func(ctx context.Context) error {
		_, err := waiter.Await(ctx)
		if errors.Is(err, coro.ErrCancelled) {
			proof++
		}
		return err
	}
	f := coro.Go(p.ctx, func(ctx context.Context) error {
		if err := inner(ctx); errors.Is(err, coro.ErrCancelled) {
			proof += 100
		} else {
			proof += 10
		}
		return nil
	})
	p.briefly()
	f.Cancel()
	pyRaises(t, "outer", p.until(f), nil)
	pyEqual(t, "proof", proof, 101)
	pyTrue(t, "the waiter is cancelled", waiter.Cancelled())
}

// Cancelling outer makes Wait return early, and leaves inner running.
//
// test_tasks.py BaseTaskTests.test_yield_wait_does_not_shield_cancel
func TestCPythonTaskYieldWaitDoesNotShieldCancel(t *testing.T) {
	p := newPyLoop(t)
	proof := 0
	waiter := coro.NewFuture[int](p.ctx)
	f := coro.Go(p.ctx, func(ctx context.Context) error {
		inner := coro.Go(ctx, func(ctx context.Context) error {
			_, err := waiter.Await(ctx)
			proof++
			return err
		})
		_, _, err := coro.Wait(ctx, []coro.AnyFuture{inner})
		if err == nil {
			proof += 100
		}
		return err
	})
	p.briefly()
	f.Cancel()
	pyCancelled(t, "outer", p.until(f))
	pyRaises(t, "SetResult", waiter.SetResult(0), nil)
	p.briefly()
	pyEqual(t, "proof", proof, 1)
}

// An error that nobody read is not reported any more after a Cancel.
//
// test_tasks.py BaseTaskTests.test_tb_logger_not_called_after_cancel
func TestCPythonTaskNotReportedAfterCancel(t *testing.T) {
	p := newPyLoop(t)
	err := p.run(func(ctx context.Context) error {
		task := coro.Go(ctx, func(context.Context) error { return errType })
		err := coro.Sleep(ctx, pySec(0.05))
		task.Cancel()
		return err
	})
	pyRaises(t, "the runner", err, nil)
	pyRaises(t, "Close", p.Close(), nil)
	pyEqual(t, "reports", len(p.reported), 0)
}
