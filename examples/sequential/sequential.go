// Package sequential awaits each task where it is created, so that they run one
// after the other: 1 s + 2 s.
package sequential

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

// Main greets ada, and then bob.
func Main(ctx context.Context) error {
	hello, err := coro.CreateTask(ctx, greet("ada", time.Second)).Await(ctx) // L:first
	if err != nil {
		return err
	}
	coro.Println(ctx, hello)
	hello, err = coro.CreateTask(ctx, greet("bob", 2*time.Second)).Await(ctx) // L:second
	if err != nil {
		return err
	}
	coro.Println(ctx, hello)
	coro.Println(ctx, show.Now(ctx))
	return nil
}
