package timer_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/goasyncio/asyncio/timer"
)

// namedTimer makes a timer that is known by its value.
func namedTimer(name string) *timer.Timer[string] { return &timer.Timer[string]{Value: name} }

// due pops all that is due and returns the names; a cancelled timer's is in brackets.
func due(heap *timer.Heap[string], now time.Duration) (names []string) {
	for t := heap.PopDue(now); t != nil; t = heap.PopDue(now) {
		if t.Cancelled() {
			names = append(names, "("+t.Value+")")
		} else {
			names = append(names, t.Value)
		}
	}
	return names
}

// live lists the names of the live timers.
func live(heap *timer.Heap[string]) (names []string) {
	for t := range heap.Live() {
		names = append(names, t.Value)
	}
	return names
}

func expect[T any](t *testing.T, what string, got, want T) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

func TestZeroHeapIsEmpty(t *testing.T) {
	var heap timer.Heap[string]
	heap.Prune()
	heap.Clear()
	_, ok := heap.Next()
	expect(t, "Next", ok, false)
	expect(t, "Len", heap.Len(), 0)
	expect(t, "Live", live(&heap), nil)
	expect(t, "PopDue", due(&heap, timer.Forever), nil)
}

func TestTimersComeOutByDeadline(t *testing.T) {
	var heap timer.Heap[string]
	for _, ms := range []int{30, 10, 50, 20, 40} {
		heap.Push(namedTimer(fmt.Sprint(ms)), time.Duration(ms)*time.Millisecond)
	}
	when, ok := heap.Next()
	expect(t, "Next", when, 10*time.Millisecond)
	expect(t, "Next's ok", ok, true)
	expect(t, "before the first", due(&heap, 10*time.Millisecond-1), nil)
	expect(t, "at 30ms", due(&heap, 30*time.Millisecond), []string{"10", "20", "30"})
	expect(t, "Len", heap.Len(), 2)
	expect(t, "Live", live(&heap), []string{"50", "40"})
	expect(t, "the rest", due(&heap, time.Second), []string{"40", "50"})
	expect(t, "Len", heap.Len(), 0)
}

// CPython's heap compares deadlines alone, and five equal ones come out as 0, 2, 4, 1, 3.
func TestG4_EqualDeadlinesAreFIFO(t *testing.T) {
	var heap timer.Heap[string]
	var want []string
	for i := range 200 {
		want = append(want, fmt.Sprint(i))
		heap.Push(namedTimer(want[i]), time.Second)
	}
	expect(t, "order", due(&heap, time.Second), want)
}

// The order must survive a rebuild of the heap, which pushes the timers anew.
func TestG4_EqualDeadlinesAreFIFOAfterCompaction(t *testing.T) {
	var heap timer.Heap[string]
	var want []string
	for i := range 300 {
		entry := namedTimer(fmt.Sprint(i))
		heap.Push(entry, time.Second)
		if i%3 == 0 {
			want = append(want, entry.Value)
		} else {
			heap.Cancel(entry)
		}
	}
	heap.Prune()
	expect(t, "Len", heap.Len(), 100)
	expect(t, "order", due(&heap, time.Second), want)
}

// Timers at the very end of time must come out, and only they: the heap holds entries of its own there.
func TestG2_TimersAtTheEndOfTime(t *testing.T) {
	var heap timer.Heap[string]
	heap.Push(namedTimer("never"), timer.Forever)
	heap.Push(namedTimer("saturated"), timer.Add(time.Second, timer.Forever))
	heap.Push(namedTimer("before"), timer.Forever-1)
	heap.Push(namedTimer("long ago"), -timer.Forever)
	expect(t, "at zero", due(&heap, 0), []string{"long ago"})
	expect(t, "a ns before the end", due(&heap, timer.Forever-1), []string{"before"})
	when, ok := heap.Next()
	expect(t, "Next", when, timer.Forever)
	expect(t, "Next's ok", ok, true)
	expect(t, "at the end", due(&heap, timer.Forever), []string{"never", "saturated"})
}

// A timer that is cancelled in the turn in which it is due leaves the heap as the others do; it says what it is.
func TestG7_CancelledWhenDue(t *testing.T) {
	var heap timer.Heap[string]
	a, b, c := namedTimer("a"), namedTimer("b"), namedTimer("c")
	heap.Push(a, 1)
	heap.Push(b, 2)
	heap.Push(c, 3)
	heap.Cancel(b)
	heap.Prune() // b is not at the head
	expect(t, "due", due(&heap, 3), []string{"a", "(b)", "c"})
	expect(t, "cancel after it left", heap.Cancel(c), true)
	expect(t, "queued", c.Queued(), false)
	expect(t, "Len", heap.Len(), 0)
}

