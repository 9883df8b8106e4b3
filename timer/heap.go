package timer

import (
	"iter"
	"math"
	"time"

	"github.com/emirpasic/gods/trees/binaryheap"
)

// Cancelling is lazy. Nearly every timer of an asyncio program is a timeout that is cancelled before it is due, and to
// take an entry out of the middle of a binary heap one must first find it. So Cancel only marks the timer and counts,
// and Prune, which the loop calls once per turn, throws cancelled ones away: from the head as soon as they get there,
// and all of them at once when they are more than half of the heap. That is asyncio's rule, and it keeps the cost of
// a cancelled timer constant and the heap at most twice as large as needed.
//
// The heap of package binaryheap can be built from many values in linear time, but it cannot be walked: its Values,
// Iterator and String rebuild a level for each value. So the timers are linked among themselves as well, the live
// ones in one list and the cancelled ones in another, and compaction is: Clear, and one Push of the live list.
// The price is two pointers for each timer, and a few writes for each Push.
//
// One more thing about binaryheap: its array gives its memory back when one entry or none is left, and takes new with
// the next Push, so that a lone sleeper would allocate at each sleep. From two entries on this does not happen.
// Therefore two entries that are never due, the ballast, always lie at the bottom of the heap.

// compactAbove is the size up to which a heap is not worth rebuilding (asyncio's _MIN_SCHEDULED_TIMER_HANDLES).
const compactAbove = 100

// A Heap holds timers by deadline; equal deadlines come in the order in which they were pushed. The zero value is an
// empty heap. It is not safe for concurrent use: it belongs to the loop's goroutine.
type Heap[T any] struct {
	_ noCopy

	entries   *binaryheap.Heap // of *Timer[T], with the ballast; nil until the first Push
	ballast   [2]Timer[T]
	live      list[T] // what is queued and not cancelled
	lazy      list[T] // what is queued and cancelled
	cancelled int     // as asyncio counts: see PopDue
	seq       uint64
}

// compare orders entries for binaryheap.
func compare[T any](a, b any) int {
	if a.(*Timer[T]).before(b.(*Timer[T])) {
		return -1
	}
	return 1 // never equal: seq is unique
}

// Push queues t for the given deadline. If t was cancelled before, it no longer is. Push panics if t is still queued:
// a cancelled timer stays queued until the heap has dropped it, so after a Cancel make a new one.
func (h *Heap[T]) Push(t *Timer[T], when time.Duration) {
	if t.queued {
		panic("timer: Push of a timer that is still queued (a cancelled timer stays queued for a while; make a new one)")
	}
	if h.entries == nil {
		h.rebuild()
	}
	h.seq++
	t.when, t.seq, t.queued, t.cancelled = when, h.seq, true, false
	h.live.add(t)
	h.entries.Push(t)
}

// Cancel marks t, and returns false if it was cancelled already. A queued timer stays in the heap until it gets to
// the head, or is due, or Prune compacts.
func (h *Heap[T]) Cancel(t *Timer[T]) bool {
	if t.cancelled {
		return false
	}
	t.cancelled = true
	if t.queued {
		h.live.remove(t)
		h.lazy.add(t)
		h.cancelled++
	}
	return true
}

// Prune drops cancelled timers: all of them if the heap has more than 100 entries and more than half are cancelled,
// else those at its head.
func (h *Heap[T]) Prune() {
	if n := h.Len(); n > compactAbove && 2*h.cancelled > n {
		h.rebuild()
		return
	}
	for t := h.head(); t != nil && t.cancelled; t = h.head() {
		h.cancelled--
		h.pop(t)
	}
}

// rebuild makes the heap anew of the live timers and the ballast.
func (h *Heap[T]) rebuild() {
	values := make([]any, 0, len(h.ballast)+h.live.size)
	for i := range h.ballast {
		h.ballast[i].when, h.ballast[i].seq = Forever, math.MaxUint64-uint64(i)
		values = append(values, &h.ballast[i])
	}
	for t := h.live.first; t != nil; t = t.next {
		values = append(values, t)
	}
	h.entries = binaryheap.NewWith(compare[T])
	h.entries.Push(values...)
	h.release(&h.lazy)
	h.cancelled = 0
}

// release empties l and marks its timers as no longer queued.
func (h *Heap[T]) release(l *list[T]) {
	for t := l.first; t != nil; t = l.first {
		l.remove(t)
		t.queued = false
	}
}

// Next is the deadline of the head; ok is false if the heap is empty. A cancelled timer at the head counts: call
// Prune first.
func (h *Heap[T]) Next() (when time.Duration, ok bool) {
	t := h.head()
	if t == nil {
		return 0, false
	}
	return t.when, true
}

// PopDue takes the head out of the heap if its deadline is now or earlier, else it returns nil. (Asyncio writes
// when < now + clock_resolution; for a clock that counts whole nanoseconds this is the same.)
//
// Cancelled timers that came due are returned too, because asyncio lets them pass through its ready queue; the caller
// skips them. As in asyncio they are not subtracted from the count of cancelled ones, so that after them Prune may
// compact a little early. This is harmless, and the next compaction sets the count right.
func (h *Heap[T]) PopDue(now time.Duration) *Timer[T] {
	t := h.head()
	if t == nil || t.when > now {
		return nil
	}
	h.pop(t)
	return t
}

// Len is the number of queued timers, with the cancelled ones that still lie in the heap.
func (h *Heap[T]) Len() int {
	if h.entries == nil {
		return 0
	}
	return h.entries.Size() - len(h.ballast)
}

// Live ranges over the timers that are queued and not cancelled, in the order in which they were pushed. The body may
// cancel the timer it was given, but change the heap in no other way.
func (h *Heap[T]) Live() iter.Seq[*Timer[T]] {
	return func(yield func(*Timer[T]) bool) {
		for t := h.live.first; t != nil; {
			next := t.next
			if !yield(t) {
				return
			}
			t = next
		}
	}
}

// Clear empties the heap. The timers are idle afterwards, and those that were cancelled still say so.
func (h *Heap[T]) Clear() {
	h.entries = nil
	h.release(&h.live)
	h.release(&h.lazy)
	h.cancelled = 0
}

// head is the timer that is due first, or nil.
func (h *Heap[T]) head() *Timer[T] {
	if h.Len() == 0 {
		return nil
	}
	v, _ := h.entries.Peek()
	return v.(*Timer[T])
}

// pop takes out t, which is the head.
func (h *Heap[T]) pop(t *Timer[T]) {
	h.entries.Pop()
	if t.cancelled {
		h.lazy.remove(t)
	} else {
		h.live.remove(t)
	}
	t.queued = false
}
