package coro_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/goasyncio/asyncio/coro"
	"github.com/goasyncio/asyncio/loop"
)

// pyAdd is RunCoroutineThreadsafeTests.add: it sleeps, and adds, fails, or
// cancels itself.
func pyAdd(a, b int, fail, cancel bool) coro.Coro[int] {
	return func(ctx context.Context) (int, error) {
		if err := coro.Sleep(ctx, pySec(0.05)); err != nil {
			return 0, err
		}
		if fail {
			return 0, errRuntime
		}
		if cancel {
			coro.CurrentTask(ctx).Cancel()
			if err := coro.Sleep(ctx, 0); err != nil {
				return 0, err
			}
		}
		return a + b, nil
	}
}

// pyTarget is RunCoroutineThreadsafeTests.target: it runs add on the loop from
// a worker thread, and waits there for the result.
func pyTarget(l *loop.Loop, fail, cancel bool, timeout time.Duration) func(context.Context) (int, error) {
	return func(ctx context.Context) (int, error) {
		future := coro.RunThreadsafe(l, pyAdd(1, 2, fail, cancel))
		if timeout >= 0 {
			var stop context.CancelFunc
			ctx, stop = context.WithTimeout(ctx, timeout)
			defer stop()
			defer future.Cancel()
		}
		return future.Result(ctx)
	}
}

// test_tasks.py RunCoroutineThreadsafeTests.test_run_coroutine_threadsafe
// test_tasks.py RunCoroutineThreadsafeTests.test_run_coroutine_threadsafe_with_exception
// test_tasks.py RunCoroutineThreadsafeTests.test_run_coroutine_threadsafe_task_cancelled
// test_free_threading.py TestFreeThreading.test_run_coroutine_threadsafe
// test_free_threading.py TestFreeThreading.test_run_coroutine_threadsafe_exception
func TestCPythonRunThreadsafe(t *testing.T) {
	for name, c := range map[string]struct {
		fail, cancel bool
		want         int
		err          error
	}{
		"result":         {false, false, 3, nil},
		"with exception": {true, false, 0, errRuntime},
		"task cancelled": {false, true, 0, coro.ErrCancelled},
	} {
		t.Run(name, func(t *testing.T) {
			pyRun(t, func(ctx context.Context) error {
				l := coro.RunningLoop(ctx)
				v, err := coro.ToThread(ctx, pyTarget(l, c.fail, c.cancel, -1))
				pyEqual(t, "the result", v, c.want)
				pyRaises(t, "the error", err, c.err)
				pyEqual(t, "the time", l.Time(), pySec(0.05))
				return nil
			})
		})
	}
}

// test_tasks.py RunCoroutineThreadsafeTests.test_run_coroutine_threadsafe_with_timeout
func TestCPythonRunThreadsafeWithTimeout(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		l := coro.RunningLoop(ctx)
		_, err := coro.ToThread(ctx, pyTarget(l, false, false, 0))
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("the error is %v, want the deadline", err)
		}
		for range 3 {
			if err := coro.Sleep(ctx, 0); err != nil {
				return err
			}
		}
		// Only this task is left: add was cancelled.
		pyEqual(t, "tasks", len(coro.AllTasks(ctx)), 1)
		pyEqual(t, "the time", l.Time(), 0)
		return nil
	})
}

// test_tasks.py RunCoroutineThreadsafeTests.test_run_coroutine_threadsafe_and_cancel
func TestCPythonRunThreadsafeAndCancel(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		l := coro.RunningLoop(ctx)
		var task coro.AnyTask
		future := coro.RunThreadsafe(l, func(ctx context.Context) (int, error) {
			task = coro.CurrentTask(ctx)
			return 0, coro.Sleep(ctx, pySec(10))
		})
		for range 3 {
			if err := coro.Sleep(ctx, 0); err != nil {
				return err
			}
		}
		future.Cancel()
		for range 3 {
			if err := coro.Sleep(ctx, 0); err != nil {
				return err
			}
		}
		pyTrue(t, "the task is cancelled", task.Cancelled())
		_, err := future.Result(context.Background())
		pyCancelled(t, "the future", err)
		return nil
	})
}
