// Package shield keeps a cancellation from a task; who awaits it gets it all the same.
package shield

import (
	"context"
	"errors"
	"time"

	"github.com/goasyncio/asyncio/coro"
	"github.com/goasyncio/asyncio/examples/internal/show"
)

// save takes two seconds.
func save(ctx context.Context) (struct{}, error) {
	err := coro.Sleep(ctx, 2*time.Second) // L:sleep
	if err == nil {
		coro.Println(ctx, "saved", show.Now(ctx))
	}
	return struct{}{}, err
}

// Main gives up waiting after a second, and waits again.
func Main(ctx context.Context) error {
	task := coro.CreateTask(ctx, save)
	_, err := coro.WaitFor(ctx, coro.ShieldFuture(ctx, task), time.Second) // L:shield
	if errors.Is(err, coro.ErrTimeout) {
		coro.Println(ctx, "timed out", show.Now(ctx)) // L:caught
	}
	if _, err := task.Await(ctx); err != nil { // L:await
		return err
	}
	coro.Println(ctx, "main ends")
	return nil
}
