// Package tickersteady ticks by sleeping until the next deadline: the time of its own
// work makes no difference.
package tickersteady

import (
	"context"
	"time"

	"github.com/goasyncio/asyncio/coro"
	"github.com/goasyncio/asyncio/examples/internal/show"
)

// Main ticks three times, and works a while after each tick.
func Main(ctx context.Context) error {
	loop := coro.RunningLoop(ctx)
	due := loop.Time()
	for range 3 {
		due += time.Second
		if err := coro.Sleep(ctx, due-loop.Time()); err != nil { // L:sleep
			return err
		}
		coro.Println(ctx, "tick", show.Now(ctx))
		if err := coro.Sleep(ctx, 200*time.Millisecond); err != nil { // L:work
			return err
		}
	}
	return nil
}
