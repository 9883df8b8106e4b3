package coro

import (
	"context"

	"github.com/goasyncio/asyncio/loop"
	"github.com/goasyncio/asyncio/loop/trace"
)

// Shield awaits something without passing a cancellation on to it: asyncio.
// shield. If the caller is cancelled, Shield returns that at once, and what it
// awaited goes on, unobserved. A coroutine becomes a task. A cancellation of
// the inner one by others cancels the shield too.
func Shield[T any](ctx context.Context, aw Awaitable[T]) (T, error) {
	f, err := shield(ctx, aw)
	if err != nil {
		var zero T
		return zero, err
	}
	return f.Await(ctx)
}

// ShieldFuture is Shield that does not suspend. Cancelling the future leaves
// what is shielded alone.
func ShieldFuture[T any](ctx context.Context, aw Awaitable[T]) *Future[T] {
	f, err := shield(ctx, aw)
	if err != nil {
		return failedFuture[T](ctx, err)
	}
	if outer, ok := f.(*Future[T]); ok {
		return outer
	}
	outer := NewFuture[T](ctx)
	outer.copyOf(f)
	return outer
}

// awaitable is a future of either sort.
type awaitable[T any] interface {
	typed[T]
	Awaitable[T]
}

// shield is what asyncio's shield returns: a future that follows the inner
// one, or that itself if it is done already.
func shield[T any](ctx context.Context, aw Awaitable[T]) (awaitable[T], error) {
	if _, _, err := realmIn(ctx); err != nil {
		return nil, err
	}
	f, err := ensure(ctx, aw)
	if err != nil {
		return nil, err
	}
	inner := f.core()
	if inner.Done() {
		return f.(awaitable[T]), nil
	}
	outer := newFuture[T](inner.rt, "shield")
	if inner.rt.rec != nil {
		inner.rt.traceShield(trace.Shield, &outer.promise)
	}
	entry := inner.whenDone(forShield, func() {
		inner.retrieved() // as 3.13: what fails behind a cancelled shield is not reported
		switch {
		case !outer.Done():
			outer.copyOf(f)
		case !outer.Cancelled() && !inner.Cancelled(): // its owner has set it in this turn
			inner.rt.loop.CallExceptionHandler(loop.ExceptionContext{
				Message: "A shield was set before what it shields", Err: outer.settable()})
		}
	})
	outer.whenDone(forOuter, func() {
		if !inner.Done() {
			inner.remove(entry)
		}
	})
	return outer, nil
}

// copyOf takes over the outcome of a future that is done.
func (f *Future[T]) copyOf(from typed[T]) {
	p := from.core()
	if p.Cancelled() {
		f.cancelNow(nil)
		return
	}
	f.value = from.get()
	f.finish(p.outcome())
}
