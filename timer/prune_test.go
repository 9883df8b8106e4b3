package timer_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/goasyncio/asyncio/timer"
)

// test__run_once_cancelled_event_cleanup: the rule of BaseEventLoop._run_once, at its borders. The live timers lie in front of the cancelled ones, so that
// without a compaction nothing is dropped.
func TestPruneCompactsAsAsyncioDoes(t *testing.T) {
	for _, test := range []struct {
		live, cancelled int
		want            int // Len after Prune
	}{
		{live: 1, cancelled: 99, want: 100}, // not above 100
		{live: 1, cancelled: 100, want: 1},
		{live: 51, cancelled: 50, want: 101}, // not above one half
		{live: 50, cancelled: 51, want: 50},
		{live: 51, cancelled: 51, want: 102}, // exactly one half
		{live: 100, cancelled: 101, want: 100},
	} {
		t.Run(fmt.Sprintf("%d+%d", test.live, test.cancelled), func(t *testing.T) {
			var heap timer.Heap[string]
			for i := range test.live + test.cancelled {
				entry := namedTimer(fmt.Sprint(i))
				heap.Push(entry, time.Duration(i))
				if i >= test.live {
					heap.Cancel(entry)
				}
			}
			heap.Prune()
			expect(t, "Len", heap.Len(), test.want)
			expect(t, "number of live ones", len(live(&heap)), test.live)
		})
	}
}

func TestPruneDropsCancelledTimersAtTheHead(t *testing.T) {
	var heap timer.Heap[string]
	for i, name := range []string{"(a)", "(b)", "c", "(d)", "e"} {
		entry := namedTimer(name)
		heap.Push(entry, time.Duration(i))
		if name[0] == '(' {
			heap.Cancel(entry)
		}
	}
	heap.Prune()
	expect(t, "Len", heap.Len(), 3)
	when, _ := heap.Next()
	expect(t, "Next", when, 2)
}

// A cancelled timer that comes due is not taken off the count in CPython. So the count may be too high, and Prune may
// compact when less than one half is cancelled; the compaction sets it right.
func TestPopDueLeavesTheCountAsCPythonDoes(t *testing.T) {
	var heap timer.Heap[string]
	push := func(n int, when time.Duration, cancel bool) {
		for range n {
			entry := namedTimer("")
			heap.Push(entry, when)
			if cancel {
				heap.Cancel(entry)
			}
		}
	}
	push(60, 1, true)
	expect(t, "due", len(due(&heap, 1)), 60)
	push(101, 2, false)
	push(1, 3, true) // really cancelled: 1 of 102; counted: 61
	heap.Prune()
	expect(t, "Len after the early compaction", heap.Len(), 101)
	push(1, 3, true) // counted: 1
	heap.Prune()
	expect(t, "Len after the count was set right", heap.Len(), 102)
}

// A million timeouts that were not needed leave nothing behind. The heap never holds more than asyncio's.
func TestF8_UnneededTimeouts(t *testing.T) {
	unneededTimeouts(t, 20_000)
}

func unneededTimeouts(t *testing.T, n int) {
	var heap timer.Heap[string]
	largest := 0
	for i := range n {
		entry := namedTimer("")
		heap.Push(entry, time.Duration(i)+time.Hour)
		heap.Cancel(entry)
		largest = max(largest, heap.Len())
		heap.Prune()
	}
	if largest > 200 {
		t.Errorf("the heap grew to %d entries, want at most 200", largest)
	}
}

func TestTimersCostNoAllocation(t *testing.T) {
	for _, test := range []struct {
		name  string
		stays int
	}{{"alone", 0}, {"beside one", 1}, {"beside many", 1000}} {
		t.Run(test.name, func(t *testing.T) {
			var heap timer.Heap[string]
			for range test.stays {
				heap.Push(namedTimer("stays"), time.Hour)
			}
			entry := namedTimer("sleeps")
			var now time.Duration
			turn := func() {
				now++
				heap.Prune()
				heap.Push(entry, now)
				heap.PopDue(now)
			}
			turn() // the first makes room
			if n := testing.AllocsPerRun(1000, turn); n != 0 {
				t.Errorf("a push and a pop allocate %v times, want 0", n)
			}
		})
	}
}
