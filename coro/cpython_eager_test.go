package coro_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/goasyncio/asyncio/coro"
)

// pyEager is run_coro: it runs main on a loop whose tasks are all eager.
func pyEager(t *testing.T, main func(context.Context) error) {
	t.Helper()
	pyRun(t, main, coro.EagerTasks())
}

// The factory is the option EagerTasks; Eager and Lazy choose for one task.
//
// test_eager_task_factory.py EagerTaskFactoryLoopTests.test_eager_task_factory_set
// test_eager_task_factory.py EagerTaskFactoryLoopTests.test_eager_completion
// test_eager_task_factory.py EagerTaskFactoryLoopTests.test_eager_start_false
// test_eager_task_factory.py DefaultTaskFactoryEagerStart.test_eager_start_true_with_default_factory
// test_tasks.py BaseTaskTests.test_eager_start_true
// test_tasks.py BaseTaskTests.test_eager_start_false
func TestCPythonEagerCompletion(t *testing.T) {
	for name, c := range map[string]struct {
		runner []coro.RunOption
		task   []coro.TaskOption
		done   bool
	}{
		"eager tasks":                 {[]coro.RunOption{coro.EagerTasks()}, nil, true},
		"eager tasks, but a lazy one": {[]coro.RunOption{coro.EagerTasks()}, []coro.TaskOption{coro.Lazy()}, false},
		"default":                     {nil, nil, false},
		"default, but an eager one":   {nil, []coro.TaskOption{coro.Eager()}, true},
		"default, a lazy one":         {nil, []coro.TaskOption{coro.Lazy()}, false},
	} {
		t.Run(name, func(t *testing.T) {
			pyRun(t, func(ctx context.Context) error {
				seen := ""
				task := coro.CreateTask(ctx, func(ctx context.Context) (string, error) {
					seen = coro.CurrentTask(ctx).Name()
					return "hello", nil
				}, append(c.task, coro.Named("example"))...)
				pyEqual(t, "done at once", task.Done(), c.done)
				pyEqual(t, "ran at once", seen == "example", c.done)
				v, err := task.Await(ctx)
				pyEqual(t, "the result", v, "hello")
				pyEqual(t, "its name, seen by itself", seen, "example")
				return err
			}, c.runner...)
		})
	}
}

// A loop that does not run cannot take the first step: it is taken when it
// does.
//
// test_tasks.py BaseTaskTests.test_eager_start_true_no_loop
func TestCPythonEagerStartNoLoop(t *testing.T) {
	p := newPyLoop(t)
	ran := false
	task := coro.Go(p.ctx, func(context.Context) error { ran = true; return nil }, coro.Eager())
	pyFalse(t, "done", task.Done())
	pyFalse(t, "ran", ran)
	pyRaises(t, "the run", p.until(task), nil)
	pyTrue(t, "ran", ran)
}

// test_eager_task_factory.py EagerTaskFactoryLoopTests.test_await_future_during_eager_step
func TestCPythonEagerAwaitFutureDuringEagerStep(t *testing.T) {
	pyEager(t, func(ctx context.Context) error {
		fut := coro.NewFuture[string](ctx)
		task := coro.Go(ctx, func(context.Context) error { return fut.SetResult("my message") })
		pyTrue(t, "done", task.Done())
		v, err := fut.Await(ctx)
		pyEqual(t, "the result", v, "my message")
		return err
	})
}

// test_eager_task_factory.py EagerTaskFactoryLoopTests.test_block_after_eager_step
func TestCPythonEagerBlocksAfterEagerStep(t *testing.T) {
	pyEager(t, func(ctx context.Context) error {
		task := coro.CreateTask(ctx, coro.After(pySec(0.1), "finished after blocking"))
		pyFalse(t, "done", task.Done())
		v, err := task.Await(ctx)
		pyTrue(t, "done", task.Done())
		pyEqual(t, "the result", v, "finished after blocking")
		return err
	})
}

