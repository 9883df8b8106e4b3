// Package blocking blocks the loop: nobody else goes on meanwhile.
package blocking

import (
	"context"
	"time"

	"github.com/goasyncio/asyncio/coro"
	"github.com/goasyncio/asyncio/examples/internal/show"
)

// tick sleeps, and says whether it woke in time.
func tick(ctx context.Context) error {
	loop := coro.RunningLoop(ctx)
	due := loop.Time() + 50*time.Millisecond
	if err := coro.Sleep(ctx, 50*time.Millisecond); err != nil { // L:tick
		return err
	}
	coro.Println(ctx, "tick late:", show.Yes(loop.Time() > due+100*time.Millisecond))
	return nil
}

// Main blocks for 200 ms. Block is time.Sleep, except that it takes no time under
// a virtual clock.
func Main(ctx context.Context) error {
	task := coro.Go(ctx, tick)
	if err := coro.Sleep(ctx, 11*time.Millisecond); err != nil {
		return err
	}
	coro.RunningLoop(ctx).Block(200 * time.Millisecond) // L:work
	coro.Println(ctx, "work done")
	_, err := task.Await(ctx)
	return err
}
