package coro_test

import (
	"context"
	"runtime"
	"testing"
	"time"

	"github.com/goasyncio/asyncio/coro"
	"github.com/goasyncio/asyncio/loop"
	"github.com/goasyncio/asyncio/loop/trace"
)

// manyWaitFors lets n wait_for end long before their deadlines, in two ways,
// and looks at what is left of their timers.
func manyWaitFors(t *testing.T, n int) {
	rec := trace.New(trace.Ring(64))
	timers := func() (n int) {
		for e := range rec.Events() {
			if e.Kind == trace.TickBegin {
				n = e.Timers
			}
		}
		return n
	}
	virtually(t, func(ctx context.Context) {
		var before, after runtime.MemStats
		for i := range n {
			if i == n/10 {
				runtime.GC()
				runtime.ReadMemStats(&before)
			}
			if i%2 == 0 {
				_, _ = coro.WaitFor(ctx, jobOf(sleep0), time.Hour)
			} else {
				_, _ = coro.WaitFor(ctx, taskOf(ctx, triv), time.Hour)
			}
		}
		passTurns(ctx, 2)
		if left := timers(); left > 200 {
			t.Errorf("%d timers are left of %d", left, n)
		}
		runtime.GC()
		runtime.ReadMemStats(&after)
		if grown := int64(after.HeapAlloc) - int64(before.HeapAlloc); grown > 1<<20 {
			t.Errorf("the heap grew by %d bytes", grown)
		}
	}, coro.WithLoop(loop.Trace(rec), loop.LivelockLimit(0)))
}

func TestF8_TimersOfWaitForsThatEndEarly(t *testing.T) { manyWaitFors(t, 5000) }
