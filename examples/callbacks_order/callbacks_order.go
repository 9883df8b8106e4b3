// Package callbacksorder adds done callbacks to a task. They run in the order in which
// they were added, and an awaiter is one of them.
package callbacksorder

import (
	"context"
	"time"

	"github.com/goasyncio/asyncio/coro"
)

// Main adds two callbacks, awaits the task, and adds one more.
func Main(ctx context.Context) error {
	task := coro.CreateTask(ctx, coro.After(time.Second, struct{}{}))
	outside := coro.Context(coro.RunningLoop(ctx)) // callbacks are no tasks
	say := func(word string) func(*coro.Task[struct{}]) {
		return func(*coro.Task[struct{}]) { coro.Println(outside, word) }
	}
	task.AddDoneCallback(say("first"))         // L:first
	task.AddDoneCallback(say("second"))        // L:second
	if _, err := task.Await(ctx); err != nil { // L:await
		return err
	}
	coro.Println(ctx, "main")
	task.AddDoneCallback(say("late")) // L:late
	coro.Println(ctx, "added")
	if err := coro.Sleep(ctx, 0); err != nil { // L:yield
		return err
	}
	coro.Println(ctx, "main ends")
	return nil
}
