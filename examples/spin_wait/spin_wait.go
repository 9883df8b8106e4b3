// Package spinwait waits by asking again and again: each Sleep(0) takes a turn, and
// together they take all of a processor.
package spinwait

import (
	"context"

	"github.com/goasyncio/asyncio/coro"
)

// Main asks whether the other task is ready.
func Main(ctx context.Context) error {
	ready := false
	task := coro.Go(ctx, func(ctx context.Context) error {
		for step := range 4 {
			coro.Println(ctx, "step", step)
			if err := coro.Sleep(ctx, 0); err != nil {
				return err
			}
		}
		ready = true // L:ready
		return nil
	})
	for !ready {
		if err := coro.Sleep(ctx, 0); err != nil { // L:spin
			return err
		}
	}
	coro.Println(ctx, "ready")
	_, err := task.Await(ctx)
	return err
}
