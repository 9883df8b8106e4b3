package coro_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/goasyncio/asyncio/coro"
)

// lookEnded is nil if ctx has ended, by all that it says.
func lookEnded(ctx context.Context) error {
	<-ctx.Done()
	if !errors.Is(ctx.Err(), context.Canceled) || !errors.Is(context.Cause(ctx), context.Canceled) {
		return errors.Join(errors.New("it ended with"), ctx.Err(), context.Cause(ctx))
	}
	return nil
}

// A function whose await is cancelled is told so by its ctx, whether it had
// looked at that before or looks for the first time.
func TestACancelEndsTheCtxOfAThreadCall(t *testing.T) {
	for name, f := range map[string]func(ctx context.Context, began func(), cancelled <-chan struct{}) error{
		"looks before": func(ctx context.Context, began func(), _ <-chan struct{}) error {
			if ctx.Err() != nil || context.Cause(ctx) != nil {
				t.Error("it has ended before")
			}
			began()
			return lookEnded(ctx)
		},
		"looks after": func(ctx context.Context, began func(), cancelled <-chan struct{}) error {
			began()
			<-cancelled
			return lookEnded(ctx)
		},
		"looks at one that is derived": func(ctx context.Context, began func(), _ <-chan struct{}) error {
			ctx, stop := context.WithTimeout(ctx, time.Hour)
			defer stop()
			began()
			return lookEnded(ctx)
		},
		"is called": func(ctx context.Context, began func(), _ <-chan struct{}) error {
			called := make(chan struct{})
			context.AfterFunc(ctx, func() { close(called) })
			began()
			<-called
			return nil
		},
	} {
		t.Run(name, func(t *testing.T) {
			begun, cancelled, ended := make(chan struct{}), make(chan struct{}), make(chan error, 1)
			virtually(t, func(ctx context.Context) {
				task := coro.CreateTask(ctx, coro.Thread(func(ctx context.Context) (int, error) {
					ended <- f(ctx, func() { close(begun) }, cancelled)
					return 0, nil
				}))
				_ = coro.Sleep(ctx, 0)
				<-begun
				task.Cancel()
				if _, err := task.Await(ctx); !errors.Is(err, coro.ErrCancelled) {
					t.Error(err)
				}
				close(cancelled)
				if err := <-ended; err != nil {
					t.Error(err)
				}
			})
		})
	}
}

// A ctx that is kept has ended with its call, also if nobody looked at it in
// time.
func TestTheCtxOfAThreadCallEndsWithIt(t *testing.T) {
	type key struct{}
	virtually(t, func(ctx context.Context) {
		for name, look := range map[string]bool{"looked": true, "not": false} {
			kept, err := coro.ToThread(context.WithValue(ctx, key{}, "v"), func(ctx context.Context) (context.Context, error) {
				if look && ctx.Err() != nil {
					t.Error("it has ended before")
				}
				return ctx, nil
			})
			if err != nil {
				t.Fatal(err)
			}
			if err := lookEnded(kept); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			if _, limited := kept.Deadline(); limited || kept.Value(key{}) != "v" {
				t.Errorf("%s: it has a deadline (%t) or lost its value", name, limited)
			}
		}
	})
}
