// Package runinside calls run inside a coroutine: it is refused, and starts nothing.
package runinside

import (
	"context"
	"errors"
	"time"

	"github.com/goasyncio/asyncio/coro"
)

// background is what should go on while main sleeps.
func background(ctx context.Context) error {
	if err := coro.Sleep(ctx, time.Second); err != nil {
		return err
	}
	coro.Println(ctx, "background ends")
	return nil
}

// Main believes that Run starts something and goes on.
func Main(ctx context.Context) error {
	coro.Println(ctx, "main begins")
	err := coro.Run(ctx, background) // L:run
	if errors.Is(err, coro.ErrLoopRunning) {
		coro.Println(ctx, "refused")
	}
	if err := coro.Sleep(ctx, 2*time.Second); err != nil { // L:sleep
		return err
	}
	coro.Println(ctx, "main ends")
	return nil
}
