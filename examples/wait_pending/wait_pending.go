// Package waitpending waits for 1.5 s. That returns no error and cancels nothing.
package waitpending

import (
	"context"
	"time"

	"github.com/goasyncio/asyncio/coro"
	"github.com/goasyncio/asyncio/examples/internal/show"
)

// work takes a while.
func work(name string, delay time.Duration) func(context.Context) error {
	return func(ctx context.Context) error {
		if err := coro.Sleep(ctx, delay); err != nil {
			return err
		}
		coro.Println(ctx, name, "is done")
		return nil
	}
}

// Main awaits what is still pending.
func Main(ctx context.Context) error {
	a, b := coro.Go(ctx, work("a", time.Second)), coro.Go(ctx, work("b", 2*time.Second))
	_, pending, err := coro.Wait(ctx, []coro.AnyTask{a, b}, coro.Within(1500*time.Millisecond)) // L:wait
	if err != nil {
		return err
	}
	coro.Println(ctx, "pending:", len(pending), "cancelled:", show.Yes(b.Cancelled()))
	_, err = b.Await(ctx) // L:rest
	return err
}
