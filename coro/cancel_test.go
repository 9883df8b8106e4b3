package coro_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/goasyncio/asyncio/coro"
)

// A task that cancels itself passes that on to what it awaits next. If that
// declines, the task gets its result; the cancellation does not come twice.
func TestCancelOfItselfStrikesOnce(t *testing.T) {
	virtually(t, func(ctx context.Context) {
		stubborn := coro.CreateTask(ctx, func(ctx context.Context) (string, error) {
			if err := coro.Sleep(ctx, time.Hour); !errors.Is(err, coro.ErrCancelled) {
				t.Errorf("the stubborn one: %v", err)
			}
			return "declined", nil
		})
		task := coro.CreateTask(ctx, func(ctx context.Context) (string, error) {
			_ = coro.Sleep(ctx, 0) // until the stubborn one sleeps
			coro.CurrentTask(ctx).Cancel()
			return stubborn.Await(ctx)
		})
		if got, err := task.Await(ctx); got != "declined" || err != nil {
			t.Errorf("%q, %v", got, err)
		}
	})
}

// An await that is refused tells the task so in its next step. If the task is
// cancelled before that, it gets the cancellation.
func TestCancelOfABadAwait(t *testing.T) {
	virtually(t, func(ctx context.Context) {
		var task *coro.Task[int]
		task = coro.CreateTask(ctx, func(ctx context.Context) (int, error) { return task.Await(ctx) })
		_ = coro.Sleep(ctx, 0)
		task.Cancel("enough")
		_, err := task.Await(ctx)
		var got *coro.CancelledError
		if !errors.As(err, &got) || got.Msg != "enough" || !task.Cancelled() {
			t.Errorf("%v, and %v", err, task)
		}
	})
}
