// Package timeoutat moves the deadline of a timeout while its body runs.
package timeoutat

import (
	"context"
	"errors"
	"time"

	"github.com/goasyncio/asyncio/coro"
	"github.com/goasyncio/asyncio/examples/internal/show"
)

// Main has until 2 s, and after a second asks for three more.
func Main(ctx context.Context) error {
	loop := coro.RunningLoop(ctx)
	scope := coro.TimeoutAt(loop.Time() + 2*time.Second)
	err := scope.Do(ctx, func(ctx context.Context) error {
		if err := coro.Sleep(ctx, time.Second); err != nil {
			return err
		}
		if err := scope.Reschedule(loop.Time() + 3*time.Second); err != nil {
			return err
		}
		return coro.Sleep(ctx, 10*time.Second)
	})
	if errors.Is(err, coro.ErrTimeout) {
		coro.Println(ctx, "timed out", "expired:", show.Yes(scope.Expired()), show.Now(ctx))
	}
	return nil
}
