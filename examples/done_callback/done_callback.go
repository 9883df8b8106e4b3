// Package donecallback has the loop call a function when a task is done: before
// the awaiter that came after it goes on.
package donecallback

import (
	"context"
	"time"

	"github.com/goasyncio/asyncio/coro"
)

// report makes a callback, as functools.partial does.
func report(ctx context.Context, delay int) func(*coro.Task[string]) {
	return func(task *coro.Task[string]) {
		result, _ := task.Result()
		coro.Println(ctx, "callback, delay:", delay, "result:", result)
	}
}

// Main has a task reported, and awaits it.
func Main(ctx context.Context) error {
	coro.Println(ctx, "main begins")
	task := coro.CreateTask(ctx, coro.After(time.Second, "hello"))
	task.AddDoneCallback(report(coro.Context(coro.RunningLoop(ctx)), 2))
	hello, err := task.Await(ctx)
	if err != nil {
		return err
	}
	coro.Println(ctx, hello)
	coro.Println(ctx, "main ends")
	return nil
}
