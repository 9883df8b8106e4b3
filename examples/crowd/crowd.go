// Package crowd gathers 120 coroutines: all of them start at once.
package crowd

import (
	"context"
	"time"

	"github.com/goasyncio/asyncio/coro"
)

// fetch takes a while.
func fetch(n int) coro.Coro[int] {
	return coro.After(time.Duration(n)*time.Millisecond, n)
}

// Main fetches everything at once.
func Main(ctx context.Context) error {
	var all []coro.Coro[int]
	for n := range 120 {
		all = append(all, fetch(n+1))
	}
	numbers, err := coro.Gather(ctx, all...) // L:gather
	coro.Println(ctx, len(numbers), "at once")
	return err
}
