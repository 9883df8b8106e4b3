package bench

import (
	"context"
	"time"

	"github.com/goasyncio/asyncio/coro"
)

// create makes a task that does nothing and awaits it, one by one.
func create(j *job) {
	j.each(func(ctx context.Context) error {
		_, err := coro.CreateTask(ctx, trivial).Await(ctx)
		return err
	})
}

// createMany makes size tasks, then awaits them.
func createMany(j *job) {
	j.repeat(func(ctx context.Context) error { return awaitAll(ctx, trivialTasks(ctx, j.Size)) })
}

func trivialTasks(ctx context.Context, n int) []*coro.Task[int] {
	tasks := make([]*coro.Task[int], n)
	for i := range tasks {
		tasks[i] = coro.CreateTask(ctx, trivial)
	}
	return tasks
}

// gatherMany, groupMany, waitMany and completedMany run size coroutines side
// by side, each in its way; an operation is one of them.
func gatherMany(j *job) {
	j.repeat(func(ctx context.Context) error {
		all := make([]coro.Coro[int], j.Size)
		for i := range all {
			all[i] = trivial
		}
		_, err := coro.Gather(ctx, all...)
		return err
	})
}

func groupMany(j *job) {
	j.repeat(func(ctx context.Context) error {
		var group coro.TaskGroup
		return group.Do(ctx, func(ctx context.Context) error {
			in := coro.In(&group)
			for range j.Size {
				coro.CreateTask(ctx, trivial, in)
			}
			return nil
		})
	})
}

func waitMany(j *job) {
	j.repeat(func(ctx context.Context) error {
		_, _, err := coro.Wait(ctx, trivialTasks(ctx, j.Size))
		return err
	})
}

func completedMany(j *job) {
	j.repeat(func(ctx context.Context) error {
		for _, err := range coro.AsCompleted(ctx, trivialTasks(ctx, j.Size)) {
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// giveWay is a sleep of 0, as a coroutine.
var giveWay = coro.After(0, 0)

// waitFor bounds a sleep of 0 by an hour.
func waitFor(j *job) {
	j.each(func(ctx context.Context) error {
		_, err := coro.WaitFor(ctx, giveWay, time.Hour)
		return err
	})
}

// timeout is the same with a scope.
func timeout(j *job) {
	j.each(func(ctx context.Context) error {
		return coro.Timeout(time.Hour).Do(ctx, func(ctx context.Context) error { return coro.Sleep(ctx, 0) })
	})
}

// thread is a call in a worker, one by one.
func thread(j *job) {
	j.each(func(ctx context.Context) error {
		_, err := coro.ToThread(ctx, trivial)
		return err
	})
}

// threadMany gathers size calls in workers.
func threadMany(j *job) {
	j.repeat(func(ctx context.Context) error {
		all := make([]coro.Coro[int], j.Size)
		for i := range all {
			all[i] = coro.Thread(trivial)
		}
		_, err := coro.Gather(ctx, all...)
		return err
	})
}
