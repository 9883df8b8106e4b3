package coro_test

import (
	"context"
	"testing"
	"time"

	"github.com/goasyncio/asyncio/coro"
)

// A wait that times out leaves no callback at what it waited for.
func TestF9_WaitsThatTimeOut(t *testing.T) {
	virtually(t, func(ctx context.Context) {
		future := coro.NewFuture[int](ctx)
		before := future.String()
		for range 3 {
			if _, pending, err := coro.Wait(ctx, []*coro.Future[int]{future}, coro.Within(time.Second)); err != nil || len(pending) != 1 {
				t.Errorf("%v, %v", pending, err)
			}
		}
		if after := future.String(); after != before {
			t.Errorf("it was %s and is %s", before, after)
		}
	})
}

// What was cancelled is no exception to FirstException.
func TestWaitFirstExceptionPassesOverACancel(t *testing.T) {
	virtually(t, func(ctx context.Context) {
		sleeper := func(d time.Duration) *coro.Task[struct{}] {
			return coro.Go(ctx, func(ctx context.Context) error { return coro.Sleep(ctx, d) })
		}
		cancelled, slow := sleeper(time.Hour), sleeper(time.Second)
		cancelled.Cancel()
		done, pending, err := coro.Wait(ctx, []*coro.Task[struct{}]{cancelled, slow}, coro.FirstException)
		if len(done) != 2 || len(pending) != 0 || err != nil {
			t.Errorf("done: %v, pending: %v, %v", done, pending, err)
		}
	})
}
