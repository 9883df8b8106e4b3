//go:build soak

package coro_test

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/goasyncio/asyncio/coro"
)

func TestF1_SoakManyThreadCalls(t *testing.T) { manyThreadCalls(t, 1_000_000) }

// inUse is the memory of the heap and of the stacks, after a collection.
func inUse() int64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc + m.StackInuse)
}

// The Go runtime never frees the descriptor of a goroutine, some 450 bytes, but uses it again. So the first time leaves
// those of a million behind, and it is from the second time on that nothing more may be left.
func TestF6_SoakParkedTasks(t *testing.T) {
	const n, descriptor = 1_000_000, 512
	before := inUse()
	parkAndCancel(t, n)
	first := inUse()
	if left := first - before; left > n*descriptor+before/20 {
		t.Errorf("%d bytes are left", left)
	}
	parkAndCancel(t, n)
	left := inUse() - first
	t.Logf("%d bytes are left of the first time, %d of the second", first-before, left)
	if left > first/20 {
		t.Errorf("%d bytes are left of the second time", left)
	}
}

func parkAndCancel(t *testing.T, n int) {
	before, ended := inUse(), 0
	took := stopwatch()
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
		within(t, "to create them", took(), 10*time.Second)
		each := (inUse() - before) / int64(n)
		t.Logf("%d bytes a task", each)
		if each > 4096 {
			t.Errorf("%d bytes a task", each)
		}
		took = stopwatch()
		return nil
	})
	within(t, "to cancel them", took(), 10*time.Second)
	if err != nil || ended != n {
		t.Errorf("%v: %d ended", err, ended)
	}
}

// As many goroutines flood a plain counter by the side: that shows how late this machine makes one who has to share the
// processors, and a lock, with 64 others.
func TestF5_SoakFlood(t *testing.T) {
	const d, limit = 50 * time.Millisecond, 10 * time.Millisecond
	var late, bare []time.Duration
	for range 40 {
		late = append(late, flood(t, 64, d))
		bare = append(bare, bareFlood(64, d))
	}
	if err := onTime(t, late, bare, 50, limit); err != nil {
		t.Error(err)
	}
}

// bareFlood is flood without a loop.
func bareFlood(goroutines int, d time.Duration) (late time.Duration) {
	var all sync.WaitGroup
	var over atomic.Bool
	var mu sync.Mutex
	posts := 0
	for range goroutines {
		all.Go(func() {
			for !over.Load() {
				mu.Lock()
				posts++
				mu.Unlock()
			}
		})
	}
	start := time.Now()
	for time.Since(start) < d {
		mu.Lock()
		posts = 0
		mu.Unlock()
	}
	late = time.Since(start) - d
	over.Store(true)
	all.Wait()
	return late
}

// onTime compares how late the loop was with how late the machine was without it.
func onTime(t *testing.T, late, bare []time.Duration, percent int, limit time.Duration) error {
	t.Helper()
	slices.Sort(late)
	slices.Sort(bare)
	l, b := late[len(late)*percent/100], bare[len(bare)*percent/100]
	t.Logf("%d%% are at most %v late, without the loop %v", percent, l, b)
	if l > b+limit {
		return fmt.Errorf("%d%% are at most %v late, without the loop %v; the limit is %v more", percent, l, b, limit)
	}
	return nil
}
