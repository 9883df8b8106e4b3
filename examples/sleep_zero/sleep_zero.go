// Package sleepzero lets two tasks take turns: Sleep(0) is no sleep, it lets
// everybody else who is ready have one turn.
package sleepzero

import (
	"context"

	"github.com/goasyncio/asyncio/coro"
)

// count counts, and lets others in between.
func count(name string) coro.Coro[struct{}] {
	return func(ctx context.Context) (struct{}, error) {
		for n := range 2 {
			coro.Println(ctx, name, n)
			if err := coro.Sleep(ctx, 0); err != nil { // L:yield
				return struct{}{}, err
			}
		}
		return struct{}{}, nil
	}
}

// Main counts twice at a time.
func Main(ctx context.Context) error {
	_, err := coro.Gather(ctx, count("x"), count("y")) // L:gather
	return err
}
