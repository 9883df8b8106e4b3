// Package fireandforget starts a task and forgets it: when main ends, Run cancels the
// tasks that are left.
package fireandforget

import (
	"context"
	"time"

	"github.com/goasyncio/asyncio/coro"
)

// save takes two seconds.
func save(ctx context.Context) error {
	if err := coro.Sleep(ctx, 2*time.Second); err != nil { // L:sleep
		return err
	}
	coro.Println(ctx, "saved")
	return nil
}

// Main does not wait for its task.
func Main(ctx context.Context) error {
	coro.Go(ctx, save) // L:create
	if err := coro.Sleep(ctx, time.Second); err != nil {
		return err
	}
	coro.Println(ctx, "main ends") // L:end
	return nil
}
