// Package hello is a coroutine that sleeps between two lines.
package hello

import (
	"context"
	"time"

	"github.com/goasyncio/asyncio/coro"
)

// Main prints hello and, a second later, world.
func Main(ctx context.Context) error {
	coro.Println(ctx, "hello")
	if err := coro.Sleep(ctx, time.Second); err != nil { // L:sleep
		return err
	}
	coro.Println(ctx, "world")
	return nil
}
