package coro

import (
	"fmt"
	"strings"
)

// Len is how many items are in the queue: qsize.
func (q *Queue[T]) Len() int {
	if q.items == nil {
		return 0
	}
	return q.items.len()
}

// MaxSize is how many items the queue holds at most; 0 or less means any
// number.
func (q *Queue[T]) MaxSize() int { return q.max }

// Empty tells whether there is no item in the queue.
func (q *Queue[T]) Empty() bool { return q.Len() == 0 }

// Full tells whether the queue holds as many items as it may.
func (q *Queue[T]) Full() bool { return q.max > 0 && q.Len() >= q.max }

// String is as in asyncio: <Queue maxsize=2 _queue=[1, 2] _putters[1] tasks=2>.
func (q *Queue[T]) String() string {
	parts := []string{"<" + q.name(), fmt.Sprintf("maxsize=%d", q.max)}
	if !q.Empty() {
		parts = append(parts, "_queue="+q.shownItems())
	}
	if n := q.getters.listed; n > 0 {
		parts = append(parts, fmt.Sprintf("_getters[%d]", n))
	}
	if n := q.putters.listed; n > 0 {
		parts = append(parts, fmt.Sprintf("_putters[%d]", n))
	}
	if q.open > 0 {
		parts = append(parts, fmt.Sprintf("tasks=%d", q.open))
	}
	if q.shut {
		parts = append(parts, "shutdown")
	}
	return strings.Join(parts, " ") + ">"
}

func (q *Queue[T]) name() string {
	switch q.items.(type) {
	case *stack[T]:
		return "LifoQueue"
	case *heap[T]:
		return "PriorityQueue"
	}
	return "Queue"
}

func (q *Queue[T]) shownItems() string {
	var shown []string
	for _, item := range q.items.list() {
		shown = append(shown, show(item))
	}
	return "[" + strings.Join(shown, ", ") + "]"
}
