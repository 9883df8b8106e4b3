//go:build soak

package coro_test

import (
	"context"
	"runtime"
	"testing"
	"time"

	"github.com/goasyncio/asyncio/coro"
)

func TestF1_SoakManyThreadCalls(t *testing.T) { manyThreadCalls(t, 100_000) }

func TestF5_SoakFlood(t *testing.T) {
	for range 20 {
		if late := flood(t, 64, 50*time.Millisecond); late > 10*time.Millisecond {
			t.Errorf("the timer was %v late", late)
		}
	}
}

// inUse is the memory of the heap and of the stacks, after a collection.
func inUse() int64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc + m.StackInuse)
}

func TestF6_SoakParkedTasks(t *testing.T) {
	const n = 1_000_000
	before := inUse()
	start, ended := time.Now(), 0
	var created time.Duration
	err := onVirtual(func(ctx context.Context) error {
		gate := coro.NewFuture[int](ctx)
		for range n {
			coro.Go(ctx, func(ctx context.Context) error {
				defer func() { ended++ }()
				_, err := gate.Await(ctx)
				return err
			})
		}
		_ = coro.Sleep(ctx, 0)
		created = time.Since(start)
		if each := (inUse() - before) / n; each > 4096 {
			t.Errorf("%d bytes a task", each)
		}
		start = time.Now()
		return nil
	})
	if took := time.Since(start); err != nil || ended != n || created > 10*time.Second || took > 10*time.Second {
		t.Errorf("%v: %d ended, created in %v, cancelled in %v", err, ended, created, took)
	}
	if left := inUse() - before; left > before/20+64<<20 {
		t.Errorf("%d bytes are left", left)
	}
}
