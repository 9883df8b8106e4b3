// Package neverretrieved has a task fail that nobody awaits: all is silent until the
// end.
package neverretrieved

import (
	"context"
	"errors"
	"time"

	"github.com/goasyncio/asyncio/coro"
)

// fails fails.
func fails(context.Context) error { return errors.New("lost") } // L:raise

// Main does not look at its task.
func Main(ctx context.Context) error {
	coro.Go(ctx, fails) // L:create
	if err := coro.Sleep(ctx, time.Second); err != nil {
		return err
	}
	coro.Println(ctx, "main knows nothing")
	return nil
}
