package loop

// readyQueue holds what will run, in the order it came.
//
// It is a chain of blocks. What has run leaves its block to what comes next, so
// an entry costs a few nanoseconds, and no allocation while the queue stays as
// long; a queue that grows copies nothing, and one that was long gives its memory
// back.
type readyQueue struct {
	head, tail *block
	next       int // the oldest entry's place in head
	room       int // in tail
	size       int
	spare      *block // emptied ones
	spares     int
}

// A block has the size of a page.
const perBlock = 255

// keptBlocks is how many empty blocks are kept.
const keptBlocks = 16

type block struct {
	entries [perBlock]Stepper
	next    *block
}

func (q *readyQueue) push(s Stepper) {
	if q.room == 0 {
		q.extend()
	}
	q.tail.entries[perBlock-q.room] = s
	q.room--
	q.size++
}

// peek is the oldest entry, left in its place; the queue must not be empty.
func (q *readyQueue) peek() Stepper { return q.head.entries[q.next] }

// pop takes the oldest entry; the queue must not be empty.
func (q *readyQueue) pop() Stepper {
	s := q.head.entries[q.next]
	q.head.entries[q.next] = nil
	q.next++
	q.size--
	if q.next == perBlock {
		q.emptied()
	}
	return s
}

// extend gives the tail room.
func (q *readyQueue) extend() {
	b := q.spare
	if b == nil {
		b = new(block)
	} else {
		q.spare, b.next = b.next, nil
		q.spares--
	}
	if q.tail == nil {
		q.head = b
	} else {
		q.tail.next = b
	}
	q.tail, q.room = b, perBlock
}

// emptied goes on to the next block.
func (q *readyQueue) emptied() {
	b := q.head
	q.head, q.next, b.next = b.next, 0, nil
	if q.head == nil {
		q.tail = nil
	}
	if q.spares < keptBlocks {
		q.spare, b.next = b, q.spare
		q.spares++
	}
}

func (q *readyQueue) clear() { *q = readyQueue{} }
