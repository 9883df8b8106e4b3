// Package ascompleted receives results as they come, the quickest first.
package ascompleted

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

// Main prints each greeting when it is ready.
func Main(ctx context.Context) error {
	greetings := []coro.Coro[string]{greet("ada", 2*time.Second), greet("bob", time.Second)}
	for hello, err := range coro.AsCompleted(ctx, greetings) {
		if err != nil {
			return err
		}
		coro.Println(ctx, hello, show.Now(ctx)) // L:next
	}
	return nil
}
