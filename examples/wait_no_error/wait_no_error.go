// Package waitnoerror expects a timeout error of wait: it never comes, and a task is
// left behind.
package waitnoerror

import (
	"context"
	"errors"
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

// Main believes that all are done if there is no error.
func Main(ctx context.Context) error {
	a, b := coro.Go(ctx, work("a", time.Second)), coro.Go(ctx, work("b", 2*time.Second))
	_, _, err := coro.Wait(ctx, []coro.AnyTask{a, b}, coro.Within(1500*time.Millisecond)) // L:wait
	if errors.Is(err, coro.ErrTimeout) {
		coro.Println(ctx, "never printed")
	}
	coro.Println(ctx, "b done:", show.Yes(b.Done())) // L:look
	return nil
}
