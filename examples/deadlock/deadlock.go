// Package deadlock has two tasks await each other. Nothing will ever happen; Run says
// so, CPython does not.
package deadlock

import (
	"context"

	"github.com/goasyncio/asyncio/coro"
)

// Main waits for ever.
func Main(ctx context.Context) error {
	tasks := map[string]*coro.Task[struct{}]{}
	waitFor := func(name string) func(context.Context) error {
		return func(ctx context.Context) error {
			coro.Println(ctx, "waiting for", name)
			_, err := tasks[name].Await(ctx) // L:await
			return err
		}
	}
	tasks["a"] = coro.Go(ctx, waitFor("b"), coro.Named("a")) // L:create
	tasks["b"] = coro.Go(ctx, waitFor("a"), coro.Named("b"))
	if _, err := tasks["a"].Await(ctx); err != nil { // L:main
		return err
	}
	coro.Println(ctx, "never printed")
	return nil
}
