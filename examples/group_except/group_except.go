// Package groupexcept looks for the error of a task in the wrong place: what a group
// returns is a GroupError.
package groupexcept

import (
	"context"
	"errors"
	"time"

	"github.com/goasyncio/asyncio/coro"
)

var errB = errors.New("b")

// work takes a while, and fails for b.
func work(name string, delay time.Duration) func(context.Context) error {
	return func(ctx context.Context) error {
		if err := coro.Sleep(ctx, delay); err != nil {
			return err
		}
		if name == "b" {
			return errB // L:raise
		}
		coro.Println(ctx, name, "is done")
		return nil
	}
}

// Main compares the error itself; errors.Is would find what is inside.
func Main(ctx context.Context) error {
	var group coro.TaskGroup
	err := group.Do(ctx, func(ctx context.Context) error { // L:group
		for i, name := range []string{"a", "b", "c"} {
			group.Go(ctx, work(name, time.Duration(i+1)*time.Second))
		}
		return nil
	})
	if err == errB {
		coro.Println(ctx, "never printed") // L:plain
	} else if errs, ok := errors.AsType[*coro.GroupError](err); ok {
		coro.Println(ctx, "a group of", len(errs.Errs)) // L:caught
	}
	return nil
}
