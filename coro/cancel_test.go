package coro_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/goasyncio/asyncio/coro"
)

// A task that cancels itself gets the cancellation from its next await, and not from the one after that.
func TestCancelOfItselfStrikesOnce(t *testing.T) {
	virtually(t, func(ctx context.Context) {
		task := coro.Go(ctx, func(ctx context.Context) error {
			coro.CurrentTask(ctx).Cancel()
			if err := coro.Sleep(ctx, time.Second); !errors.Is(err, coro.ErrCancelled) {
				t.Errorf("the first sleep: %v", err)
			}
			if err := coro.Sleep(ctx, time.Second); err != nil {
				t.Errorf("the second sleep: %v", err)
			}
			return nil
		})
		if _, err := task.Await(ctx); err != nil {
			t.Error(err)
		}
	})
}
