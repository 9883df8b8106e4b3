// Package awaiteach awaits coroutines: each is a plain call, and nobody else runs in
// between.
package awaiteach

import (
	"context"

	"github.com/goasyncio/asyncio/coro"
)

// say prints a name.
func say(name string) coro.Coro[struct{}] {
	return func(ctx context.Context) (struct{}, error) {
		coro.Println(ctx, name) // L:say
		return struct{}{}, nil
	}
}

// Main awaits three coroutines while another task is ready.
func Main(ctx context.Context) error {
	other := coro.CreateTask(ctx, say("b")) // L:other
	for range 3 {
		if _, err := say("a").Await(ctx); err != nil { // L:await
			return err
		}
	}
	_, err := other.Await(ctx) // L:end
	return err
}
