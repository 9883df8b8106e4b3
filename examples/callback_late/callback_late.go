// Package callbacklate adds a done callback to a task that is done already: it is
// called, but not now.
package callbacklate

import (
	"context"
	"time"

	"github.com/goasyncio/asyncio/coro"
)

// box keeps answers.
type box struct{ answers []int }

func (b *box) add(task *coro.Task[int]) {
	answer, _ := task.Result()
	b.answers = append(b.answers, answer)
}

// Main awaits the task, and then has its answer put into the box.
func Main(ctx context.Context) error {
	var b box
	task := coro.CreateTask(ctx, coro.After(time.Second, 42))
	if _, err := task.Await(ctx); err != nil { // L:await
		return err
	}
	task.AddDoneCallback(b.add)                   // L:add
	coro.Println(ctx, "answers:", len(b.answers)) // L:look
	if err := coro.Sleep(ctx, 0); err != nil {    // L:yield
		return err
	}
	coro.Println(ctx, "answers now:", len(b.answers))
	return nil
}
