// Package callbacksorder adds done callbacks to a task. They run in the order in which
// they were added, and an awaiter is one of them.
package callbacksorder

import (
	"context"
	"time"

	"github.com/goasyncio/asyncio/coro"
)

// calls are functions that the loop calls: no tasks.
type calls struct{ ctx context.Context }

func (c calls) first(*coro.Task[struct{}])  { coro.Println(c.ctx, "first") }
func (c calls) second(*coro.Task[struct{}]) { coro.Println(c.ctx, "second") }
func (c calls) late(*coro.Task[struct{}])   { coro.Println(c.ctx, "late") }

// Main adds two callbacks, awaits the task, and adds one more.
func Main(ctx context.Context) error {
	task := coro.CreateTask(ctx, coro.After(time.Second, struct{}{}))
	c := calls{coro.Context(coro.RunningLoop(ctx))}
	task.AddDoneCallback(c.first)              // L:first
	task.AddDoneCallback(c.second)             // L:second
	if _, err := task.Await(ctx); err != nil { // L:await
		return err
	}
	coro.Println(ctx, "main")
	task.AddDoneCallback(c.late) // L:late
	coro.Println(ctx, "added")
	if err := coro.Sleep(ctx, 0); err != nil { // L:yield
		return err
	}
	coro.Println(ctx, "main ends")
	return nil
}
