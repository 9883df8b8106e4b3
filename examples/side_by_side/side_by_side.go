// Package sidebyside creates both tasks before it awaits them: they run side by side,
// and 1 s and 2 s take 2 s.
package sidebyside

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
	ada := coro.CreateTask(ctx, greet("ada", time.Second))   // L:first
	bob := coro.CreateTask(ctx, greet("bob", 2*time.Second)) // L:second
	for _, task := range []*coro.Task[string]{ada, bob} {
		hello, err := task.Await(ctx)
		if err != nil {
			return err
		}
		coro.Println(ctx, hello)
	}
	coro.Println(ctx, show.Now(ctx))
	return nil
}
