package loop

import "slices"

// readyQueue holds what will run, in the order it came.
//
// It is a chain of blocks. What has run leaves its block to what comes next, so
// an entry costs a few nanoseconds, and no allocation while the queue stays as
// long; a queue that grows copies nothing but the chain, and one that was long
// gives its memory back.
type readyQueue struct {
	head, tail *block
	next       int // the oldest entry's index in head
	end        int // behind the newest one's, in tail
	size       int
	gone       uint64   // entries that have left, up to the first of head
	chain      []*block // the blocks from head to tail, behind those passed
	passed     int      // how many these are; they are nil now
	spare      []*block // emptied ones
}

// A block has the size of a page.
const perBlock = 256

// keptBlocks is how many empty blocks are kept.
const keptBlocks = 16

type block [perBlock]Stepper

func (q *readyQueue) push(s Stepper) {
	if q.end == perBlock {
		q.extend()
	}
	q.tail[q.end] = s
	q.end++
	q.size++
}

// An entry has a number, its place among all that ever came: first is that of
// the oldest one, last that of the newest; the queue must not be empty.
func (q *readyQueue) first() uint64 { return q.gone + uint64(q.next) }
func (q *readyQueue) last() uint64  { return q.first() + uint64(q.size) - 1 }

// remove makes the entry of that number nil, which leaves the queue in its turn
// and is nothing to run, if it is still there.
func (q *readyQueue) remove(number uint64) {
	if number-q.first() < uint64(q.size) {
		i := int(number - q.gone)
		q.chain[q.passed+i/perBlock][i%perBlock] = nil
	}
}

// peek is the oldest entry, left in its place; the queue must not be empty.
func (q *readyQueue) peek() Stepper { return q.head[q.next] }

// pop takes the oldest entry; the queue must not be empty.
func (q *readyQueue) pop() Stepper {
	s := q.peek()
	q.advance()
	return s
}

// advance takes the oldest entry out.
func (q *readyQueue) advance() {
	q.head[q.next] = nil
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

// extend gives the tail room. It and emptied are rare: push and advance are inlined,
// without them.
//
//go:noinline
func (q *readyQueue) extend() {
	var b *block
	if last := len(q.spare) - 1; last >= 0 {
		b, q.spare[last], q.spare = q.spare[last], nil, q.spare[:last]
	} else {
		b = new(block)
	}
	if q.passed > 0 && q.passed >= len(q.chain)/2 {
		q.chain = slices.Delete(q.chain, 0, q.passed)
		q.passed = 0
	}
	q.chain = append(q.chain, b)
	q.tail, q.end = b, 0
	q.head = q.chain[q.passed]
}

// emptied goes on to the next block.
//
//go:noinline
func (q *readyQueue) emptied() {
	if len(q.spare) < keptBlocks {
		q.spare = append(q.spare, q.head)
	}
	q.chain[q.passed] = nil
	q.passed++
	q.gone += perBlock
	q.next = 0
	if q.passed < len(q.chain) {
		q.head = q.chain[q.passed]
		return
	}
	q.head, q.tail = nil, nil
	if q.chain, q.passed = q.chain[:0], 0; cap(q.chain) > keptBlocks {
		q.chain = nil
	}
}

// clear empties the queue. New calls it too: without a block, end must say that
// there is no room.
func (q *readyQueue) clear() { *q = readyQueue{end: perBlock} }