// test_eager_task_factory.py EagerTaskFactoryLoopTests.test_cancellation_after_eager_completion
func TestCPythonEagerCancelAfterCompletion(t *testing.T) {
	pyEager(t, func(ctx context.Context) error {
		task := coro.CreateTask(ctx, func(context.Context) (string, error) { return "finished without blocking", nil })
		pyFalse(t, "Cancel", task.Cancel())
		v, err := task.Await(ctx)
		pyFalse(t, "cancelled", task.Cancelled())
		pyEqual(t, "the result", v, "finished without blocking")
		return err
	})
}

// test_eager_task_factory.py EagerTaskFactoryLoopTests.test_cancellation_after_eager_step_blocks
func TestCPythonEagerCancelAfterEagerStepBlocks(t *testing.T) {
	pyEager(t, func(ctx context.Context) error {
		task := coro.CreateTask(ctx, coro.After(pySec(0.1), "finished after blocking"))
		task.Cancel("cancellation message")
		pyTrue(t, "cancelling", task.Cancelling() > 0)
		_, err := task.Await(ctx)
		pyCancelled(t, "the await", err, "cancellation message")
		return nil
	})
}

// test_eager_task_factory.py EagerTaskFactoryLoopTests.test_current_task
func TestCPythonEagerCurrentTask(t *testing.T) {
	pyEager(t, func(ctx context.Context) error {
		main := coro.CurrentTask(ctx)
		var captured coro.AnyTask
		task := coro.Go(ctx, func(ctx context.Context) error {
			captured = coro.CurrentTask(ctx)
			err := coro.Sleep(ctx, pySec(0.1))
			pyTrue(t, "the same after blocking", coro.CurrentTask(ctx) == captured)
			return err
		})
		pyTrue(t, "the task", captured == coro.AnyTask(task))
		pyTrue(t, "main is current again", coro.CurrentTask(ctx) == main)
		_, err := task.Await(ctx)
		return err
	})
}

// test_eager_task_factory.py EagerTaskFactoryLoopTests.test_all_tasks_with_eager_completion
func TestCPythonEagerAllTasksWithCompletion(t *testing.T) {
	pyEager(t, func(ctx context.Context) error {
		var captured []coro.AnyTask
		task := coro.Go(ctx, func(ctx context.Context) error { captured = coro.AllTasks(ctx); return nil })
		pyTrue(t, "among all tasks while it runs", slices.Contains(captured, coro.AnyTask(task)))
		pyFalse(t, "among all tasks afterwards", slices.Contains(coro.AllTasks(ctx), coro.AnyTask(task)))
		return nil
	})
}

// test_eager_task_factory.py EagerTaskFactoryLoopTests.test_all_tasks_with_blocking
// test_free_threading.py TestFreeThreading.test_all_tasks_from_other_thread_includes_eager_tasks
func TestCPythonEagerAllTasksWithBlocking(t *testing.T) {
	pyEager(t, func(ctx context.Context) error {
		fut1, fut2 := coro.NewFuture[int](ctx), coro.NewFuture[int](ctx)
		var captured []coro.AnyTask
		task := coro.Go(ctx, func(ctx context.Context) error {
			captured = coro.AllTasks(ctx)
			_, err := fut1.Await(ctx)
			return errors.Join(err, fut2.SetResult(0))
		})
		pyTrue(t, "while it runs", slices.Contains(captured, coro.AnyTask(task)))
		pyTrue(t, "while it waits", slices.Contains(coro.AllTasks(ctx), coro.AnyTask(task)))
		// Another thread asks by a coroutine, since the list is the loop's.
		others, err := coro.ToThread(ctx, func(inner context.Context) ([]coro.AnyTask, error) {
			return coro.RunThreadsafe(coro.RunningLoop(ctx), func(ctx context.Context) ([]coro.AnyTask, error) {
				return coro.AllTasks(ctx), nil
			}).Result(inner)
		})
		pyTrue(t, "asked by a thread", slices.Contains(others, coro.AnyTask(task)))
		pyRaises(t, "the thread", err, nil)
		pyRaises(t, "SetResult", fut1.SetResult(0), nil)
		_, err = fut2.Await(ctx)
		pyFalse(t, "afterwards", slices.Contains(coro.AllTasks(ctx), coro.AnyTask(task)))
		return err
	})
}

