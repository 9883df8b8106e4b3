package coro_test

import (
	"context"
	"testing"
	"time"

	"github.com/goasyncio/asyncio/coro"
)

// A loop that closes ends a coroutine that waits for the tasks of its group,
// in debug mode too, where every await looks at its goroutine.
func TestCloseEndsAWaitingGroup(t *testing.T) {
	for _, opts := range [][]coro.RunOption{{coro.Virtual()}, {coro.Virtual(), coro.DebugMode()}} {
		r := coro.NewRunner(opts...)
		var ended error
		main := coro.Go(coro.Context(r.Loop()), func(ctx context.Context) error {
			var group coro.TaskGroup
			ended = group.Do(ctx, func(ctx context.Context) error {
				defer func() { ended = coro.Sleep(ctx, time.Second) }()
				group.Go(ctx, func(ctx context.Context) error { return coro.Sleep(ctx, time.Hour) })
				return coro.Sleep(ctx, time.Hour)
			})
			return ended
		})
		_, _ = r.Loop().CallLater(time.Second, r.Loop().Stop)
		if err := r.Loop().RunForever(); err != nil {
			t.Fatal(err)
		}
		if err := r.Loop().Close(); err != nil {
			t.Fatal(err)
		}
		if ended == nil || !main.Done() {
			t.Errorf("an await in a deferred call of %v returned %v", main, ended)
		}
	}
}
