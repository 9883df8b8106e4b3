// Package waitfor shows that WaitFor cancels what takes too long, and waits until
// it has ended.
package waitfor

import (
	"context"
	"errors"
	"time"

	"github.com/goasyncio/asyncio/coro"
	"github.com/goasyncio/asyncio/examples/internal/show"
)

func forever(what string) coro.Coro[string] {
	return func(ctx context.Context) (string, error) {
		err := coro.Sleep(ctx, 5*time.Second) // L:sleep
		if errors.Is(err, coro.ErrCancelled) {
			coro.Println(ctx, "cancelled inside")
		}
		return what, err
	}
}

// Main waits too long, and then not.
func Main(ctx context.Context) error {
	_, err := coro.WaitFor(ctx, forever("hello"), time.Second) // L:wait
	if errors.Is(err, coro.ErrTimeout) {
		coro.Println(ctx, "timeout!", show.Now(ctx))
	}
	answer, err := coro.WaitFor(ctx, coro.After(time.Second, "in time"), 2*time.Second)
	if err != nil {
		return err
	}
	coro.Println(ctx, answer, show.Now(ctx))
	return nil
}
