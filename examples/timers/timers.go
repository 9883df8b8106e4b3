// Package timers sets three timers. They fire by deadline, and who sleeps goes on one
// turn after its timer.
package timers

import (
	"context"
	"time"

	"github.com/goasyncio/asyncio/coro"
)

// Main sleeps among timers.
func Main(ctx context.Context) error {
	loop := coro.RunningLoop(ctx)
	outside := coro.Context(loop)                                            // callbacks are no tasks
	loop.CallLater(3*time.Second, func() { coro.Println(outside, "three") }) // L:three
	loop.CallLater(time.Second, func() { coro.Println(outside, "one") })     // L:one
	if err := coro.Sleep(ctx, 2*time.Second); err != nil {                   // L:sleep
		return err
	}
	coro.Println(ctx, "two")
	if err := coro.Sleep(ctx, 2*time.Second); err != nil {
		return err
	}
	coro.Println(ctx, "main ends")
	return nil
}
