//go:build !race

package coro_test

import (
	"context"
	"testing"

	"github.com/goasyncio/asyncio/coro"
)

// A thread call is one object, and two small ones for its callbacks, as long as
// its function does not look at its ctx.
func TestAThreadCallAllocatesLittle(t *testing.T) {
	f := func(context.Context) (int, error) { return 0, nil }
	err := coro.Run(context.Background(), func(ctx context.Context) error {
		n := testing.AllocsPerRun(200, func() {
			if _, err := coro.ToThread(ctx, f); err != nil {
				t.Error(err)
			}
		})
		if n > 3 {
			t.Errorf("%v allocations", n)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}
