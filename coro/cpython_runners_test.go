package coro_test

import (
	"context"
	"errors"
	"iter"
	"testing"
	"time"

	"github.com/goasyncio/asyncio/coro"
	"github.com/goasyncio/asyncio/loop"
	"github.com/goasyncio/asyncio/timer"
)

// test_runners.py RunTests.test_asyncio_run_return
// test_runners.py RunTests.test_loop_factory_default_event_loop
func TestCPythonRunReturn(t *testing.T) {
	v, err := coro.RunValue(context.Background(), func(ctx context.Context) (int, error) {
		pyFalse(t, "the default loop is a virtual one", coro.RunningLoop(ctx).Virtual())
		return 42, coro.Sleep(ctx, 0)
	})
	pyEqual(t, "the result", []any{v, err}, []any{42, nil})
}

// test_runners.py RunTests.test_asyncio_run_raises
func TestCPythonRunRaises(t *testing.T) {
	err := coro.Run(context.Background(), pyCrash(0, errValue), coro.Virtual())
	pyTrue(t, "the very error", err == errValue)
}

// Only nil can be given instead of a coroutine in Go.
//
// test_runners.py RunTests.test_asyncio_run_only_coro
// test_runners.py RunnerTests.test_run_non_coro
func TestCPythonRunOnlyCoro(t *testing.T) {
	pyRaises(t, "Run", coro.Run(context.Background(), nil, coro.Virtual()), coro.ErrNil)
	r := coro.NewRunner(coro.Virtual())
	pyRaises(t, "Runner.Run", r.Run(context.Background(), nil), coro.ErrNil)
	pyRaises(t, "Close", r.Close(), nil)
}

// test_runners.py RunTests.test_asyncio_run_debug
// test_runners.py RunnerTests.test_non_debug
// test_runners.py RunnerTests.test_debug
func TestCPythonRunDebug(t *testing.T) {
	for name, debug := range map[string]bool{"debug": true, "production": false} {
		t.Run(name, func(t *testing.T) {
			opts := []coro.RunOption{coro.Virtual()}
			if debug {
				opts = append(opts, coro.DebugMode())
			}
			pyRun(t, func(ctx context.Context) error {
				pyEqual(t, "Run", coro.RunningLoop(ctx).Debug(), debug)
				return nil
			}, opts...)
			r := coro.NewRunner(opts...)
			pyEqual(t, "Runner", r.Loop().Debug(), debug)
			pyRaises(t, "Close", r.Close(), nil)
		})
	}
}

// test_runners.py RunTests.test_asyncio_run_from_running_loop
// test_runners.py RunnerTests.test_recursive_run
func TestCPythonRunFromRunningLoop(t *testing.T) {
	r := coro.NewRunner(coro.Virtual())
	err := r.Run(context.Background(), func(ctx context.Context) error {
		pyRaises(t, "Run", coro.Run(ctx, pyNothing), coro.ErrLoopRunning)
		return r.Run(ctx, pyNothing)
	})
	pyRaises(t, "Runner.Run", err, coro.ErrLoopRunning)
	pyRaises(t, "Close", r.Close(), nil)
}

// test_runners.py RunTests.test_asyncio_run_cancels_hanging_tasks
func TestCPythonRunCancelsHangingTasks(t *testing.T) {
	var left *coro.Task[struct{}]
	v, err := coro.RunValue(context.Background(), func(ctx context.Context) (int, error) {
		left = coro.Go(ctx, pySleep(pySec(0.1)))
		return 123, nil
	}, coro.Virtual())
	pyEqual(t, "the result", []any{v, err}, []any{123, nil})
	pyTrue(t, "the task is done", left.Done())
}

