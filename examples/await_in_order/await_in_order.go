// Package awaitinorder awaits tasks in the order of a list: the quick one behind a
// slow one is heard late.
package awaitinorder

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

// Main prints the greetings one after the other.
func Main(ctx context.Context) error {
	ada, bob := coro.CreateTask(ctx, greet("ada", 2*time.Second)), coro.CreateTask(ctx, greet("bob", time.Second))
	for _, task := range []*coro.Task[string]{ada, bob} {
		hello, err := task.Await(ctx)
		if err != nil {
			return err
		}
		coro.Println(ctx, hello, show.Now(ctx)) // L:next
	}
	return nil
}
