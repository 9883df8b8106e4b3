// Package taskgroup shows that a task group ends when its last task has.
package taskgroup

import (
	"context"
	"time"

	"github.com/goasyncio/asyncio/coro"
	"github.com/goasyncio/asyncio/examples/internal/show"
)

// greet says hello after a while.
func greet(name string, delay time.Duration) coro.Coro[string] {
	return func(ctx context.Context) (string, error) {
		if err := coro.Sleep(ctx, delay); err != nil { // L:sleep
			return "", err
		}
		return "Hello, " + name + "!", nil
	}
}

// Main greets two people in a group.
func Main(ctx context.Context) error {
	var group coro.TaskGroup
	var first, second *coro.Task[string]
	err := group.Do(ctx, func(ctx context.Context) error { // L:group
		first = coro.CreateTask(ctx, greet("ada", 2*time.Second), coro.In(&group))
		second = coro.CreateTask(ctx, greet("bob", 4*time.Second), coro.In(&group))
		return nil
	})
	if err != nil {
		return err
	}
	for _, task := range []*coro.Task[string]{first, second} {
		hello, _ := task.Result()
		coro.Println(ctx, hello)
	}
	coro.Println(ctx, show.Now(ctx))
	return nil
}