// test_runners.py RunTests.test_asyncio_run_reports_hanging_tasks_errors
func TestCPythonRunReportsHangingTasksErrors(t *testing.T) {
	var left *coro.Task[struct{}]
	var reports []loop.ExceptionContext
	v, err := coro.RunValue(context.Background(), func(ctx context.Context) (int, error) {
		coro.RunningLoop(ctx).SetExceptionHandler(func(_ *loop.Loop, c loop.ExceptionContext) { reports = append(reports, c) })
		left = coro.Go(ctx, func(ctx context.Context) error {
			return pyWait(ctx, pySec(0.1), func() error { return errZeroDivision })
		})
		return 123, nil
	}, coro.Virtual())
	pyEqual(t, "the result", []any{v, err}, []any{123, nil})
	pyTrue(t, "the task is done", left.Done())
	if len(reports) != 1 {
		t.Fatalf("reports: %v", reports)
	}
	pyEqual(t, "the message", reports[0].Message, "unhandled exception during Run's shutdown")
	pyRaises(t, "the error", reports[0].Err, errZeroDivision)
	pyTrue(t, "the task", reports[0].Task == left)
}

// An asynchronous generator is an iter.Seq2: it ends with the range over it.
//
// test_runners.py RunTests.test_asyncio_run_closes_gens_after_hanging_tasks_errors
func TestCPythonRunClosesGenerators(t *testing.T) {
	closed := false
	fidget := func(ctx context.Context) iter.Seq2[int, error] {
		return func(yield func(int, error) bool) {
			defer func() { closed = true }()
			for yield(1, nil) {
				if err := coro.Sleep(ctx, pySec(1)); err != nil {
					yield(0, err)
					return
				}
			}
		}
	}
	var lazyboy *coro.Task[struct{}]
	err := coro.Run(context.Background(), func(ctx context.Context) error {
		coro.RunningLoop(ctx).SetExceptionHandler(func(*loop.Loop, loop.ExceptionContext) {})
		lazyboy = coro.Go(ctx, func(ctx context.Context) error {
			for _, err := range fidget(ctx) {
				if errors.Is(err, coro.ErrCancelled) {
					return errZeroDivision
				}
			}
			return nil
		})
		return errors.Join(coro.Sleep(ctx, 0), errMine)
	}, coro.Virtual())
	pyRaises(t, "Run", err, errMine)
	pyRaises(t, "the task", lazyboy.Err(), errZeroDivision)
	pyTrue(t, "the generator is closed", closed)
}

// test_runners.py RunTests.test_asyncio_run_loop_factory
// test_runners.py RunnerTests.test_custom_factory
func TestCPythonRunLoopFactory(t *testing.T) {
	clock := timer.NewVirtual()
	opt := coro.WithLoop(loop.WithClock(clock))
	err := coro.Run(context.Background(), pySleep(pySec(3)), opt)
	pyRaises(t, "Run", err, nil)
	pyEqual(t, "the clock of Run", clock.Now(), pySec(3))
	r := coro.NewRunner(opt)
	pyEqual(t, "the clock of a Runner", r.Loop().Time(), pySec(3))
	pyRaises(t, "Close", r.Close(), nil)
}

// test_runners.py RunnerTests.test_run
// test_runners.py RunnerTests.test_explicit_close
// test_runners.py RunnerTests.test_double_close
// test_runners.py RunnerTests.test_second_with_block_raises
func TestCPythonRunner(t *testing.T) {
	var ret []int
	add := func(v int) func(context.Context) error {
		return func(ctx context.Context) error { ret = append(ret, v); return coro.Sleep(ctx, 0) }
	}
	r := coro.NewRunner(coro.Virtual())
	done, err := coro.RunIn(context.Background(), r, coro.After(0, "done"))
	pyEqual(t, "RunIn", []any{done, err}, []any{"done", nil})
	pyRaises(t, "Run", r.Run(context.Background(), add(1)), nil)
	pyRaises(t, "Close", r.Close(), nil)
	pyTrue(t, "closed", r.Loop().IsClosed())
	pyRaises(t, "Run when it is closed", r.Run(context.Background(), add(2)), coro.ErrLoopClosed)
	pyRaises(t, "another Close", r.Close(), nil)
	pyTrue(t, "closed", r.Loop().IsClosed())
	pyEqual(t, "ran", ret, []int{1})
}

