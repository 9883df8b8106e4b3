package loop

import "github.com/emirpasic/gods/queues/circularbuffer"

// The ready queue is a ring that is doubled when it is full. A ring costs
// about 5 ns and no allocation an entry, a linked queue of the same library
// 25 to 80 ns and a node of 24 bytes; and a ring left to itself overwrites
// its oldest entry when it is full, which here would lose a callback.
const firstRing = 64

// readyQueue holds what will run, in the order it came: a *Handle or a Stepper
// each.
type readyQueue struct {
	ring *circularbuffer.Queue
	size int
	room int
}

func (q *readyQueue) push(h any) {
	if q.size == q.room {
		q.grow()
	}
	q.ring.Enqueue(h)
	q.size++
}

// pop takes the oldest entry; the queue must not be empty.
func (q *readyQueue) pop() any {
	h, _ := q.ring.Dequeue()
	q.size--
	return h
}

// peek is the oldest entry, left in its place; the queue must not be empty.
func (q *readyQueue) peek() any {
	h, _ := q.ring.Peek()
	return h
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
