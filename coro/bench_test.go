package coro_test

import (
	"context"
	"iter"
	"testing"

	"github.com/goasyncio/asyncio/coro"
	"github.com/goasyncio/asyncio/loop"
)

// run runs main for a benchmark.
func run(b *testing.B, main func(context.Context) error, opts ...coro.RunOption) {
	b.Helper()
	if err := coro.Run(context.Background(), main, opts...); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkRawRoundTrip is the limit: two goroutines and unbuffered channels.
func BenchmarkRawRoundTrip(b *testing.B) {
	there, back := make(chan struct{}), make(chan struct{})
	go func() {
		for range there {
			back <- struct{}{}
		}
		close(back)
	}()
	for b.Loop() {
		there <- struct{}{}
		<-back
	}
	close(there)
	<-back
}

// BenchmarkRawRing100 passes a token round 100 goroutines; an op is a hop.
func BenchmarkRawRing100(b *testing.B)  { rawRing(b, 100) }
func BenchmarkRawRing1000(b *testing.B) { rawRing(b, 1000) }

// BenchmarkRawPull is a round trip of the runtime's coroutine switch.
func BenchmarkRawPull(b *testing.B) {
	next, stop := iter.Pull(func(yield func(int) bool) {
		for yield(0) {
		}
	})
	defer stop()
	for b.Loop() {
		next()
	}
}

func rawRing(b *testing.B, n int) {
	seats := make([]chan struct{}, n)
	for i := range seats {
		seats[i] = make(chan struct{})
	}
	done := make(chan struct{})
	hops := b.N
	for i := range seats {
		go func() {
			in, out := seats[i], seats[(i+1)%n]
			for range in {
				if hops--; hops <= 0 {
					close(done)
					return
				}
				out <- struct{}{}
			}
		}()
	}
	b.ResetTimer()
	seats[0] <- struct{}{}
	<-done
	for _, seat := range seats {
		close(seat)
	}
}

func BenchmarkStep1(b *testing.B)         { steps(b, 1) }
func BenchmarkStep100(b *testing.B)       { steps(b, 100) }
func BenchmarkStep1000(b *testing.B)      { steps(b, 1000) }
func BenchmarkStep10000(b *testing.B)     { steps(b, 10000) }
func BenchmarkStepPull1(b *testing.B)     { steps(b, 1, coro.PullEngine()) }
func BenchmarkStepPull100(b *testing.B)   { steps(b, 100, coro.PullEngine()) }
func BenchmarkStepPull10000(b *testing.B) { steps(b, 10000, coro.PullEngine()) }
func BenchmarkStepPlain(b *testing.B) {
	steps(b, 1, coro.WithLoop(loop.PlainTurns()))
}

// steps has n tasks that sleep 0; an op is a step.
func steps(b *testing.B, n int, opts ...coro.RunOption) {
	b.ReportAllocs()
	run(b, func(ctx context.Context) error {
		var group coro.TaskGroup
		return group.Do(ctx, func(ctx context.Context) error {
			b.ResetTimer()
			for range n {
				group.Go(ctx, func(ctx context.Context) error {
					for range b.N / n {
						_ = coro.Sleep(ctx, 0)
					}
					return nil
				})
			}
			return nil
		})
	}, opts...)
}

func trivial(context.Context) (int, error) { return 1, nil }

func BenchmarkCreateAwait(b *testing.B) {
	b.ReportAllocs()
	run(b, func(ctx context.Context) error {
		for b.Loop() {
			if _, err := coro.CreateTask(ctx, coro.Of(trivial)).Await(ctx); err != nil {
				return err
			}
		}
		return nil
	})
}

func BenchmarkCreateAwaitEager(b *testing.B) {
	b.ReportAllocs()
	run(b, func(ctx context.Context) error {
		for b.Loop() {
			if _, err := coro.CreateTask(ctx, coro.Of(trivial), coro.Eager()).Await(ctx); err != nil {
				return err
			}
		}
		return nil
	})
}

func BenchmarkToThread(b *testing.B) {
	run(b, func(ctx context.Context) error {
		for b.Loop() {
			if _, err := coro.ToThread(ctx, trivial); err != nil {
				return err
			}
		}
		return nil
	})
}
