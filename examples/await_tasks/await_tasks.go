// Package awaittasks awaits tasks: each await suspends, and the others have their
// turn first.
package awaittasks

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

// Main awaits three tasks while another one is ready.
func Main(ctx context.Context) error {
	other := coro.CreateTask(ctx, say("b")) // L:other
	for range 3 {
		if _, err := coro.CreateTask(ctx, say("a")).Await(ctx); err != nil { // L:await
			return err
		}
	}
	_, err := other.Await(ctx) // L:end
	return err
}
