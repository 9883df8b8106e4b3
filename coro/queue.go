package coro

import (
	"context"
	"errors"
	"iter"
)

// Queue hands items from tasks to tasks: asyncio.Queue. NewQueue makes one that
// gives the oldest item first, NewLifoQueue the newest, NewPriorityQueue the
// smallest. The zero value is NewQueue(0). It belongs to the loop of its first
// use that may suspend, and must not be copied.
//
// The methods named Nowait, TaskDone, Shutdown and those that only look do not
// suspend, and may be called in callbacks, and before the loop runs.
//
// Items are not handed over: a task that waits for one is woken when there is
// one, and looks again when it runs. A GetNowait in between may take the item;
// then it goes back to the end of the line. Who is woken and then cancelled
// wakes the next, so no item is lost.
type Queue[T any] struct {
	bound
	items    items[T] // nil: nothing was put into the zero value yet
	max      int
	getters  waiters
	putters  waiters
	open     int   // items that were put, without TaskDone for them
	finished Event // set when open falls to 0
	shut     bool
}

// NewQueue makes a queue that gives the oldest item first. With a maxsize
// greater than 0, Put waits while there are so many items in it; else there is
// no bound.
func NewQueue[T any](maxsize int) *Queue[T] { return &Queue[T]{max: maxsize} }

// NewLifoQueue makes a queue that gives the newest item first: LifoQueue.
func NewLifoQueue[T any](maxsize int) *Queue[T] {
	return &Queue[T]{max: maxsize, items: &stack[T]{}}
}

// NewPriorityQueue makes a queue that gives the smallest item first:
// PriorityQueue. Compare is less than 0 when a comes before b, as cmp.Compare
// is. If it panics, the call that needed it returns the *PanicError, and the
// queue is as it was. A nil compare is a panic with ErrNil.
func NewPriorityQueue[T any](maxsize int, compare func(a, b T) int) *Queue[T] {
	if compare == nil {
		panic(nilError("the compare function"))
	}
	return &Queue[T]{max: maxsize, items: &heap[T]{compare: compare}}
}

// Put puts an item into the queue; while that is full, it suspends. The error
// is ErrQueueShutdown, or that of the await; then the item was not put.
func (q *Queue[T]) Put(ctx context.Context, item T) error {
	t, err := q.use(ctx)
	if err != nil {
		return err
	}
	woken := false
	for q.Full() && !q.shut {
		if woken, err = q.wait(ctx, t, &q.putters); err != nil {
			q.passOn(woken, q.Full(), &q.putters)
			return err
		}
	}
	err = q.PutNowait(item)
	if err != nil && !q.shut {
		q.passOn(woken, q.Full(), &q.putters)
	}
	return err
}

// PutNowait puts an item into the queue, or returns ErrQueueFull or
// ErrQueueShutdown.
func (q *Queue[T]) PutNowait(item T) error {
	if err := q.usable(); err != nil {
		return err
	}
	if q.shut {
		return ErrQueueShutdown
	}
	if q.Full() {
		return ErrQueueFull
	}
	if q.items == nil {
		q.items = &ring[T]{}
	}
	if err := q.items.put(item); err != nil {
		return err
	}
	if rt := q.recorder(); rt != nil {
		rt.tracePut(&q.bound)
	}
	q.open++
	q.finished.Clear()
	q.getters.wakeNext()
	return nil
}

// Get takes an item out of the queue; while that is empty, it suspends. The
// error is ErrQueueShutdown if it is empty and shut down, or that of the await.
func (q *Queue[T]) Get(ctx context.Context) (T, error) {
	var zero T
	t, err := q.use(ctx)
	if err != nil {
		return zero, err
	}
	woken := false
	for q.Empty() && !q.shut {
		if woken, err = q.wait(ctx, t, &q.getters); err != nil {
			q.passOn(woken, q.Empty(), &q.getters)
			return zero, err
		}
	}
	item, err := q.GetNowait()
	if err != nil {
		q.passOn(woken, q.Empty(), &q.getters)
	}
	return item, err
}

// GetNowait takes an item out of the queue, or returns ErrQueueEmpty, or
// ErrQueueShutdown if it is empty and shut down.
func (q *Queue[T]) GetNowait() (T, error) {
	var zero T
	if err := q.usable(); err != nil {
		return zero, err
	}
	if q.Empty() {
		if q.shut {
			return zero, ErrQueueShutdown
		}
		return zero, ErrQueueEmpty
	}
	item, err := q.items.get()
	if err != nil {
		return zero, err
	}
	if rt := q.recorder(); rt != nil {
		rt.traceGet(&q.bound)
	}
	q.putters.wakeNext()
	return item, nil
}

func (q *Queue[T]) wait(ctx context.Context, t *task, line *waiters) (woken bool, err error) {
	if t.rt.rec != nil {
		t.rt.traceWait(&q.bound, "queue", t)
	}
	return line.wait(ctx, t, "queue", q)
}

// passOn wakes the next one in place of one that was woken and cannot take
// what it was woken for. That is gone if another task was quicker.
func (q *Queue[T]) passOn(woken, gone bool, line *waiters) {
	if woken && !gone {
		line.wakeNext()
	}
}

// All gets items until the queue is shut down and empty, to be ranged over. An
// error of Get other than that, as when the caller is cancelled, is the last
// thing it gives. It calls TaskDone for no item.
func (q *Queue[T]) All(ctx context.Context) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for {
			item, err := q.Get(ctx)
			if errors.Is(err, ErrQueueShutdown) {
				return
			}
			if !yield(item, err) || err != nil {
				return
			}
		}
	}
}

// TaskDone says that an item that Get returned has been dealt with. When that
// is so for all that were put, Join returns. Calling it more often than items
// were put is ErrMisuse.
func (q *Queue[T]) TaskDone() error {
	if err := q.usable(); err != nil {
		return err
	}
	if q.open <= 0 {
		return misuse("TaskDone was called more often than items were put")
	}
	q.open--
	if q.open == 0 {
		return q.finished.Set()
	}
	return nil
}

// Join suspends until all items that were put have been dealt with: see
// TaskDone. If they have been, it does not suspend.
func (q *Queue[T]) Join(ctx context.Context) error {
	if _, err := q.use(ctx); err != nil {
		return err
	}
	if q.open > 0 {
		return q.finished.Wait(ctx)
	}
	return nil
}

// Shutdown ends the queue: Put and PutNowait return ErrQueueShutdown from now
// on, and so do Get and GetNowait when it is empty. With immediate it is
// emptied at once, as if TaskDone were called for each item that was in it. All
// who wait are woken. The error is ErrForeign or ErrLoopClosed if the caller
// may not do that.
func (q *Queue[T]) Shutdown(immediate bool) error {
	if err := q.usable(); err != nil {
		return err
	}
	q.shut = true
	if immediate {
		q.drain()
	}
	q.getters.wakeAll()
	q.putters.wakeAll()
	return nil
}

func (q *Queue[T]) drain() {
	q.open = max(0, q.open-q.Len())
	if q.items != nil {
		q.items.clear()
	}
	if q.open == 0 {
		_ = q.finished.Set()
	}
}
