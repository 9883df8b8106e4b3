package coro_test

import (
	"context"
	"errors"
	"testing"

	"github.com/goasyncio/asyncio/coro"
	"github.com/goasyncio/asyncio/executor"
)

// A call that still waits for a worker when its awaiter is cancelled never begins.
func TestCancelledCallDoesNotBegin(t *testing.T) {
	pool, free, began := executor.New(executor.Workers(1)), make(chan struct{}), false
	virtually(t, func(ctx context.Context) {
		call := func(f func()) *coro.Task[struct{}] {
			return coro.Go(ctx, func(ctx context.Context) error {
				_, err := coro.RunInExecutor(ctx, pool, func(context.Context) (int, error) { f(); return 0, nil })
				return err
			})
		}
		busy, waiting := call(func() { <-free }), call(func() { began = true })
		_ = coro.Sleep(ctx, 0)
		waiting.Cancel()
		if _, err := waiting.Await(ctx); !errors.Is(err, coro.ErrCancelled) {
			t.Error(err)
		}
		close(free)
		if _, err := busy.Await(ctx); err != nil {
			t.Error(err)
		}
	})
	if err := pool.Shutdown(t.Context()); err != nil || began {
		t.Errorf("%v; the cancelled call began: %t", err, began)
	}
}
