package coro

import (
	"context"
	"time"
)

// WaitFor awaits for at most the time d: asyncio.wait_for. When that is over,
// what is awaited is cancelled, WaitFor waits until it has ended, and returns
// an error that Is ErrTimeout; but if it declined to be cancelled, its result.
// If the caller is cancelled, so is what it awaits (see Shield).
//
// A coroutine runs in the caller's own task. With a d of 0 or less it never
// starts, and a future that is not done is cancelled at once. To wait without a
// limit, just await.
func WaitFor[T any](ctx context.Context, aw Awaitable[T], d time.Duration) (T, error) {
	var value T
	if isNil(aw) {
		return value, nilError("the awaitable")
	}
	if d <= 0 {
		return waitForNone(ctx, aw)
	}
	err := Timeout(d).Do(ctx, func(ctx context.Context) (err error) {
		value, err = aw.Await(ctx)
		return err
	})
	return value, err
}

// waitForNone is WaitFor without any time.
func waitForNone[T any](ctx context.Context, aw Awaitable[T]) (T, error) {
	var zero T
	t, err := holder(ctx)
	if err != nil {
		return zero, err
	}
	f, err := ensure(ctx, aw)
	if err != nil {
		return zero, err
	}
	p := f.core()
	if p.Done() {
		return f.get(), p.outcome()
	}
	if err := t.cancelAndWait(ctx, p); err != nil {
		return zero, err
	}
	if err = p.outcome(); isCancelled(err) {
		return zero, &timeoutError{err}
	}
	return f.get(), err
}

// cancelAndWait cancels p and waits until it is done. A Go context that ends
// meanwhile is the result, but does not end the wait: only a cancellation does.
func (t *task) cancelAndWait(ctx context.Context, p *promise) error {
	cancelAny(p, nil)
	err := t.waitUntilDone(ctx, p)
	if endedContext(err) && !p.Done() {
		if err := t.waitUntilDone((*taskContext)(t), p); err != nil {
			return err
		}
	}
	return err
}

// waitUntilDone waits for a future between t and p, so that t can be cancelled
// without p.
func (t *task) waitUntilDone(ctx context.Context, p *promise) error {
	waiter := newFuture[struct{}](t.rt, "wait_for")
	entry := p.whenDone(forWaitFor, func() {
		if !waiter.Done() {
			waiter.succeed()
		}
	})
	err := waiter.await(ctx)
	p.remove(entry)
	return err
}
