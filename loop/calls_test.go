package loop_test

import (
	"bytes"
	"context"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/goasyncio/asyncio/executor"
	"github.com/goasyncio/asyncio/loop"
	"github.com/goasyncio/asyncio/loop/trace"
)

// However long workers take to end, a recording under the virtual clock is the
// same to its last event, the shutdown of the pool included.
func TestShutdownExecutorIsRecordedTheSame(t *testing.T) {
	record := func(slow time.Duration) string {
		rec := trace.New()
		b := virtual(t, loop.Trace(rec))
		b.later(time.Hour, b.says("a timer that nobody cancelled"))
		for range 3 {
			b.call(nil, "call", func() { time.Sleep(slow) }, func() {})
		}
		b.soon(b.Stop)
		b.run()
		expect(t, "ShutdownExecutor", b.ShutdownExecutor(background), nil)
		b.expect("call ended", "call ended", "call ended")
		expect(t, "Time", b.Time(), 0)
		var text bytes.Buffer
		_, _ = rec.Recording().WriteTo(&text)
		return text.String()
	}
	want := record(0)
	for i := range 50 {
		if diff := cmp.Diff(want, record(time.Duration(i%5)*50*time.Microsecond)); diff != "" {
			t.Fatal(diff)
		}
	}
}

// A pool whose calls have all ended is shut down without a turn of the loop.
func TestShutdownExecutorOfAnIdlePool(t *testing.T) {
	b := virtual(t)
	b.call(nil, "call", func() {}, b.Stop)
	b.run()
	b.soon(b.says("a turn"))
	expect(t, "ShutdownExecutor", b.ShutdownExecutor(background), nil)
	b.expect("call ended")
}

// What is stuck is named under the virtual clock, too.
func TestC1_ShutdownExecutorWithAStuckCallVirtual(t *testing.T) {
	b := virtual(t)
	gate := make(chan struct{})
	defer close(gate)
	b.call(nil, "stuck", func() { <-gate }, func() {})
	ctx, cancel := context.WithTimeout(background, 5*time.Millisecond)
	defer cancel()
	if err := b.ShutdownExecutor(ctx); err == nil {
		t.Error("nothing was stuck")
	}
}

// Under the virtual clock it is the loop that says when a call begins: not
// before it has heard of the end that set a worker free. So a cancel finds the
// same in every run.
func TestCancelOfACallThatAWorkerHasTaken(t *testing.T) {
	b := virtual(t)
	pool := executor.New(executor.Workers(1))
	var began atomic.Bool
	b.call(pool, "first", func() {}, func() {})
	second := b.call(pool, "second", func() { began.Store(true) }, func() {})
	third := b.call(pool, "third", func() {}, b.Stop)
	for pool.Stats().Queued > 1 { // until the worker is with the second
		time.Sleep(10 * time.Microsecond)
	}
	time.Sleep(time.Millisecond)
	expect(t, "began", began.Load(), false)
	second.Cancel()
	second.Cancel() // nothing more
	b.run()
	third.Cancel() // too late
	expect(t, "began", began.Load(), false)
	b.expect("first ended", "second: "+executor.ErrCancelled.Error(), "third ended")
	_ = pool.Shutdown(background)
}

// And one for which a worker is free has begun at once.
func TestCancelOfACallThatHasAWorker(t *testing.T) {
	for range 100 {
		b := virtual(t)
		c := b.call(nil, "call", func() {}, b.Stop)
		c.Cancel()
		b.run()
		b.expect("call ended")
		expect(t, "ShutdownExecutor", b.ShutdownExecutor(background), nil)
	}
}

// A close of the loop lets go of a worker that waits for its call to begin.
func TestCloseWithACallThatHasNotBegun(t *testing.T) {
	b := virtual(t)
	pool := executor.New(executor.Workers(1))
	b.call(pool, "first", func() {}, func() {})
	b.call(pool, "second", func() { t.Error("it began") }, func() {})
	_ = b.Close()
	expect(t, "Shutdown", pool.Shutdown(background), nil)
	expect(t, "LateCalls", b.LateCalls() <= 1, true)
}
