// Package tothreadcalled calls a blocking function among the arguments of a thread: it
// runs on the loop, before there is a thread.
package tothreadcalled

import (
	"context"
	"time"

	"github.com/goasyncio/asyncio/coro"
	"github.com/goasyncio/asyncio/examples/internal/show"
)

// blocking stands for a call that knows nothing of coroutines. Block is
// time.Sleep, except that it takes no time under a virtual clock.
func blocking(ctx context.Context) string {
	coro.Println(ctx, "blocking begins")
	coro.RunningLoop(ctx).Block(200 * time.Millisecond) // L:block
	coro.Println(ctx, "blocking ends")
	return "success"
}

// give is a function for a thread that returns what it was given.
func give(answer string) func(context.Context) (string, error) {
	return func(context.Context) (string, error) { return answer, nil }
}

// Main wants to block a thread and sleep, at the same time.
func Main(ctx context.Context) error {
	coro.Println(ctx, "main begins")
	loop := coro.RunningLoop(ctx)
	begun := loop.Time()
	results, err := coro.Gather(ctx, coro.Thread(give(blocking(ctx))), coro.After(100*time.Millisecond, "")) // L:thread
	if err != nil {
		return err
	}
	coro.Println(ctx, results[0])
	coro.Println(ctx, "overlapped:", show.Yes(loop.Time()-begun < 290*time.Millisecond))
	coro.Println(ctx, "main ends")
	return nil
}
