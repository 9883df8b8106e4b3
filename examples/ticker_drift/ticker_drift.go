// Package tickerdrift ticks by sleeping a second after each tick: the time of its own
// work comes on top, and the ticks drift.
package tickerdrift

import (
	"context"
	"time"

	"github.com/goasyncio/asyncio/coro"
	"github.com/goasyncio/asyncio/examples/internal/show"
)

// Main ticks three times, and works a while after each tick.
func Main(ctx context.Context) error {
	for range 3 {
		if err := coro.Sleep(ctx, time.Second); err != nil { // L:sleep
			return err
		}
		coro.Println(ctx, "tick", show.Now(ctx))
		if err := coro.Sleep(ctx, 200*time.Millisecond); err != nil { // L:work
			return err
		}
	}
	return nil
}
