// Package tothread runs a blocking function in a thread, while the loop goes on.
package tothread

import (
	"context"
	"time"

	"github.com/goasyncio/asyncio/coro"
	"github.com/goasyncio/asyncio/examples/internal/show"
)

// blocking stands for a call that knows nothing of coroutines. Block is
// time.Sleep, except that it takes no time under a virtual clock.
func blocking(ctx context.Context) (string, error) {
	coro.Println(ctx, "blocking begins")
	if err := coro.Block(ctx, 200*time.Millisecond); err != nil { // L:block
		return "", err
	}
	coro.Println(ctx, "blocking ends")
	return "success", nil
}

// Main blocks a thread and sleeps, at the same time.
func Main(ctx context.Context) error {
	coro.Println(ctx, "main begins")
	loop := coro.RunningLoop(ctx)
	begun := loop.Time()
	results, err := coro.Gather(ctx, coro.Thread(blocking), coro.After(100*time.Millisecond, "")) // L:thread
	if err != nil {
		return err
	}
	coro.Println(ctx, results[0])
	coro.Println(ctx, "overlapped:", show.Yes(loop.Time()-begun < 290*time.Millisecond))
	coro.Println(ctx, "main ends")
	return nil
}
