// Package callsoon puts functions into the ready queue. A turn runs what was there
// when it began.
package callsoon

import (
	"context"

	"github.com/goasyncio/asyncio/coro"
)

// Main has functions called soon.
func Main(ctx context.Context) error {
	loop := coro.RunningLoop(ctx)
	outside := coro.Context(loop) // callbacks are no tasks
	say := func(word string) func() { return func() { coro.Println(outside, word) } }
	loop.CallSoon(func() { // L:first
		say("first")()
		loop.CallSoon(say("third")) // L:third
	})
	loop.CallSoon(say("second"))               // L:second
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
