// Package racelock keeps others out between reading and writing.
package racelock

import (
	"context"

	"github.com/goasyncio/asyncio/coro"
)

// Main adds 1 five times.
func Main(ctx context.Context) error {
	var lock coro.Lock
	counter := 0
	add := coro.Of(func(ctx context.Context) (struct{}, error) {
		return struct{}{}, lock.Do(ctx, func(ctx context.Context) error { // L:lock
			seen := counter                            // L:read
			if err := coro.Sleep(ctx, 0); err != nil { // L:yield
				return err
			}
			counter = seen + 1 // L:write
			return nil
		})
	})
	if _, err := coro.Gather(ctx, add, add, add, add, add); err != nil {
		return err
	}
	coro.Println(ctx, "counter:", counter)
	return nil
}
