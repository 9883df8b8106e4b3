// Package unblocked makes the same blocking call in a thread, and the loop goes on.
package unblocked

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

// work blocks the thread that it runs in.
func work(ctx context.Context) (struct{}, error) {
	return struct{}{}, coro.Block(ctx, 200*time.Millisecond)
}

// Main has a thread do the work.
func Main(ctx context.Context) error {
	task := coro.Go(ctx, tick)
	if err := coro.Sleep(ctx, 11*time.Millisecond); err != nil {
		return err
	}
	if _, err := coro.ToThread(ctx, work); err != nil { // L:work
		return err
	}
	coro.Println(ctx, "work done")
	_, err := task.Await(ctx)
	return err
}
