// Package gatherall gathers errors as results: it waits for all, and no error is lost.
package gatherall

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

// Main hears of both errors.
func Main(ctx context.Context) error {
	results, err := coro.GatherResults(ctx, work("a", 1*time.Second), work("b", 2*time.Second), // L:gather
		work("c", 3*time.Second), work("d", 4*time.Second))
	for _, result := range results {
		if result.Err != nil {
			coro.Println(ctx, "error", result.Err) // L:error
		}
	}
	coro.Println(ctx, "main ends")
	return err
}
