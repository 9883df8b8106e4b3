package loop_test

import (
	"testing"
	"time"

	"github.com/goasyncio/asyncio/loop"
)

// bench is a loop for a benchmark.
func bench(b *testing.B, opts ...loop.Option) *bed {
	b.ReportAllocs()
	return real(b, opts...)
}

// BenchmarkCallSoonChain is a callback that schedules the next: one a turn.
func BenchmarkCallSoonChain(b *testing.B) { chain(bench(b), b.N) }

// BenchmarkCallSoonChainWatched is the same under the watchdog.
func BenchmarkCallSoonChainWatched(b *testing.B) { chain(bench(b, loop.Watchdog()), b.N) }

func chain(l *bed, n int) {
	var next func()
	next = func() {
		if n--; n <= 0 {
			l.Stop()
			return
		}
		_, _ = l.CallSoon(next)
	}
	_, _ = l.CallSoon(next)
	l.run()
}

// BenchmarkCallSoonBatch is 1,000 callbacks a turn.
func BenchmarkCallSoonBatch(b *testing.B) {
	l, nothing := bench(b), func() {}
	for range b.N/1000 + 1 {
		for range 1000 {
			_, _ = l.CallSoon(nothing)
		}
		l.turn()
	}
}

// BenchmarkCallSoonThreadsafe is a callback from another goroutine.
func BenchmarkCallSoonThreadsafe(b *testing.B) {
	l, nothing := bench(b), func() {}
	go func() {
		for range b.N {
			_, _ = l.CallSoonThreadsafe(nothing)
		}
		_, _ = l.CallSoonThreadsafe(l.Stop)
	}()
	l.run()
}

// BenchmarkThreadsafeWake is the way there and back: the loop waits each time.
func BenchmarkThreadsafeWake(b *testing.B) {
	l, back := bench(b), make(chan struct{})
	go func() {
		for range b.N {
			_, _ = l.CallSoonThreadsafe(func() { back <- struct{}{} })
			<-back
		}
		_, _ = l.CallSoonThreadsafe(l.Stop)
	}()
	l.run()
}

// BenchmarkCallLaterCancel1M sets a million timers and cancels each.
func BenchmarkCallLaterCancel1M(b *testing.B) {
	for range b.N {
		l, nothing := bench(b), func() {}
		for i := range 1_000_000 {
			h, _ := l.CallLater(time.Hour+time.Duration(i), nothing)
			h.Cancel()
			if i%1000 == 0 {
				l.turn()
			}
		}
	}
}

// BenchmarkCallLaterFiring100k has a hundred thousand timers fire, each at a time of its own.
func BenchmarkCallLaterFiring100k(b *testing.B) {
	for range b.N {
		l, nothing := bench(b, loop.VirtualClock()), func() {}
		for i := range 100_000 {
			_, _ = l.CallLater(time.Duration(i*7919%100_000), nothing)
		}
		_, _ = l.CallLater(time.Second, l.Stop)
		l.run()
	}
}
