// Package cancelswallow cancels a task that catches the cancellation, and lives on.
package cancelswallow

import (
	"context"
	"errors"
	"time"

	"github.com/goasyncio/asyncio/coro"
	"github.com/goasyncio/asyncio/examples/internal/show"
)

// stubborn does not return the cancellation.
func stubborn(ctx context.Context) (string, error) {
	if err := coro.Sleep(ctx, 9*time.Second); errors.Is(err, coro.ErrCancelled) { // L:sleep
		coro.Println(ctx, "caught") // L:caught
	}
	return "lived", coro.Sleep(ctx, time.Second)
}

// Main cancels in vain.
func Main(ctx context.Context) error {
	task := coro.CreateTask(ctx, stubborn)
	if err := coro.Sleep(ctx, time.Second); err != nil {
		return err
	}
	coro.Println(ctx, "cancel:", show.Yes(task.Cancel()), "done:", show.Yes(task.Done())) // L:cancel
	answer, err := task.Await(ctx)
	coro.Println(ctx, answer, "cancelled:", show.Yes(task.Cancelled()))
	return err
}
