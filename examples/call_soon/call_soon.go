// Package callsoon puts functions into the ready queue. A turn runs what was there
// when it began.
package callsoon

import (
	"context"

	"github.com/goasyncio/asyncio/coro"
)

// calls are functions that the loop calls: no tasks.
type calls struct{ ctx context.Context }

func (c calls) first() {
	coro.Println(c.ctx, "first")
	coro.RunningLoop(c.ctx).CallSoon(c.third) // L:third
}

func (c calls) second() { coro.Println(c.ctx, "second") }
func (c calls) third()  { coro.Println(c.ctx, "third") }

// Main has functions called soon.
func Main(ctx context.Context) error {
	loop := coro.RunningLoop(ctx)
	c := calls{coro.Context(loop)}
	loop.CallSoon(c.first)                     // L:first
	loop.CallSoon(c.second)                    // L:second
	if err := coro.Sleep(ctx, 0); err != nil { // L:yield
		return err
	}
	coro.Println(ctx, "main")
	if err := coro.Sleep(ctx, 0); err != nil {
		return err
	}
	coro.Println(ctx, "main ends")
	return nil
}
