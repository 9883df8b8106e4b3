package coro_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/goasyncio/asyncio/coro"
)

// A function in a worker whose loop closes is told so by its ctx: nobody else
// could, since the task that awaited it is gone.
func TestCloseEndsTheCtxOfAThreadCall(t *testing.T) {
	r := coro.NewRunner(coro.Virtual())
	began, ended := make(chan struct{}), make(chan error, 1)
	coro.Go(coro.Context(r.Loop()), func(ctx context.Context) error {
		_, err := coro.ToThread(ctx, func(ctx context.Context) (int, error) {
			close(began)
			<-ctx.Done()
			ended <- ctx.Err()
			return 0, nil
		})
		return err
	})
	_, _ = r.Loop().CallSoon(r.Loop().Stop)
	if err := r.Loop().RunForever(); err != nil {
		t.Fatal(err)
	}
	<-began
	if err := r.Loop().Close(); err != nil {
		t.Fatal(err)
	}
	select {
	case err := <-ended:
		if !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("the function still waits")
	}
}

// watched is a Go context of another make: for each AfterFunc on it the
// standard library starts a goroutine.
type watched struct {
	context.Context
	done chan struct{}
}

func (w watched) Done() <-chan struct{} { return w.done }

// An await that is under such a context when the loop closes leaves no
// goroutine behind; TestMain would find it.
func TestCloseStopsWatchingAContext(t *testing.T) {
	for name, opts := range map[string][]coro.RunOption{"virtual": {coro.Virtual()}, "real": nil} {
		t.Run(name, func(t *testing.T) {
			r := coro.NewRunner(opts...)
			task := coro.Go(coro.Context(r.Loop()), func(ctx context.Context) error {
				return coro.Sleep(watched{ctx, make(chan struct{})}, time.Hour)
			})
			_, _ = r.Loop().CallSoon(r.Loop().Stop)
			if err := errors.Join(r.Loop().RunForever(), r.Loop().Close()); err != nil {
				t.Fatal(err)
			}
			if !task.Done() {
				t.Error("the task is not done")
			}
		})
	}
}
