package loop

// readyQueue holds what will run, in the order it came.
//
// It is a chain of blocks. What has run leaves its block to what comes next, so
// an entry costs a few nanoseconds, and no allocation while the queue stays as
// long; a queue that grows copies nothing, and one that was long gives its memory
// back.
type readyQueue struct {
	head, tail *block
	gone       uint64 // entries that have left, up to the first of head
	next       int    // the oldest entry's index in head
	room       int    // in tail
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

// place is where an entry stands, or stood: its block, and its number among all
// entries that ever came.
type place struct {
	block  *block
	number uint64
}

// last is the place of the newest entry; the queue must not be empty.
func (q *readyQueue) last() place { return place{q.tail, q.first() + uint64(q.size) - 1} }

// first is the number of the oldest entry.
func (q *readyQueue) first() uint64 { return q.gone + uint64(q.next) }

// remove makes an entry nil, which leaves the queue in its turn and is nothing
// to run, if it is still there.
func (q *readyQueue) remove(at place) {
	if at.number-q.first() < uint64(q.size) {
		at.block.entries[at.number%perBlock] = nil
	}
}

// peek is the oldest entry, left in its place; the queue must not be empty.
func (q *readyQueue) peek() Stepper { return q.head.entries[q.next] }

// pop takes the oldest entry; the queue must not be empty.
func (q *readyQueue) pop() Stepper {
	s := q.peek()
	q.drop()
	return s
}

// drop takes the oldest entry out.
func (q *readyQueue) drop() {
	q.head.entries[q.next] = nil
	q.size--
	if q.next++; q.next == perBlock {
		q.emptied()
	}
}

// headline is the oldest entry, for people.
func (q *readyQueue) headline() string {
	if s := q.peek(); s != nil {
		return safeString(s)
	}
	return "<Handle cancelled>"
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
	q.gone += perBlock
	if q.head == nil {
		q.tail = nil
	}
	if q.spares < keptBlocks {
		q.spare, b.next = b, q.spare
		q.spares++
	}
}

func (q *readyQueue) clear() { *q = readyQueue{} }
