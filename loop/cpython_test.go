package loop_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/goasyncio/asyncio/coro"
)

// What test_base_events.py asks of a loop and its tasks together.

// test_run_until_complete_loop.
func TestRunUntilCompleteOfAnotherLoop(t *testing.T) {
	a, b := virtual(t), virtual(t)
	f := coro.NewFuture[int](coro.Context(a.Loop))
	expect(t, "Is ErrWrongLoop", errors.Is(coro.RunUntilComplete(b.Loop, f), coro.ErrWrongLoop), true)
}

// test_run_until_complete_loop_orphan_future_close_loop: a run that was stopped early leaves no stop behind.
func TestRunUntilCompleteLeavesNoStopBehind(t *testing.T) {
	b := virtual(t)
	orphan := coro.Go(coro.Context(b.Loop), func(ctx context.Context) error { return coro.Sleep(ctx, time.Second) })
	b.soon(b.Stop)
	expect(t, "Is ErrStopped", errors.Is(coro.RunUntilComplete(b.Loop, orphan), coro.ErrStopped), true)
	sleep := coro.Go(coro.Context(b.Loop), func(ctx context.Context) error { return coro.Sleep(ctx, time.Minute) })
	expect(t, "error", coro.RunUntilComplete(b.Loop, sleep), nil)
	expect(t, "Time", b.Time(), time.Minute)
}

// test_create_task, test_create_named_task_with_default_factory.
func TestCreateTaskOfALoop(t *testing.T) {
	b := virtual(t)
	task := coro.CreateTask(coro.Context(b.Loop), coro.After(0, 7), coro.Named("test_task"))
	expect(t, "error", coro.RunUntilComplete(b.Loop, task), nil)
	expect(t, "Name", task.Name(), "test_task")
}
