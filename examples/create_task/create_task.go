// Package createtask creates its tasks first and awaits them later, so that they
// run side by side: 3 s, not 5 s.
package createtask

import (
	"context"
	"time"

	"github.com/goasyncio/asyncio/coro"
	"github.com/goasyncio/asyncio/examples/internal/show"
)

// greet says hello after a while.
func greet(name string, delay time.Duration) coro.Coro[string] {
	return func(ctx context.Context) (string, error) {
		if err := coro.Sleep(ctx, delay); err != nil { // L:sleep
			return "", err
		}
		return "Hello, " + name + "!", nil
	}
}

// Main greets ada and bob at the same time.
func Main(ctx context.Context) error {
	first := coro.CreateTask(ctx, greet("ada", 2*time.Second))  // L:first
	second := coro.CreateTask(ctx, greet("bob", 3*time.Second)) // L:second
	for _, task := range []*coro.Task[string]{first, second} {
		hello, err := task.Await(ctx)
		if err != nil {
			return err
		}
		coro.Println(ctx, hello)
	}
	coro.Println(ctx, show.Now(ctx))
	return nil
}
