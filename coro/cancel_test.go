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
