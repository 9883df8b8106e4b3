//go:build soak

package timer_test

import (
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/goasyncio/asyncio/timer"
)

// heapBytes is the memory in use after a collection.
func heapBytes() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

func TestF8_SoakUnneededTimeouts(t *testing.T) {
	before := heapBytes()
	unneededTimeouts(t, 1_000_000)
	if grown := heapBytes() - before; grown > 1<<20 {
		t.Errorf("a million cancelled timers left %d bytes behind", grown)
	}
}

// A million waits, on many clocks side by side, because the machine makes of 20 microseconds half a millisecond.
func TestG5_SoakNeverEarly(t *testing.T) {
	var clocks sync.WaitGroup
	for range 500 {
		clocks.Go(func() {
			if err := neverEarly(2000); err != nil {
				t.Error(err)
			}
		})
	}
	clocks.Wait()
}

// A million timers at one instant, then all but one cancelled, must take no longer than a few seconds.
func TestF8_SoakMillionAtOnce(t *testing.T) {
	var heap timer.Heap[int]
	timers := make([]timer.Timer[int], 1_000_000)
	start := time.Now()
	for i := range timers {
		heap.Push(&timers[i], time.Second)
	}
	for i := range timers[1:] {
		heap.Cancel(&timers[i+1])
		heap.Prune()
	}
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("took %v", took)
	}
	if heap.Len() > 200 || heap.PopDue(time.Second) != &timers[0] {
		t.Errorf("%d entries left", heap.Len())
	}
}
