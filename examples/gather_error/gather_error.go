// Package gathererror shows that Gather returns the first error at once, and that
// the other tasks run on.
package gathererror

import (
	"context"
	"errors"
	"time"

	"github.com/goasyncio/asyncio/coro"
	"github.com/goasyncio/asyncio/examples/internal/show"
)

var errBadName = errors.New("bad name")

// greet says hello after a while, but not to ada.
func greet(name string, delay time.Duration) coro.Coro[string] {
	return func(ctx context.Context) (string, error) {
		if err := coro.Sleep(ctx, delay); err != nil {
			return "", err
		}
		if name == "ada" {
			return "", errBadName
		}
		return "Hello, " + name + "!", nil
	}
}

// Main catches ada's error and then awaits the others.
func Main(ctx context.Context) error {
	_, err := coro.Gather(ctx,
		greet("ada", time.Second), greet("bob", 3*time.Second), greet("cy", 2*time.Second))
	if errors.Is(err, errBadName) {
		coro.Println(ctx, "caught:", err, show.Now(ctx))
	}
	for _, left := range coro.AllTasks(ctx) {
		task, ok := left.(*coro.Task[string])
		if !ok {
			continue // this is main itself
		}
		hello, err := task.Await(ctx)
		if err != nil {
			return err
		}
		coro.Println(ctx, task.Name(), hello)
	}
	coro.Println(ctx, show.Now(ctx))
	return nil
}
