// Package timeout shows that a timeout cancels what its body awaits, and nothing
// else.
package timeout

import (
	"context"
	"errors"
	"time"

	"github.com/goasyncio/asyncio/coro"
	"github.com/goasyncio/asyncio/examples/internal/show"
)

// Main runs out of time while it awaits the second task.
func Main(ctx context.Context) error {
	var a, b, c *coro.Task[string]
	err := coro.Timeout(2*time.Second).Do(ctx, func(ctx context.Context) error {
		a = coro.CreateTask(ctx, coro.After(time.Second, "hello"), coro.Named("AA"))
		b = coro.CreateTask(ctx, coro.After(3*time.Second, "world"), coro.Named("BB"))
		c = coro.CreateTask(ctx, coro.After(5*time.Second, "never awaited here"), coro.Named("CC"))
		for _, task := range []*coro.Task[string]{a, b} {
			word, err := task.Await(ctx)
			if err != nil {
				return err
			}
			coro.Println(ctx, word)
		}
		return nil
	})
	if errors.Is(err, coro.ErrTimeout) {
		coro.Println(ctx, "timed out", show.Now(ctx))
	}
	for _, task := range []*coro.Task[string]{a, b, c} {
		coro.Println(ctx, task.Name(), "done:", show.Yes(task.Done()), "cancelled:", show.Yes(task.Cancelled()))
	}

	scope := coro.NoTimeout()
	err = scope.Do(ctx, func(ctx context.Context) error {
		_, limited := scope.When()
		words, err := c.Await(ctx)
		coro.Println(ctx, "no deadline:", show.Yes(!limited), words)
		return err
	})
	coro.Println(ctx, show.Now(ctx))
	return err
}
