// Package taskblocked creates a task and then keeps the loop busy: the task does not
// start meanwhile.
package taskblocked

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

// Main blocks the loop after it has created a task.
func Main(ctx context.Context) error {
	task := coro.Go(ctx, say)                    // L:create
	coro.RunningLoop(ctx).Block(2 * time.Second) // L:busy
	coro.Println(ctx, "created")
	if _, err := task.Await(ctx); err != nil { // L:await
		return err
	}
	coro.Println(ctx, "main ends")
	return nil
}