func TestStatesOfATimer(t *testing.T) {
	var heap timer.Heap[string]
	var record []string
	entry := new(timer.Timer[string])
	note := func(event string) {
		record = append(record, fmt.Sprintf("%s: queued=%t cancelled=%t", event, entry.Queued(), entry.Cancelled()))
	}
	note("new")
	heap.Push(entry, 1)
	note("push")
	heap.PopDue(1)
	note("pop")
	heap.Cancel(entry)
	note("cancel")
	heap.Push(entry, 2)
	note("push")
	heap.Cancel(entry)
	note("cancel")
	heap.Prune()
	note("prune")
	heap.Push(entry, 3)
	heap.Cancel(entry)
	heap.PopDue(3)
	note("cancel, pop")
	heap.Push(entry, 4)
	heap.Clear()
	note("push, clear")
	heap.Push(entry, 5)
	heap.Cancel(entry)
	heap.Clear()
	note("push, cancel, clear")
	expect(t, "states", record, []string{
		"new: queued=false cancelled=false",
		"push: queued=true cancelled=false",
		"pop: queued=false cancelled=false",
		"cancel: queued=false cancelled=true",
		"push: queued=true cancelled=false",
		"cancel: queued=true cancelled=true",
		"prune: queued=false cancelled=true",
		"cancel, pop: queued=false cancelled=true",
		"push, clear: queued=false cancelled=false",
		"push, cancel, clear: queued=false cancelled=true",
	})
}

func TestCancelTwice(t *testing.T) {
	var heap timer.Heap[string]
	entry := namedTimer("a")
	heap.Push(entry, 1)
	expect(t, "first", heap.Cancel(entry), true)
	expect(t, "second", heap.Cancel(entry), false)
	heap.PopDue(1)
	expect(t, "third, after it left", heap.Cancel(entry), false)
}

func TestPushOfAQueuedTimerPanics(t *testing.T) {
	for _, test := range []struct {
		name   string
		cancel bool
	}{{"live", false}, {"cancelled", true}} {
		t.Run(test.name, func(t *testing.T) {
			var heap timer.Heap[string]
			entry := namedTimer("a")
			heap.Push(entry, 1)
			if test.cancel {
				heap.Cancel(entry)
			}
			defer func() {
				text := fmt.Sprint(recover())
				expect(t, "panic says why: "+text, strings.Contains(text, "still queued"), true)
				expect(t, "Len", heap.Len(), 1)
				expect(t, "When", entry.When(), 1)
			}()
			heap.Push(entry, 2)
		})
	}
}

func TestLive(t *testing.T) {
	var heap timer.Heap[string]
	timers := map[string]*timer.Timer[string]{}
	for i, name := range []string{"a", "b", "c", "d", "e"} {
		timers[name] = namedTimer(name)
		heap.Push(timers[name], time.Duration(5-i))
	}
	heap.Cancel(timers["a"])
	heap.Cancel(timers["c"])
	expect(t, "after two were cancelled", live(&heap), []string{"b", "d", "e"})
	for entry := range heap.Live() {
		heap.Cancel(entry) // the body may cancel what it is given
		if entry.Value == "d" {
			break
		}
	}
	expect(t, "after the range cancelled two", live(&heap), []string{"e"})
	expect(t, "due", due(&heap, 5), []string{"e", "(d)", "(c)", "(b)", "(a)"})
}

func TestClearedTimersCanBePushedAgain(t *testing.T) {
	var heap timer.Heap[string]
	a, b := namedTimer("a"), namedTimer("b")
	heap.Push(a, 2)
	heap.Push(b, 1)
	heap.Cancel(b)
	heap.Clear()
	expect(t, "Len", heap.Len(), 0)
	heap.Push(b, 4)
	heap.Push(a, 4)
	expect(t, "Live", live(&heap), []string{"b", "a"})
	expect(t, "due", due(&heap, 4), []string{"b", "a"})
}

func TestStringOfATimer(t *testing.T) {
	var heap timer.Heap[string]
	entry := namedTimer("a")
	record := []string{entry.String()}
	heap.Push(entry, 1500*time.Millisecond)
	record = append(record, entry.String())
	heap.Cancel(entry)
	record = append(record, fmt.Sprint(entry))
	expect(t, "String", record, []string{"<Timer idle>", "<Timer when=1.5s>", "<Timer cancelled when=1.5s>"})
}
