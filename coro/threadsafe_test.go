package coro_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/goasyncio/asyncio/coro"
)

// over is a context that has ended, derived from ctx.
func over(ctx context.Context) context.Context {
	ctx, cancel := context.WithCancel(ctx)
	cancel()
	return ctx
}

// An outcome that is there counts for more than a reason not to wait for it.
func TestThreadsafeResultThatIsThere(t *testing.T) {
	virtually(t, func(ctx context.Context) {
		sent := coro.RunThreadsafe(coro.RunningLoop(ctx), coro.After(time.Second, 42))
		if _, err := sent.Result(ctx); !errors.Is(err, coro.ErrWouldDeadlock) {
			t.Errorf("on the loop, before: %v", err)
		}
		_ = coro.Sleep(ctx, 2*time.Second)
		if v, err := sent.Result(ctx); v != 42 || err != nil {
			t.Errorf("on the loop: %d, %v", v, err)
		}
		for range 30 { // with luck a select of both is right
			if v, err := sent.Result(over(context.Background())); v != 42 || err != nil {
				t.Fatalf("under a context that has ended: %d, %v", v, err)
			}
		}
	})
}

// Who does not wait does not let a virtual clock go on.
func TestThreadsafeResultWithoutWaiting(t *testing.T) {
	virtually(t, func(ctx context.Context) {
		l := coro.RunningLoop(ctx)
		for range 200 { // the clock needs a moment in which it could go on
			sent := coro.RunThreadsafe(l, coro.After(time.Second, 42))
			_, err := coro.ToThread(ctx, func(ctx context.Context) (int, error) { return sent.Result(over(ctx)) })
			if !errors.Is(err, context.Canceled) || l.Time() != 0 {
				t.Fatalf("%v, at %v", err, l.Time())
			}
		}
	})
}