// What asyncio.run does at SIGINT, Run does when its context ends.
//
// test_runners.py RunnerTests.test_interrupt_call_soon
func TestCPythonRunInterruptCallSoon(t *testing.T) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Millisecond)
	defer cancel()
	err := coro.Run(ctx, func(ctx context.Context) error {
		for {
			if err := coro.Sleep(ctx, 0); err != nil {
				pyCancelled(t, "the sleep", err)
				return coro.ErrCancelled
			}
		}
	})
	pyRaises(t, "Run", err, context.DeadlineExceeded)
	pyFalse(t, "a mere cancellation", errors.Is(err, coro.ErrCancelled))
}

// An interrupt while main waits for a future cancels both.
//
// test_runners.py RunnerTests.test_interrupt_wait
func TestCPythonRunInterruptWait(t *testing.T) {
	ctx, interrupt := context.WithCancel(context.Background())
	defer interrupt()
	var fut *coro.Future[int]
	err := coro.Run(ctx, func(ctx context.Context) error {
		fut = coro.NewFuture[int](ctx)
		if _, err := coro.RunningLoop(ctx).CallLater(pySec(0.1), interrupt); err != nil {
			return err
		}
		_, err := fut.Await(ctx)
		pyCancelled(t, "the await", err)
		return coro.ErrCancelled
	}, coro.Virtual())
	pyRaises(t, "Run", err, context.Canceled)
	pyFalse(t, "a mere cancellation", errors.Is(err, coro.ErrCancelled))
	pyTrue(t, "the future is cancelled", fut.Cancelled())
}

// Interrupting a main task that was cancelled already leaves it at that.
//
// test_runners.py RunnerTests.test_interrupt_cancelled_task
func TestCPythonRunInterruptCancelledTask(t *testing.T) {
	ctx, interrupt := context.WithCancel(context.Background())
	defer interrupt()
	err := coro.Run(ctx, func(ctx context.Context) error {
		main := coro.CurrentTask(ctx)
		coro.Go(ctx, func(ctx context.Context) error {
			err := coro.Sleep(ctx, 0)
			main.Cancel()
			interrupt()
			return err
		})
		return coro.Sleep(ctx, pySec(10))
	}, coro.Virtual())
	pyCancelled(t, "Run", err)
}

// The same, when the interrupt comes while main still cleans up: it was
// cancelled twice, and the interrupt was not the only reason.
func TestRunInterruptDuringCleanUp(t *testing.T) {
	ctx, interrupt := context.WithCancel(context.Background())
	defer interrupt()
	err := coro.Run(ctx, func(ctx context.Context) error {
		main := coro.CurrentTask(ctx)
		main.Cancel()
		return pyWait(ctx, pySec(10), func() error {
			interrupt()
			pyCancelled(t, "the clean-up", coro.Sleep(ctx, pySec(10)))
			pyEqual(t, "cancelling", main.Cancelling(), 2)
			return nil
		})
	}, coro.Virtual(), coro.WithLoop(loop.DetectDeadlock()))
	pyCancelled(t, "Run", err)
}

// pyUnprintable must not be printed by anybody.
type pyUnprintable struct{ t *testing.T }

func (u pyUnprintable) String() string {
	u.t.Error("somebody printed the result")
	return ""
}

// test_runners.py RunnerTests.test_no_repr_is_call_on_the_task_result
func TestCPythonRunnerDoesNotPrintTheResult(t *testing.T) {
	r := coro.NewRunner(coro.Virtual())
	_, err := coro.RunIn(context.Background(), r, func(context.Context) (pyUnprintable, error) { return pyUnprintable{t}, nil })
	pyRaises(t, "RunIn", err, nil)
	pyRaises(t, "Close", r.Close(), nil)
}
