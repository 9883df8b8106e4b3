// Package waitforcleanup waits for what takes long to end after it was cancelled.
package waitforcleanup

import (
	"context"
	"errors"
	"time"

	"github.com/goasyncio/asyncio/coro"
	"github.com/goasyncio/asyncio/examples/internal/show"
)

// slow takes two seconds to clean up.
func slow(ctx context.Context) (struct{}, error) {
	err := coro.Sleep(ctx, 9*time.Second) // L:sleep
	if errors.Is(err, coro.ErrCancelled) {
		if e := coro.Sleep(ctx, 2*time.Second); e != nil { // L:cleanup
			return struct{}{}, e
		}
		coro.Println(ctx, "cleaned up", show.Now(ctx))
	}
	return struct{}{}, err
}

// Main waits for a second, and then for the cleaning up.
func Main(ctx context.Context) error {
	_, err := coro.WaitFor(ctx, coro.Of(slow), time.Second) // L:wait
	if errors.Is(err, coro.ErrTimeout) {
		coro.Println(ctx, "timed out", show.Now(ctx)) // L:caught
	}
	return nil
}
