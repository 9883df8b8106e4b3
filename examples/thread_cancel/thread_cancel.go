// Package threadcancel waits for a thread no longer than 50 ms. That ends the wait, and
// not the thread.
package threadcancel

import (
	"context"
	"errors"
	"time"

	"github.com/goasyncio/asyncio/coro"
)

// work blocks its thread, and does not look at its ctx.
func work(ctx context.Context) (string, error) {
	err := coro.Block(ctx, 155*time.Millisecond) // L:block
	return "for nobody", err
}

// Main gives up waiting.
func Main(ctx context.Context) error {
	_, err := coro.WaitFor(ctx, coro.Thread(work), 50*time.Millisecond) // L:wait
	if errors.Is(err, coro.ErrTimeout) {
		coro.Println(ctx, "timed out")
	}
	if err := coro.Sleep(ctx, 200*time.Millisecond); err != nil { // L:after
		return err
	}
	coro.Println(ctx, "main ends")
	return nil
}
