//go:build !race

package coro_test

import (
	"context"
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/goasyncio/asyncio/coro"
)

// Whoever waits fits into the two kilobytes of stack that a goroutine begins with: a frame more
// below, or a larger one, and a million tasks weigh two gigabytes more.
func TestStacksOfWaiters(t *testing.T) {
	var (
		event coro.Event
		lock  coro.Lock
		queue coro.Queue[int]
	)
	never := func(ctx context.Context) error { _, err := coro.NewFuture[int](ctx).Await(ctx); return err }
	quit := make(chan struct{})
	var small sync.WaitGroup
	defer small.Wait()
	defer close(quit)
	for range 5000 { // Go begins with more if those that there are use more on average
		small.Go(func() { <-quit })
	}
	for _, test := range []struct {
		name  string
		waits func(ctx context.Context) error
	}{
		{"Future.Await", never},
		{"Sleep", func(ctx context.Context) error { return coro.Sleep(ctx, time.Hour) }},
		{"Sleep of 0", func(ctx context.Context) error {
			for {
				if err := coro.Sleep(ctx, 0); err != nil {
					return err
				}
			}
		}},
		{"Event.Wait", event.Wait},
		{"Lock.Do", func(ctx context.Context) error { return lock.Do(ctx, never) }},
		{"Queue.Get", func(ctx context.Context) error { _, err := queue.Get(ctx); return err }},
		{"Task.Await", func(ctx context.Context) error { _, err := coro.Go(ctx, never).Await(ctx); return err }},
		{"Gather", func(ctx context.Context) error {
			_, err := coro.Gather(ctx, coro.Void(never), coro.Void(never))
			return err
		}},
		{"TaskGroup", func(ctx context.Context) error {
			var g coro.TaskGroup
			return g.Do(ctx, func(ctx context.Context) error { g.Go(ctx, never); g.Go(ctx, never); return nil })
		}},
		{"Timeout", func(ctx context.Context) error { return coro.Timeout(time.Hour).Do(ctx, never) }},
	} {
		t.Run(test.name, func(t *testing.T) {
			const n = 2000
			before, tasks := stacks()
			_ = coro.Run(context.Background(), func(ctx context.Context) error {
				for range n {
					coro.Go(ctx, test.waits)
				}
				for range 5 {
					_ = coro.Sleep(ctx, 0)
				}
				used, now := stacks()
				if each := (used - before) / (now - tasks); each > 2048+100 {
					t.Errorf("each of %d goroutines has %d bytes of stack", now-tasks, each)
				}
				return nil
			})
		})
	}
}

func stacks() (bytes, goroutines int) {
	runtime.GC()
	runtime.GC() // the first one lets the stacks of dead goroutines go
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int(m.StackInuse), runtime.NumGoroutine()
}
