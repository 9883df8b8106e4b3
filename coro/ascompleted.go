package coro

import (
	"context"
	"iter"

	"github.com/goasyncio/asyncio/loop"
	"github.com/goasyncio/asyncio/timer"
)

// AsCompleted runs awaitables side by side and yields their results or errors
// as they come: asyncio.as_completed as a plain iterator. Coroutines become
// tasks at the call, in the order of the arguments; what is given twice counts
// once. Each step of the loop over it suspends until the next one is done. With
// Within, each one that is not done by then yields an error that Is ErrTimeout;
// it goes on. Leaving the loop early cancels nothing.
func AsCompleted[A Awaitable[T], T any](ctx context.Context, aws []A, opts ...WaitOption) iter.Seq2[T, error] {
	c, err := newCompletion[A, T](ctx, aws, opts)
	return func(yield func(T, error) bool) {
		var zero T
		if err != nil {
			yield(zero, err)
			return
		}
		for c.left > 0 {
			v := zero
			f, err := c.next(ctx)
			if err == nil {
				err = f.core().outcome()
			}
			if err == nil {
				v = f.get()
			}
			if !yield(v, err) {
				return
			}
		}
	}
}

// AsCompletedTasks is AsCompleted that yields the tasks and futures themselves,
// done: asyncio.as_completed as an asynchronous iterator. The error is that of
// the wait.
func AsCompletedTasks[F interface {
	AnyFuture
	Awaitable[T]
}, T any](ctx context.Context, fs []F, opts ...WaitOption) iter.Seq2[F, error] {
	c, err := newCompletion[F, T](ctx, fs, opts)
	return func(yield func(F, error) bool) {
		var zero F
		if err != nil {
			yield(zero, err)
			return
		}
		for c.left > 0 {
			done := zero
			f, err := c.next(ctx)
			if err == nil {
				done = any(f).(F)
			}
			if !yield(done, err) {
				return
			}
		}
	}
}

// completion is one AsCompleted: a queue of futures that are done, with one
// reader.
type completion[T any] struct {
	rt     *realm
	todo   map[*promise]*callback
	order  []*promise
	queue  []typed[T] // nil stands for one that the timeout took
	getter *Future[struct{}]
	timer  *loop.TimerHandle
	left   int
}

func newCompletion[A Awaitable[T], T any](ctx context.Context, aws []A, opts []WaitOption) (*completion[T], error) {
	t, err := holder(ctx)
	if err == nil {
		err = anyNil(aws)
	}
	if err != nil {
		return nil, err
	}
	o := waitOptionsOf(opts)
	c := &completion[T]{rt: t.rt, todo: make(map[*promise]*callback, len(aws))}
	for _, aw := range aws {
		f, err := ensureIn[T](t.rt, ctx, aw)
		if err != nil {
			return nil, err
		}
		p := f.core()
		if _, twice := c.todo[p]; twice {
			continue
		}
		c.todo[p] = nil
		c.order = append(c.order, p)
		c.todo[p] = p.whenDone(forCompleted, func() { c.completed(f) })
	}
	c.left = len(c.order)
	if o.timed && c.left > 0 {
		l := t.rt.loop
		c.timer = l.PushTimer(timer.Add(l.Time(), o.within), c.timeout, "as_completed.timeout")
	}
	return c, nil
}

func (c *completion[T]) completed(f typed[T]) {
	if _, waits := c.todo[f.core()]; !waits {
		return // the timeout was first
	}
	delete(c.todo, f.core())
	c.put(f)
	if len(c.todo) == 0 && c.timer != nil {
		c.timer.Cancel()
	}
}

func (c *completion[T]) timeout() {
	for _, p := range c.order {
		if entry, waits := c.todo[p]; waits {
			p.remove(entry)
			c.put(nil)
		}
	}
	clear(c.todo)
}

func (c *completion[T]) put(f typed[T]) {
	c.queue = append(c.queue, f)
	if g := c.getter; g != nil && !g.Done() {
		c.getter = nil
		g.succeed()
	}
}

// next waits for the next one that is done.
func (c *completion[T]) next(ctx context.Context) (typed[T], error) {
	c.left--
	if _, err := holder(ctx); err != nil {
		return nil, err
	}
	for len(c.queue) == 0 {
		c.getter = newFuture[struct{}](c.rt, "as_completed")
		if err := c.getter.await(ctx); err != nil {
			c.getter = nil
			return nil, err
		}
	}
	f := c.queue[0]
	c.queue = c.queue[1:]
	if f == nil {
		return nil, &timeoutError{}
	}
	return f, nil
}
