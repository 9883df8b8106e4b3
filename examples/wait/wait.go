// Package wait shows that Wait with a timeout returns what is done and what is
// not; it cancels nothing.
package wait

import (
	"context"
	"strings"
	"time"

	"github.com/goasyncio/asyncio/coro"
	"github.com/goasyncio/asyncio/examples/internal/show"
)

// Main waits for 2 s, and then for the rest.
func Main(ctx context.Context) error {
	tasks := []*coro.Task[string]{
		coro.CreateTask(ctx, coro.After(time.Second, "hello")),
		coro.CreateTask(ctx, coro.After(3*time.Second, "python")),
		coro.CreateTask(ctx, coro.After(4*time.Second, "asyncio")),
	}
	done, pending, err := coro.Wait(ctx, tasks, coro.Within(2*time.Second)) // L:wait
	if err != nil {
		return err
	}
	line := []any{"done:"}
	for _, task := range done {
		word, _ := task.Result()
		line = append(line, word)
	}
	coro.Println(ctx, append(line, "pending:", len(pending), show.Now(ctx))...)

	words, err := coro.Gather(ctx, pending...)
	if err != nil {
		return err
	}
	coro.Println(ctx, strings.Join(words, " "))
	coro.Println(ctx, show.Now(ctx))
	return nil
}
