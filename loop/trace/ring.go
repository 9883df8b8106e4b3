package trace

import "math/bits"

// A ring keeps the newest events and forgets the oldest: what a flight
// recorder needs, which always runs and is seldom read. Its size is a power of
// two, so that finding a place is a mask and not a division.
type ring struct {
	events []Event
	n      int // events seen so far, kept or not
}

func newRing(size int) *ring {
	return &ring{events: make([]Event, 1<<bits.Len(uint(max(size, 2)-1)))}
}

func (r *ring) next() *Event {
	e := &r.events[r.n&(len(r.events)-1)]
	r.n++
	return e
}

func (r *ring) dropped() int { return max(0, r.n-len(r.events)) }

func (r *ring) kept() int { return min(r.n, len(r.events)) }

// at gives the i-th of the kept events, the oldest first.
func (r *ring) at(i int) *Event { return &r.events[(r.dropped()+i)&(len(r.events)-1)] }
