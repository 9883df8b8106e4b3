// Package gather runs coroutines side by side and receives their results in the
// order of the arguments.
package gather

import (
	"context"
	"time"

	"github.com/goasyncio/asyncio/coro"
	"github.com/goasyncio/asyncio/examples/internal/show"
)

// greet says hello after a while.
func greet(name string, delay time.Duration) coro.Coro[string] {
	return func(ctx context.Context) (string, error) {
		if err := coro.Sleep(ctx, delay); err != nil {
			return "", err
		}
		return "Hello, " + name + "!", nil
	}
}

// Main greets three people at once.
func Main(ctx context.Context) error {
	greetings, err := coro.Gather(ctx, // L:gather
		greet("ada", 2*time.Second), greet("bob", time.Second), greet("cy", 3*time.Second))
	if err != nil {
		return err
	}
	for _, greeting := range greetings {
		coro.Println(ctx, greeting)
	}
	coro.Println(ctx, show.Now(ctx))
	return nil
}
