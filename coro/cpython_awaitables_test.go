package coro_test

import (
	"context"
	"testing"

	"github.com/goasyncio/asyncio/coro"
)

// pyAw is an awaitable of the user's own.
type pyAw struct{ coro coro.Coro[string] }

func (a pyAw) Await(ctx context.Context) (string, error) { return a.coro(ctx) }

// A type with an Await method can be given wherever a coroutine can.
//
// test_tasks.py BaseTaskTests.test_ensure_future_awaitable
// test_tasks.py BaseTaskTests.test_ensure_future_task_awaitable
// test_tasks.py BaseTaskTests.test_create_task_with_async_function
// test_tasks.py BaseTaskTests.test_create_task_with_asynclike_function
func TestCPythonAwaitableOfUser(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		at := func(ctx context.Context) (string, error) { return "ok", coro.Sleep(ctx, 0) }
		results, err := coro.Gather(ctx, pyAw{at}, pyAw{coro.After(0, "ok")})
		pyEqual(t, "gathered", results, []string{"ok", "ok"})
		if err != nil {
			return err
		}
		v, err := coro.CreateTask(ctx, pyAw{at}.Await).Await(ctx)
		pyEqual(t, "a task of it", v, "ok")
		return err
	})
}

// What the compiler lets through of wrong arguments is nil; and what needs a
// loop says so.
//
// test_tasks.py BaseTaskTests.test_ensure_future_neither
// test_tasks.py BaseTaskTests.test_create_task_with_noncoroutine
// test_tasks.py BaseTaskTests.test_as_completed_coroutine_without_loop
// test_futures.py BaseFutureTests.test_wrap_future_without_loop
func TestCPythonWrongArguments(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		for range 2 {
			pyRaises(t, "CreateTask", coro.CreateTask[int](ctx, nil).Err(), coro.ErrNil)
		}
		_, err := coro.Shield[int](ctx, nil)
		pyRaises(t, "Shield", err, coro.ErrNil)
		steps := 0
		for _, err := range coro.AsCompleted(context.Background(), []coro.Coro[int]{coro.After(0, 42)}) {
			pyRaises(t, "AsCompleted without a loop", err, coro.ErrNotInTask)
			steps++
		}
		pyEqual(t, "steps", steps, 1)
		_, err = coro.ToThread(context.Background(), func(context.Context) (int, error) { return 1, nil })
		pyRaises(t, "ToThread without a loop", err, coro.ErrNotInTask)
		return nil
	})
}

// A task that cannot be scheduled is none: it has failed, and nobody lists it.
//
// test_tasks.py BaseTaskTests.test_error_in_call_soon
func TestCPythonTaskThatCannotBeScheduled(t *testing.T) {
	p := newPyLoop(t)
	pyRaises(t, "Close", p.Close(), nil)
	ran := false
	task := coro.Go(p.ctx, func(context.Context) error { ran = true; return nil })
	pyRaises(t, "the task", task.Err(), coro.ErrLoopClosed)
	pyEqual(t, "all tasks", len(coro.AllTasks(p.ctx)), 0)
	pyFalse(t, "ran", ran)
}
