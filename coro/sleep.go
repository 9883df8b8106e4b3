package coro

import (
	"context"
	"time"

	"github.com/goasyncio/asyncio/loop"
	"github.com/goasyncio/asyncio/timer"
)

// Sleep suspends the task for the time d: asyncio.sleep. A d of 0 or less
// suspends it for exactly one turn of the loop. It returns nil, or the error of
// a cancellation.
func Sleep(ctx context.Context, d time.Duration) error {
	t, err := holder(ctx)
	if err != nil {
		return err
	}
	owned := own(ctx, t)
	if owned && ctx.Err() != nil {
		return contextErrorOf(ctx)
	}
	if d <= 0 {
		return t.yield()
	}
	n := t.takeNap(d)
	if owned {
		err = n.awaitUnder(ctx, t)
	} else {
		err = t.wait(&n.promise)
	}
	n.over(t)
	return err
}

// After is a coroutine that sleeps and returns v: asyncio.sleep(d, v), to hand
// on as an awaitable.
func After[T any](d time.Duration, v T) Coro[T] {
	return func(ctx context.Context) (T, error) {
		if err := Sleep(ctx, d); err != nil {
			var zero T
			return zero, err
		}
		return v, nil
	}
}

// nap is what a sleep needs: the future that the task waits for and the timer
// that finishes it. A task keeps its nap for its next sleep, since nobody else
// ever sees it; one whose timer did not fire still lies in the heap and is
// given up.
type nap struct {
	promise
	timer loop.TimerHandle
}

func (t *task) takeNap(d time.Duration) *nap {
	n := t.nap
	if n == nil {
		n = new(nap)
		n.rt = t.rt
		t.rt.loop.PrepareTimer(&n.timer, n.fire, "sleep")
	}
	t.nap = nil
	n.state, n.msg = pending, nil
	if t.rt.rec != nil {
		t.rt.traceNap(n, d)
	}
	l := t.rt.loop
	l.SetTimer(&n.timer, timer.Add(l.Time(), d))
	return n
}

func (n *nap) fire() {
	if n.state == pending {
		n.finish(nil)
	}
}

// over puts a nap back, or cancels its timer.
func (n *nap) over(t *task) {
	if n.state == finished {
		t.nap = n
		return
	}
	n.timer.Cancel()
}
