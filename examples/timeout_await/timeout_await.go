// Package timeoutawait awaits inside a timeout, which ends the await.
package timeoutawait

import (
	"context"
	"errors"
	"time"

	"github.com/goasyncio/asyncio/coro"
	"github.com/goasyncio/asyncio/examples/internal/show"
)

// Main allows a second for three.
func Main(ctx context.Context) error {
	err := coro.Timeout(time.Second).Do(ctx, func(ctx context.Context) error { // L:timeout
		if err := coro.Sleep(ctx, 3*time.Second); err != nil { // L:work
			return err
		}
		coro.Println(ctx, "body ends", show.Now(ctx))
		return nil
	})
	if errors.Is(err, coro.ErrTimeout) {
		coro.Println(ctx, "timed out", show.Now(ctx)) // L:caught
	} else {
		coro.Println(ctx, "no timeout", show.Now(ctx)) // L:none
	}
	return nil
}
