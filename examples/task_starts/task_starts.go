// Package taskstarts creates a task, which is ready then, and starts in the next
// turn.
package taskstarts

import (
	"context"
	"time"

	"github.com/goasyncio/asyncio/coro"
)

// say speaks twice, with a second in between.
func say(ctx context.Context) error {
	coro.Println(ctx, "task starts") // L:starts
	if err := coro.Sleep(ctx, time.Second); err != nil {
		return err
	}
	coro.Println(ctx, "hello") // L:hello
	return nil
}

// Main creates a task and awaits it.
func Main(ctx context.Context) error {
	task := coro.Go(ctx, say) // L:create
	coro.Println(ctx, "created")
	if _, err := task.Await(ctx); err != nil { // L:await
		return err
	}
	coro.Println(ctx, "main ends")
	return nil
}