// The task sees its creator's values, and the creator none of the task's.
//
// test_eager_task_factory.py EagerTaskFactoryLoopTests.test_context_vars
func TestCPythonEagerContextVars(t *testing.T) {
	pyEager(t, func(ctx context.Context) error {
		var steps []any
		ctx = context.WithValue(ctx, pyVar{}, 1)
		task := coro.Go(ctx, func(ctx context.Context) error {
			steps = append(steps, ctx.Value(pyVar{}))
			ctx = context.WithValue(ctx, pyVar{}, 2)
			err := coro.Sleep(ctx, pySec(0.1))
			steps = append(steps, ctx.Value(pyVar{}))
			return err
		})
		pyEqual(t, "after the first step", steps, []any{1})
		pyEqual(t, "the creator's", ctx.Value(pyVar{}), any(1))
		_, err := task.Await(ctx)
		pyEqual(t, "after the second step", steps, []any{1, 2})
		pyEqual(t, "the creator's", ctx.Value(pyVar{}), any(1))
		return err
	})
}

func awaitableChain(depth int) coro.Coro[int] {
	return func(ctx context.Context) (int, error) {
		if depth == 0 {
			return 0, nil
		}
		n, err := awaitableChain(depth - 1).Await(ctx)
		return n + 1, err
	}
}

func recursiveTaskGroups(width, depth int) func(context.Context) error {
	return func(ctx context.Context) error {
		if depth == 0 {
			return nil
		}
		var g coro.TaskGroup
		return g.Do(ctx, func(ctx context.Context) error {
			for range width {
				g.Go(ctx, recursiveTaskGroups(width, depth-1))
			}
			return nil
		})
	}
}

func recursiveGather(width, depth int) func(context.Context) error {
	return func(ctx context.Context) error {
		var children []coro.Coro[struct{}]
		for range width {
			children = append(children, coro.Void(recursiveGather(width, depth-1)))
		}
		if depth == 0 {
			return nil
		}
		_, err := coro.Gather(ctx, children...)
		return err
	}
}

// Python counts the tasks that had to be scheduled: each of a tree of 781 if
// they are lazy, none if they are eager. Here every task has its number, and
// none is scheduled if the loop takes no turn.
//
// test_eager_task_factory.py BaseTaskCountingTests.test_awaitables_chain
// test_eager_task_factory.py BaseTaskCountingTests.test_recursive_taskgroups
// test_eager_task_factory.py BaseTaskCountingTests.test_recursive_gather
func TestCPythonEagerTaskCounting(t *testing.T) {
	chain := func(ctx context.Context) error {
		depth, err := awaitableChain(100).Await(ctx)
		pyEqual(t, "the depth", depth, 100)
		return err
	}
	for name, c := range map[string]struct {
		main  func(context.Context) error
		tasks string // the next one's name, main being Task-1
		yield bool   // the loop takes turns if tasks are lazy
	}{
		"chain":       {chain, "Task-2", false},
		"task groups": {recursiveTaskGroups(5, 4), "Task-782", true},
		"gather":      {recursiveGather(5, 4), "Task-782", true},
	} {
		for _, eager := range []bool{false, true} {
			t.Run(name+map[bool]string{true: ", eager"}[eager], func(t *testing.T) {
				main := func(ctx context.Context) error {
					turned := false
					if _, err := coro.RunningLoop(ctx).CallSoon(func() { turned = true }); err != nil {
						return err
					}
					err := c.main(ctx)
					pyEqual(t, "the loop took a turn", turned, c.yield && !eager)
					pyEqual(t, "the next task", coro.Go(ctx, pyNothing).Name(), c.tasks)
					return err
				}
				if eager {
					pyEager(t, main)
				} else {
					pyRun(t, main)
				}
			})
		}
	}
}
