package executor_test

import (
	"runtime"
	"testing"

	"github.com/goasyncio/asyncio/executor"
)

// heapBytes is the memory in use after a collection.
func heapBytes() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

func TestF1_ManyQueuedCalls(t *testing.T) {
	manyQueuedCalls(t, 20_000)
}

// manyQueuedCalls lets n calls wait. Each may cost 300 bytes, they all run, and no more at a time than allowed.
func manyQueuedCalls(t *testing.T, n int) {
	const limit = 8
	g := make(gate)
	p := executor.New(executor.Workers(limit))
	for range limit {
		must(t, p, "", g.call, nil)
	}
	ran := make([]int8, n)
	before := heapBytes()
	for i := range ran {
		must(t, p, "load", func() { ran[i]++ }, nil)
	}
	each := float64(heapBytes()-before) / float64(n)
	t.Logf("%.0f bytes for each of %d queued calls", each, n)
	if each > 300 {
		t.Errorf("a queued call takes %.0f bytes, want at most 300", each)
	}
	expect(t, "Workers", p.Stats().Workers, limit)
	g.open()
	shutdown(t, p)
	for i, times := range ran {
		if times != 1 {
			t.Fatalf("call %d ran %d times", i, times)
		}
	}
}

// To cancel calls in the middle of a long queue takes no longer than at its ends.
func TestCancelInALongQueue(t *testing.T) {
	cancelInALongQueue(t, 20_000)
}

func cancelInALongQueue(t *testing.T, n int) {
	g := make(gate)
	p := executor.New(executor.Workers(1))
	must(t, p, "", g.call, nil)
	jobs := make([]*executor.Job, n)
	reports := 0
	for i := range jobs {
		jobs[i] = must(t, p, "load", func() { t.Error("it runs") }, func(error) { reports++ })
	}
	for i := range jobs { // from the middle to both ends
		middle := n/2 + (i+1)/2*(1-i%2*2)
		expect(t, "Cancel", jobs[min(middle, n-1)].Cancel(), true)
	}
	expect(t, "reports", reports, n)
	g.open()
	shutdown(t, p)
}
