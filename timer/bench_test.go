package timer_test

import (
	"testing"
	"time"

	"github.com/goasyncio/asyncio/timer"
)

// BenchmarkPushCancelPrune is the life of a timeout that is not needed: pushed, cancelled, and dropped by a Prune.
// Beside it the heap holds a number of timers that stay.
func BenchmarkPushCancelPrune(b *testing.B) {
	for _, bench := range []struct {
		name  string
		stays int
	}{{"alone", 0}, {"beside1000", 1_000}, {"beside100000", 100_000}} {
		b.Run(bench.name, func(b *testing.B) {
			var heap timer.Heap[int]
			for range bench.stays {
				heap.Push(new(timer.Timer[int]), time.Minute)
			}
			b.ReportAllocs()
			for now := time.Duration(0); b.Loop(); now++ {
				t := new(timer.Timer[int])
				heap.Push(t, now+time.Minute)
				heap.Cancel(t)
				heap.Prune()
			}
		})
	}
}

// BenchmarkPushPop is the life of a sleep, with many others asleep.
func BenchmarkPushPop(b *testing.B) {
	for _, bench := range []struct {
		name   string
		asleep int
	}{{"alone", 0}, {"among1000", 1_000}, {"among100000", 100_000}} {
		b.Run(bench.name, func(b *testing.B) {
			var heap timer.Heap[int]
			timers := make([]timer.Timer[int], bench.asleep+1)
			for i := range timers {
				heap.Push(&timers[i], time.Duration(i))
			}
			b.ReportAllocs()
			for now := time.Duration(0); b.Loop(); now++ {
				t := heap.PopDue(now)
				heap.Push(t, t.When()+time.Duration(len(timers)))
			}
		})
	}
}

func BenchmarkRealNow(b *testing.B) {
	clock := timer.NewReal()
	for b.Loop() {
		clock.Now()
	}
}
