// Package taskexception shows that a task keeps its error until somebody asks for
// it.
package taskexception

import (
	"context"
	"errors"
	"time"

	"github.com/goasyncio/asyncio/coro"
	"github.com/goasyncio/asyncio/examples/internal/show"
)

func fails(ctx context.Context) error {
	if err := coro.Sleep(ctx, time.Second); err != nil {
		return err
	}
	return errors.New("something happened") // L:raise
}

// Main asks for an error too early, and again when it is there.
func Main(ctx context.Context) error {
	task := coro.Go(ctx, fails) // L:create
	if errors.Is(task.Err(), coro.ErrInvalidState) {
		coro.Println(ctx, "too early")
	}
	if err := coro.Sleep(ctx, 2*time.Second); err != nil {
		return err
	}
	coro.Println(ctx, "done:", show.Yes(task.Done()), "exception:", task.Err())

	good := coro.CreateTask(ctx, coro.After(time.Second, "fine"))
	result, err := good.Await(ctx)
	coro.Println(ctx, "result:", result, "no exception:", show.Yes(good.Err() == nil))
	return err
}
