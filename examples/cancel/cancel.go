// Package cancel shows that Cancel only asks: the task receives the cancellation
// as the error of its await, and so does who awaits the task.
package cancel

import (
	"context"
	"errors"
	"time"

	"github.com/goasyncio/asyncio/coro"
	"github.com/goasyncio/asyncio/examples/internal/show"
)

func something(ctx context.Context) error {
	coro.Println(ctx, "something begins")
	return coro.Sleep(ctx, 20*time.Second) // L:sleep
}

// Main cancels a task, and sees it end.
func Main(ctx context.Context) error {
	coro.Println(ctx, "main begins")
	task := coro.Go(ctx, something)
	if err := coro.Sleep(ctx, time.Second); err != nil {
		return err
	}
	coro.Println(ctx, "cancel:", show.Yes(task.Cancel()), "cancelled:", show.Yes(task.Cancelled())) // L:cancel
	if _, err := task.Await(ctx); errors.Is(err, coro.ErrCancelled) {
		coro.Println(ctx, "main saw the cancellation")
	}
	coro.Println(ctx, "cancelled:", show.Yes(task.Cancelled()), "again:", show.Yes(task.Cancel()))
	coro.Println(ctx, "main ends", show.Now(ctx))
	return nil
}
