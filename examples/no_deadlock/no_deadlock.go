// Package nodeadlock has one task wait for the other, and not the other way round.
package nodeadlock

import (
	"context"
	"time"

	"github.com/goasyncio/asyncio/coro"
)

// Main waits for the one that waits.
func Main(ctx context.Context) error {
	tasks := map[string]*coro.Task[struct{}]{}
	waitFor := func(name string) func(context.Context) error {
		return func(ctx context.Context) error {
			if task := tasks[name]; task != nil {
				coro.Println(ctx, "waiting for", name)
				if _, err := task.Await(ctx); err != nil { // L:await
					return err
				}
			}
			return coro.Sleep(ctx, time.Second)
		}
	}
	tasks["a"] = coro.Go(ctx, waitFor("nobody"), coro.Named("a")) // L:create
	tasks["b"] = coro.Go(ctx, waitFor("a"), coro.Named("b"))
	if _, err := tasks["b"].Await(ctx); err != nil { // L:main
		return err
	}
	coro.Println(ctx, "main ends")
	return nil
}
