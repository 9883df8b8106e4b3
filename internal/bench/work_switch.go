package bench

import (
	"context"
	"iter"
	"runtime"

	"github.com/goasyncio/asyncio/coro"
)

// sleep0 has tasks that give way; an operation is a step. It is measured once
// all of them have begun.
func sleep0(j *job) {
	j.run(func(ctx context.Context) error {
		tasks := make([]*coro.Task[struct{}], j.Size)
		for i := range tasks {
			tasks[i] = coro.Go(ctx, func(ctx context.Context) error {
				return times(1+j.rounds(), func() error { return coro.Sleep(ctx, 0) })
			})
		}
		if err := coro.Sleep(ctx, 0); err != nil {
			return err
		}
		j.start()
		return awaitAll(ctx, tasks)
	})
}

// bare awaits a coroutine in the caller's own task.
func bare(j *job) {
	j.each(func(ctx context.Context) error {
		_, err := trivial.Await(ctx)
		return err
	})
}

// fib is recursion over bare coroutines.
func fib(j *job) {
	j.each(func(ctx context.Context) error {
		_, err := fibonacci(j.Size).Await(ctx)
		return err
	})
}

func fibonacci(n int) coro.Coro[int] {
	return func(ctx context.Context) (int, error) {
		if n < 2 {
			return n, nil
		}
		a, err := fibonacci(n - 1).Await(ctx)
		if err != nil {
			return 0, err
		}
		b, err := fibonacci(n - 2).Await(ctx)
		return a + b, err
	}
}

// generator reads an asynchronous generator; an operation is an item.
func generator(j *job) {
	j.run(func(ctx context.Context) error {
		total := 0
		for i, err := range count(ctx, j.Times) {
			if err != nil {
				return err
			}
			total += i
		}
		return nil
	})
}

func count(_ context.Context, n int) iter.Seq2[int, error] {
	return func(yield func(int, error) bool) {
		for i := range n {
			if !yield(i, nil) {
				return
			}
		}
	}
}

// future has two tasks that wake each other; an operation is a hand-over.
func future(j *job) {
	j.run(func(ctx context.Context) error {
		box := [2]*coro.Future[int]{coro.NewFuture[int](ctx), coro.NewFuture[int](ctx)}
		player := func(me int) coro.Coro[int] {
			return func(ctx context.Context) (int, error) {
				for range j.Times / 2 {
					if _, err := box[me].Await(ctx); err != nil {
						return 0, err
					}
					box[me] = coro.NewFuture[int](ctx)
					if err := box[1-me].SetResult(0); err != nil {
						return 0, err
					}
				}
				return 0, nil
			}
		}
		_ = box[0].SetResult(0)
		_, err := coro.Gather(ctx, player(0), player(1))
		return err
	})
}

// few is how many tasks workload wake wakes.
const few = 10

// wake wakes the same few tasks, one turn after the other, while size others
// stay parked; an operation is a task that is woken.
func wake(j *job) {
	j.run(func(ctx context.Context) error {
		others := parkTasks(ctx, j.Size)
		box := make([]*coro.Future[int], few)
		tasks := make([]*coro.Task[int], few)
		for i := range box {
			box[i] = coro.NewFuture[int](ctx)
			tasks[i] = coro.CreateTask(ctx, func(ctx context.Context) (int, error) {
				return 0, times(j.Times/few, func() error {
					_, err := box[i].Await(ctx)
					box[i] = coro.NewFuture[int](ctx)
					return err
				})
			})
		}
		if err := coro.Sleep(ctx, 0); err != nil {
			return err
		}
		runtime.GC()
		j.start()
		err := times(j.Times/few, func() error {
			for _, f := range box {
				_ = f.SetResult(0)
			}
			return coro.Sleep(ctx, 0)
		})
		j.stop()
		if err == nil {
			err = awaitAll(ctx, tasks)
		}
		unpark(ctx, others)
		return err
	})
}
