package coro

import "github.com/goasyncio/asyncio/executor"

// items is what a queue keeps its items in. It decides which comes out next.
// Get is never called when there are none.
type items[T any] interface {
	put(T) error
	get() (T, error)
	len() int
	clear()
	list() []T // as asyncio shows them
}

// ring gives the oldest item first. It doubles its room when it is full, and
// halves it when three quarters are empty.
type ring[T any] struct {
	slots []T
	first int
	size  int
}

const fewestSlots = 8

func (r *ring[T]) len() int { return r.size }

func (r *ring[T]) clear() { *r = ring[T]{} }

func (r *ring[T]) at(i int) *T { return &r.slots[(r.first+i)&(len(r.slots)-1)] }

func (r *ring[T]) put(item T) error {
	if r.size == len(r.slots) {
		r.resize(max(fewestSlots, 2*r.size))
	}
	*r.at(r.size) = item
	r.size++
	return nil
}

func (r *ring[T]) get() (T, error) {
	var zero T
	item := *r.at(0)
	*r.at(0) = zero
	r.first = (r.first + 1) & (len(r.slots) - 1)
	r.size--
	if len(r.slots) > fewestSlots && r.size <= len(r.slots)/4 {
		r.resize(len(r.slots) / 2)
	}
	return item, nil
}

func (r *ring[T]) resize(room int) {
	slots := make([]T, room)
	copy(slots, r.list())
	r.slots, r.first = slots, 0
}

func (r *ring[T]) list() []T {
	all := make([]T, r.size)
	for i := range all {
		all[i] = *r.at(i)
	}
	return all
}

// stack gives the newest item first.
type stack[T any] struct{ all []T }

func (s *stack[T]) len() int { return len(s.all) }

func (s *stack[T]) clear() { s.all = nil }

func (s *stack[T]) list() []T { return s.all }

func (s *stack[T]) put(item T) error {
	s.all = append(s.all, item)
	return nil
}

func (s *stack[T]) get() (T, error) { return cutLast(&s.all), nil }

// cutLast takes the last item off a slice.
func cutLast[T any](all *[]T) T {
	var zero T
	last := len(*all) - 1
	item := (*all)[last]
	(*all)[last] = zero
	*all = (*all)[:last]
	return item
}

// heap gives the smallest item first, and among equal ones that which Python's
// heapq gives: it makes the same comparisons in the same order. Unlike heapq it
// makes all of them before it moves anything, so that a compare function that
// panics leaves it as it was.
type heap[T any] struct {
	compare func(a, b T) int
	all     []T
	path    []int // of the item that get moves, top down
}

func (h *heap[T]) len() int { return len(h.all) }

func (h *heap[T]) clear() { h.all = nil }

func (h *heap[T]) list() []T { return h.all }

func (h *heap[T]) less(a, b T) bool { return h.compare(a, b) < 0 }

// caught makes a panic an error.
func caught(err *error) {
	if v := recover(); v != nil {
		*err = executor.NewPanicError(v)
	}
}

func (h *heap[T]) put(item T) (err error) {
	defer caught(&err)
	place := len(h.all)
	for place > 0 && h.less(item, h.all[(place-1)/2]) {
		place = (place - 1) / 2
	}
	h.all = append(h.all, item)
	for i := len(h.all) - 1; i > place; i = (i - 1) / 2 {
		h.all[i] = h.all[(i-1)/2]
	}
	h.all[place] = item
	return nil
}

// get takes the top away and the last item in, which sinks along the smaller
// children to a leaf and rises from there to its place.
func (h *heap[T]) get() (top T, err error) {
	defer caught(&err)
	rest := len(h.all) - 1
	last := h.all[rest]
	if rest == 0 {
		return cutLast(&h.all), nil
	}
	h.sink(rest)
	place := len(h.path) - 1
	for place > 0 && h.less(last, h.all[h.path[place]]) {
		place--
	}
	top = h.all[0]
	for i := range place {
		h.all[h.path[i]] = h.all[h.path[i+1]]
	}
	h.all[h.path[place]] = last
	cutLast(&h.all)
	return top, nil
}

// sink finds the path of the smaller children from the top to a leaf, among
// the first n items.
func (h *heap[T]) sink(n int) {
	h.path = append(h.path[:0], 0)
	for at := 0; 2*at+1 < n; h.path = append(h.path, at) {
		at = 2*at + 1
		if at+1 < n && !h.less(h.all[at], h.all[at+1]) {
			at++
		}
	}
}
