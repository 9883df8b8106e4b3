package conformance

import (
	"context"

	"github.com/goasyncio/asyncio/coro"
)

// objects are what a program's tasks share.
type objects struct {
	locks      []*coro.Lock
	semaphores []*coro.Semaphore
	bounded    []*coro.BoundedSemaphore
	events     []*coro.Event
	queues     []*coro.Queue[int64]
	conditions []*coro.Condition
	barriers   []*coro.Barrier
	futures    []future
}

func newObjects(ctx context.Context, o Objects) objects {
	return objects{
		locks:      repeat(o.Locks, func() *coro.Lock { return new(coro.Lock) }),
		semaphores: made(o.Semaphores, coro.NewSemaphore),
		bounded:    made(o.Bounded, coro.NewBoundedSemaphore),
		events:     repeat(o.Events, func() *coro.Event { return new(coro.Event) }),
		queues:     made(o.Queues, coro.NewQueue[int64]),
		conditions: repeat(o.Conditions, func() *coro.Condition { return new(coro.Condition) }),
		barriers:   made(o.Barriers, coro.NewBarrier),
		futures:    repeat(o.Futures, func() future { return bare(coro.NewFuture[any](ctx), nil) }),
	}
}

// repeat makes n objects.
func repeat[T any](n int, create func() T) []T {
	var all []T
	for range n {
		all = append(all, create())
	}
	return all
}

// made makes an object of each number.
func made[T any](numbers []int, create func(int) T) []T {
	var all []T
	for _, n := range numbers {
		all = append(all, create(n))
	}
	return all
}

func (m *machine) queueSizes() []any {
	return each(m.queues, func(q *coro.Queue[int64]) any { return q.Len() })
}

func (m *machine) locksHeld() []any {
	return each(m.locks, func(l *coro.Lock) any { return zeroOrOne(l.Locked()) })
}

// holder is what a block can be held by.
type holder interface {
	Do(ctx context.Context, body func(context.Context) error) error
}

// holding makes an op with a block of one of these. An error of the release hides the body's, as in Python.
func holding[T holder](all func(*machine) []T, released func(error) error) opFunc {
	return func(m *machine, p place, op Op) (any, error) {
		err := pick(all(m), op.number(0)).Do(p.ctx, m.body(p, op.block(1)))
		if both, ok := err.(interface{ Unwrap() []error }); ok && !isGroup(err) {
			err = released(both.Unwrap()[0])
		}
		return nil, err
	}
}

func isGroup(err error) bool {
	_, ok := err.(*coro.GroupError)
	return ok
}

// itself is an error as it is.
func itself(err error) error { return err }

// using makes an op without a block of one of these.
func using[T any](all func(*machine) []T, do func(ctx context.Context, one T, op Op) (any, error)) opFunc {
	return func(m *machine, p place, op Op) (any, error) { return do(p.ctx, pick(all(m), op.number(0)), op) }
}

func theLocks(m *machine) []*coro.Lock               { return m.locks }
func theSemaphores(m *machine) []*coro.Semaphore     { return m.semaphores }
func theBounded(m *machine) []*coro.BoundedSemaphore { return m.bounded }
func theEvents(m *machine) []*coro.Event             { return m.events }
func theQueues(m *machine) []*coro.Queue[int64]      { return m.queues }
func theConditions(m *machine) []*coro.Condition     { return m.conditions }
func theBarriers(m *machine) []*coro.Barrier         { return m.barriers }

// one is the result of what gives True in Python.
func one(err error) (any, error) {
	if err != nil {
		return nil, err
	}
	return int64(1), nil
}

func acquire(ctx context.Context, l *coro.Lock, _ Op) (any, error) { return one(l.Acquire(ctx)) }

func release(_ context.Context, l *coro.Lock, _ Op) (any, error) { return nil, l.Release() }

func semRelease(_ context.Context, s *coro.Semaphore, _ Op) (any, error) { return nil, s.Release() }

func boundedRelease(_ context.Context, s *coro.BoundedSemaphore, _ Op) (any, error) {
	return nil, valueError(s.Release())
}

func eventWait(ctx context.Context, e *coro.Event, _ Op) (any, error) { return one(e.Wait(ctx)) }

func eventSet(_ context.Context, e *coro.Event, _ Op) (any, error) { return nil, e.Set() }

func eventClear(_ context.Context, e *coro.Event, _ Op) (any, error) {
	e.Clear()
	return nil, nil
}

func condWait(ctx context.Context, c *coro.Condition, _ Op) (any, error) { return one(c.Wait(ctx)) }

func condNotify(_ context.Context, c *coro.Condition, op Op) (any, error) {
	return nil, c.Notify(int(op.number(1)))
}

func condLockWait(ctx context.Context, c *coro.Condition, _ Op) (any, error) {
	return one(c.Do(ctx, c.Wait))
}

func condLockNotify(ctx context.Context, c *coro.Condition, op Op) (any, error) {
	return nil, c.Do(ctx, func(context.Context) error { return c.Notify(int(op.number(1))) })
}

func barrierWait(ctx context.Context, b *coro.Barrier, _ Op) (any, error) {
	index, err := b.Wait(ctx)
	if err != nil {
		return nil, err
	}
	return index, nil
}

func barrierReset(ctx context.Context, b *coro.Barrier, _ Op) (any, error) { return nil, b.Reset(ctx) }

func barrierAbort(ctx context.Context, b *coro.Barrier, _ Op) (any, error) { return nil, b.Abort(ctx) }
