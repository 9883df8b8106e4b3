package coro_test

import (
	"context"
	"testing"

	"github.com/goasyncio/asyncio/coro"
	"github.com/goasyncio/asyncio/loop"
)

// soonDo has the loop call f in the next turn.
func soonDo(ctx context.Context, f func() error) {
	_, _ = coro.RunningLoop(ctx).CallSoon(func() { _ = f() })
}

// syncIterations is how many turns of the loop locks and queues cost in CPython
// 3.13.0, counted there by wrapping BaseEventLoop._run_once.
var syncIterations = []struct {
	name        string
	lazy, eager int
	run         func(ctx context.Context) error
}{
	{"Lock uncontended", 0, 0, func(ctx context.Context) error { return new(coro.Lock).Do(ctx, pass) }},
	{"Lock acquire released by call_soon", 2, 2, func(ctx context.Context) error {
		var lock coro.Lock
		_ = lock.Acquire(ctx)
		soonDo(ctx, lock.Release)
		return lock.Acquire(ctx)
	}},
	{"Queue.get of an item", 0, 0, func(ctx context.Context) error {
		var q coro.Queue[int]
		_ = q.Put(ctx, 1)
		return errOf(q.Get(ctx))
	}},
	{"Queue.get put by call_soon", 2, 2, func(ctx context.Context) error {
		var q coro.Queue[int]
		soonDo(ctx, func() error { return q.PutNowait(1) })
		return errOf(q.Get(ctx))
	}},
	{"Queue.put got by call_soon", 2, 2, func(ctx context.Context) error {
		q := coro.NewQueue[int](1)
		_ = q.PutNowait(1)
		soonDo(ctx, func() error { return errOf(q.GetNowait()) })
		return q.Put(ctx, 2)
	}},
	{"Queue.join done by call_soon", 2, 2, func(ctx context.Context) error {
		var q coro.Queue[int]
		_ = q.PutNowait(1)
		soonDo(ctx, q.TaskDone)
		return q.Join(ctx)
	}},
	{"Event.wait set by call_soon", 2, 2, func(ctx context.Context) error {
		var ev coro.Event
		soonDo(ctx, ev.Set)
		return ev.Wait(ctx)
	}},
	{"Semaphore uncontended", 0, 0, func(ctx context.Context) error { return coro.NewSemaphore(1).Do(ctx, pass) }},
	{"Semaphore.acquire released by call_soon", 2, 2, func(ctx context.Context) error {
		sem := coro.NewSemaphore(0)
		soonDo(ctx, sem.Release)
		return sem.Acquire(ctx)
	}},
	{"Condition.wait notified by task", 2, 2, func(ctx context.Context) error {
		var cond coro.Condition
		return cond.Do(ctx, func(ctx context.Context) error {
			coro.Go(ctx, func(ctx context.Context) error {
				return cond.Do(ctx, func(context.Context) error { return cond.Notify(1) })
			}, coro.Lazy())
			return cond.Wait(ctx)
		})
	}},
	{"Barrier(1)", 0, 0, func(ctx context.Context) error { return errOf(coro.NewBarrier(1).Wait(ctx)) }},
	{"Barrier(2) via gather", 4, 3, func(ctx context.Context) error {
		b := coro.NewBarrier(2)
		return errOf(coro.Gather(ctx, coro.Of(b.Wait), coro.Of(b.Wait)))
	}},
}

func TestSyncIterations(t *testing.T) {
	for _, row := range syncIterations {
		t.Run(row.name, func(t *testing.T) {
			for _, mode := range []struct {
				name string
				want int
				opts []coro.RunOption
			}{
				{"lazy", row.lazy, nil},
				{"eager", row.eager, []coro.RunOption{coro.EagerTasks()}},
				{"lazy, plain turns", row.lazy, []coro.RunOption{coro.WithLoop(loop.PlainTurns())}},
				{"eager, plain turns", row.eager, []coro.RunOption{coro.EagerTasks(), coro.WithLoop(loop.PlainTurns())}},
			} {
				n, err := turnsOf(t, row.run, mode.opts...)
				if n != mode.want || err != nil {
					t.Errorf("%s: %d turns (%v), CPython takes %d", mode.name, n, err, mode.want)
				}
			}
		})
	}
}
