// Package timers sets three timers. They fire by deadline, and who sleeps goes on one
// turn after its timer.
package timers

import (
	"context"
	"time"

	"github.com/goasyncio/asyncio/coro"
)

// calls are functions that the loop calls: no tasks.
type calls struct{ ctx context.Context }

func (c calls) one()   { coro.Println(c.ctx, "one") }
func (c calls) three() { coro.Println(c.ctx, "three") }

// Main sleeps among timers.
func Main(ctx context.Context) error {
	loop := coro.RunningLoop(ctx)
	c := calls{coro.Context(loop)}
	loop.CallLater(3*time.Second, c.three)                 // L:three
	loop.CallLater(time.Second, c.one)                     // L:one
	if err := coro.Sleep(ctx, 2*time.Second); err != nil { // L:sleep
		return err
	}
	coro.Println(ctx, "two")
	if err := coro.Sleep(ctx, 2*time.Second); err != nil {
		return err
	}
	coro.Println(ctx, "main ends")
	return nil
}
