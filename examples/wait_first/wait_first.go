// Package waitfirst shows when Wait returns: at the first that is done, at the
// first that fails, or at the last.
package waitfirst

import (
	"context"
	"errors"
	"time"

	"github.com/goasyncio/asyncio/coro"
	"github.com/goasyncio/asyncio/examples/internal/show"
)

// after returns, or fails with, a word.
func after(delay time.Duration, what string, fail bool) coro.Coro[string] {
	return func(ctx context.Context) (string, error) {
		if err := coro.Sleep(ctx, delay); err != nil {
			return "", err
		}
		if fail {
			return "", errors.New(what)
		}
		return what, nil
	}
}

func try(ctx context.Context, name string, returnWhen coro.WaitOption, fail bool) error {
	loop := coro.RunningLoop(ctx)
	begun := loop.Time()
	tasks := []*coro.Task[string]{
		coro.CreateTask(ctx, after(time.Second, "a", false)),
		coro.CreateTask(ctx, after(2*time.Second, "b", fail)),
		coro.CreateTask(ctx, after(3*time.Second, "c", false)),
	}
	done, pending, err := coro.Wait(ctx, tasks, returnWhen)
	if err != nil {
		return err
	}
	coro.Println(ctx, name, "done:", len(done), "pending:", len(pending), show.Seconds(loop.Time()-begun))
	_, err = coro.GatherResults(ctx, tasks...)
	return err
}

// Main waits in each of the three ways.
func Main(ctx context.Context) error {
	return errors.Join(
		try(ctx, "FIRST_COMPLETED", coro.FirstCompleted, false),
		try(ctx, "FIRST_EXCEPTION", coro.FirstException, true),
		try(ctx, "FIRST_EXCEPTION", coro.FirstException, false),
		try(ctx, "ALL_COMPLETED", coro.AllCompleted, true),
	)
}
