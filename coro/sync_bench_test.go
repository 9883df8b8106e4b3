package coro_test

import (
	"context"
	"testing"

	"github.com/goasyncio/asyncio/coro"
)

// BenchmarkLock is a lock that nobody else wants: Acquire and Release.
func BenchmarkLock(b *testing.B) {
	b.ReportAllocs()
	run(b, func(ctx context.Context) error {
		var lock coro.Lock
		for b.Loop() {
			if err := lock.Acquire(ctx); err != nil {
				return err
			}
			_ = lock.Release()
		}
		return nil
	})
}

// BenchmarkLockDo is the same with a body.
func BenchmarkLockDo(b *testing.B) {
	b.ReportAllocs()
	run(b, func(ctx context.Context) error {
		var lock coro.Lock
		for b.Loop() {
			if err := lock.Do(ctx, pass); err != nil {
				return err
			}
		}
		return nil
	})
}

// together runs f in n tasks; an op is a call of f with a turn of its own.
func together(b *testing.B, n int, f func(ctx context.Context) error) {
	b.ReportAllocs()
	run(b, func(ctx context.Context) error {
		var group coro.TaskGroup
		return group.Do(ctx, func(ctx context.Context) error {
			b.ResetTimer()
			for i := range n {
				group.Go(ctx, func(ctx context.Context) error {
					for range (b.N + i) / n {
						if err := f(ctx); err != nil {
							return err
						}
					}
					return nil
				})
			}
			return nil
		})
	})
}

// BenchmarkLockContended has ten tasks that each hold the lock over a turn.
func BenchmarkLockContended(b *testing.B) {
	var lock coro.Lock
	together(b, 10, func(ctx context.Context) error {
		return lock.Do(ctx, func(ctx context.Context) error { return coro.Sleep(ctx, 0) })
	})
}

// BenchmarkSemaphore10of100 has a hundred tasks for ten places.
func BenchmarkSemaphore10of100(b *testing.B) {
	sem := coro.NewSemaphore(10)
	together(b, 100, func(ctx context.Context) error {
		return sem.Do(ctx, func(ctx context.Context) error { return coro.Sleep(ctx, 0) })
	})
}

// BenchmarkQueuePingPong sends an item there and back; an op is a round trip.
func BenchmarkQueuePingPong(b *testing.B) {
	b.ReportAllocs()
	run(b, func(ctx context.Context) error {
		var there, back coro.Queue[int]
		echo := coro.Go(ctx, func(ctx context.Context) error {
			for v, err := range there.All(ctx) {
				if err != nil {
					return err
				}
				if err := back.Put(ctx, v); err != nil {
					return err
				}
			}
			return nil
		})
		for b.Loop() {
			if err := there.Put(ctx, 1); err != nil {
				return err
			}
			if _, err := back.Get(ctx); err != nil {
				return err
			}
		}
		_ = there.Shutdown(false)
		return errOf(echo.Await(ctx))
	})
}

// BenchmarkQueuePipe is an unbounded queue into which a task puts a thousand
// items between two turns, and from which another takes them.
func BenchmarkQueuePipe(b *testing.B) {
	b.ReportAllocs()
	run(b, func(ctx context.Context) error {
		var q coro.Queue[int]
		producer := coro.Go(ctx, func(ctx context.Context) error {
			for i := range b.N {
				if err := q.Put(ctx, i); err != nil {
					return err
				}
				if i%1000 == 999 {
					_ = coro.Sleep(ctx, 0)
				}
			}
			return q.Shutdown(false)
		})
		b.ResetTimer()
		for _, err := range q.All(ctx) {
			if err != nil {
				return err
			}
		}
		return errOf(producer.Await(ctx))
	})
}

// BenchmarkEvent1000 wakes a thousand waiters; an op is one waiter.
func BenchmarkEvent1000(b *testing.B) {
	b.ReportAllocs()
	var ev coro.Event
	const n = 1000
	run(b, func(ctx context.Context) error {
		var group coro.TaskGroup
		return group.Do(ctx, func(ctx context.Context) error {
			rounds := b.N/n + 1
			for range n {
				group.Go(ctx, func(ctx context.Context) error {
					for range rounds {
						if err := ev.Wait(ctx); err != nil {
							return err
						}
					}
					return nil
				})
			}
			_ = coro.Sleep(ctx, 0)
			b.ResetTimer()
			for range rounds {
				_ = ev.Set()
				ev.Clear()
				_ = coro.Sleep(ctx, 0)
			}
			return nil
		})
	})
}
