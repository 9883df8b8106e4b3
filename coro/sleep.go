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
	if t := direct(ctx); t != nil && d <= 0 {
		for s := t.suspend(nil); s.Due(); s = t.resumed() { // t.yield
			s.Do()
		}
		return t.received()
	}
	return sleep(ctx, d)
}

// sleep is every other Sleep. It is apart to keep the frame of Sleep small.
//
//go:noinline
func sleep(ctx context.Context, d time.Duration) error {
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
	n := t.rt.takeNap(d)
	if owned {
		err = n.awaitUnder(ctx, t)
	} else {
		err = t.wait(&n.promise)
	}
	n.over()
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
// that finishes it. Nobody else ever sees it, so when the sleep is over it serves
// a later one, of any task; but one whose timer did not fire still lies in the
// heap, and is given up.
type nap struct {
	promise
	timer loop.TimerHandle
}

func (rt *realm) takeNap(d time.Duration) *nap {
	n := rt.spareNap()
	n.state = pending
	if rt.rec != nil {
		rt.traceNap(n, d)
	}
	l := rt.loop
	l.SetTimer(&n.timer, timer.Add(l.Time(), d))
	return n
}

func (rt *realm) spareNap() *nap {
	if n := takeSpare(&rt.naps); n != nil {
		return n
	}
	n := new(nap)
	n.rt = rt
	rt.loop.PrepareTimer(&n.timer, n.fire, "sleep")
	return n
}

func (n *nap) fire() {
	if n.state == pending {
		n.succeed()
	}
}

// over keeps a nap for later, or cancels its timer.
func (n *nap) over() {
	switch rt := n.rt; {
	case n.state != finished:
		n.timer.Cancel()
	case len(rt.naps) < rt.baton.Goroutines(): // as many as could sleep at once
		rt.naps = append(rt.naps, n)
	}
}
