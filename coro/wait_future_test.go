package coro_test

import (
	"context"
	"testing"
	"time"

	"github.com/goasyncio/asyncio/coro"
)

// F9: very many waits for one future that lives on, each of which ends before the future does, leave nothing in its
// list; however they wait, one after the other or all at once, while one callback stays at the head for ever.
func TestF9_BareFuture(t *testing.T) { waitsOnAFuture(t, 1000, 1000) }

func waitsOnAFuture(t *testing.T, inTurn, atOnce int) {
	virtually(t, func(ctx context.Context) {
		future := coro.NewFuture[int](ctx)
		called := false
		future.AddDoneCallback(func(*coro.Future[int]) { called = true })
		alone := future.String()
		for _, wait := range waysToWait {
			for range inTurn {
				wait.do(t, ctx, future)
			}
			wantEqual(t, wait.name+", one after the other", future.String(), alone)
			var all []*coro.Task[struct{}]
			for range atOnce {
				all = append(all, coro.Go(ctx, func(ctx context.Context) error { wait.do(t, ctx, future); return nil }))
			}
			for i := range all { // the last to come are the first to go
				_, _ = all[len(all)-1-i].Await(ctx)
			}
			wantEqual(t, wait.name+", all at once", future.String(), alone)
		}
		_ = future.SetResult(1)
		passTurns(ctx, 1)
		wantEqual(t, "the callback was called", called, true)
	})
}

// waysToWait are ways to wait for a future for a while and leave it as it was.
var waysToWait = []struct {
	name string
	do   func(t *testing.T, ctx context.Context, f *coro.Future[int])
}{
	{"Wait", func(t *testing.T, ctx context.Context, f *coro.Future[int]) {
		_, pending, err := coro.Wait(ctx, []*coro.Future[int]{f}, coro.Within(time.Second))
		if err != nil || len(pending) != 1 {
			t.Errorf("Wait: %v, %v", pending, err)
		}
	}},
	{"Shield", func(t *testing.T, ctx context.Context, f *coro.Future[int]) {
		err := coro.Timeout(time.Second).Do(ctx, func(ctx context.Context) error { return errOf(coro.Shield(ctx, f)) })
		wantErr(t, "Shield", err, coro.ErrTimeout)
		passTurns(ctx, 1) // the callback of the outer future takes that of the inner one out
	}},
	{"AsCompleted", func(t *testing.T, ctx context.Context, f *coro.Future[int]) {
		for _, err := range coro.AsCompleted(ctx, []*coro.Future[int]{f}, coro.Within(time.Second)) {
			wantErr(t, "AsCompleted", err, coro.ErrTimeout)
		}
	}},
	{"AddDoneCallback", func(t *testing.T, ctx context.Context, f *coro.Future[int]) {
		remove := f.AddDoneCallback(func(*coro.Future[int]) { t.Error("it was called") })
		_ = coro.Sleep(ctx, time.Second)
		if !remove() {
			t.Error("it was not there")
		}
	}},
}
