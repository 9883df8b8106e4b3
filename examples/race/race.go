// Package race reads, awaits and writes: in between others read the same value.
package race

import (
	"context"

	"github.com/goasyncio/asyncio/coro"
)

// Main adds 1 five times.
func Main(ctx context.Context) error {
	counter := 0
	add := coro.Of(func(ctx context.Context) (struct{}, error) {
		seen := counter                            // L:read
		if err := coro.Sleep(ctx, 0); err != nil { // L:yield
			return struct{}{}, err
		}
		counter = seen + 1 // L:write
		return struct{}{}, nil
	})
	if _, err := coro.Gather(ctx, add, add, add, add, add); err != nil {
		return err
	}
	coro.Println(ctx, "counter:", counter)
	return nil
}
