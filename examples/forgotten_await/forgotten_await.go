// Package forgottenawait calls a coroutine function and forgets the await: nothing
// runs.
package forgottenawait

import (
	"context"

	"github.com/goasyncio/asyncio/coro"
)

// greet says hello, when it is awaited.
func greet(name string) coro.Coro[struct{}] {
	return func(ctx context.Context) (struct{}, error) {
		coro.Println(ctx, "Hello,", name)
		return struct{}{}, nil
	}
}

// Main greets bob only.
func Main(ctx context.Context) error {
	_ = greet("ada") // L:call
	coro.Println(ctx, "called")
	if _, err := greet("bob").Await(ctx); err != nil { // L:await
		return err
	}
	coro.Println(ctx, "awaited")
	return nil
}
