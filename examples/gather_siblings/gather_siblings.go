// Package gathersiblings shows that gather returns the first error, that the siblings
// run on, and that further errors are lost.
package gathersiblings

import (
	"context"
	"errors"
	"time"

	"github.com/goasyncio/asyncio/coro"
)

// work takes a while, and fails for b and d.
func work(name string, delay time.Duration) coro.Coro[struct{}] {
	return func(ctx context.Context) (struct{}, error) {
		if err := coro.Sleep(ctx, delay); err != nil {
			return struct{}{}, err
		}
		if name == "b" || name == "d" {
			return struct{}{}, errors.New(name) // L:raise
		}
		coro.Println(ctx, name, "is done")
		return struct{}{}, nil
	}
}

// Main hears of one error of two.
func Main(ctx context.Context) error {
	_, err := coro.Gather(ctx, work("a", 1*time.Second), work("b", 2*time.Second), // L:gather
		work("c", 3*time.Second), work("d", 4*time.Second))
	if err != nil {
		coro.Println(ctx, "caught", err) // L:caught
	}
	if err := coro.Sleep(ctx, 3*time.Second); err != nil {
		return err
	}
	coro.Println(ctx, "main ends")
	return nil
}
