package bench

import (
	"context"

	"github.com/goasyncio/asyncio/coro"
)

// pause is the body under a lock that others want as well.
func pause(ctx context.Context) error { return coro.Sleep(ctx, 0) }

func empty(context.Context) error { return nil }

// lock is a lock with a body: with size 1 nobody else wants it, else each
// holds it over a turn.
func lock(j *job) {
	var l coro.Lock
	if j.Size == 1 {
		j.each(func(ctx context.Context) error { return l.Do(ctx, empty) })
		return
	}
	j.together(func(ctx context.Context) error {
		return times(j.rounds(), func() error { return l.Do(ctx, pause) })
	})
}

// semaphore has ten places, each held over a turn.
func semaphore(j *job) {
	s := coro.NewSemaphore(10)
	j.together(func(ctx context.Context) error {
		return times(j.rounds(), func() error { return s.Do(ctx, pause) })
	})
}

// event wakes size waiters each turn; an operation is one that is woken.
func event(j *job) {
	var e coro.Event
	j.run(func(ctx context.Context) error {
		tasks := make([]*coro.Task[struct{}], j.Size)
		for i := range tasks {
			tasks[i] = coro.Go(ctx, func(ctx context.Context) error {
				return times(j.rounds(), func() error { return e.Wait(ctx) })
			})
		}
		if err := coro.Sleep(ctx, 0); err != nil {
			return err
		}
		j.start()
		err := times(j.rounds(), func() error {
			_ = e.Set()
			e.Clear()
			return coro.Sleep(ctx, 0)
		})
		j.stop()
		if err != nil {
			return err
		}
		return awaitAll(ctx, tasks)
	})
}

// condition has two tasks that take turns; an operation is a turn of one.
func condition(j *job) {
	c, turn := coro.NewCondition(nil), 0
	player := func(me int) coro.Coro[struct{}] {
		return coro.Void(func(ctx context.Context) error {
			return times(j.Times/2, func() error {
				return c.Do(ctx, func(ctx context.Context) error {
					for turn != me {
						if err := c.Wait(ctx); err != nil {
							return err
						}
					}
					turn = 1 - me
					return c.Notify(1)
				})
			})
		})
	}
	j.run(func(ctx context.Context) error {
		_, err := coro.Gather(ctx, player(0), player(1))
		return err
	})
}

// queue sends an item there and back; an operation is both.
func queue(j *job) {
	j.run(func(ctx context.Context) error {
		var there, back coro.Queue[int]
		echo := coro.Go(ctx, func(ctx context.Context) error {
			return times(j.Times, func() error {
				v, err := there.Get(ctx)
				if err != nil {
					return err
				}
				return back.Put(ctx, v)
			})
		})
		for i := range j.Times {
			if err := there.Put(ctx, i); err != nil {
				return err
			}
			if _, err := back.Get(ctx); err != nil {
				return err
			}
		}
		_, err := echo.Await(ctx)
		return err
	})
}

// pipe sends items one way through a queue of a bounded size.
func pipe(j *job) { pipeThrough(j, coro.NewQueue[int](j.Size)) }

// stream does so through a queue that is never full.
func stream(j *job) { pipeThrough(j, coro.NewQueue[int](0)) }

func pipeThrough(j *job, q *coro.Queue[int]) {
	j.run(func(ctx context.Context) error {
		producer := coro.Go(ctx, func(ctx context.Context) error {
			return times(j.Times, func() error { return q.Put(ctx, 1) })
		})
		for range j.Times {
			if _, err := q.Get(ctx); err != nil {
				return err
			}
		}
		_, err := producer.Await(ctx)
		return err
	})
}
