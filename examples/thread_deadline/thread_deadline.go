// Package threaddeadline gives the blocking function a limit of its own, as sockets
// and databases have one: so the thread ends in time, too.
package threaddeadline

import (
	"context"
	"time"

	"github.com/goasyncio/asyncio/coro"
)

// work blocks its thread until its own limit.
func work(limit time.Duration) coro.Coro[string] {
	return coro.Thread(func(ctx context.Context) (string, error) {
		err := coro.Block(ctx, limit) // L:block
		return "gave up", err
	})
}

// Main has no need to give up.
func Main(ctx context.Context) error {
	answer, err := coro.WaitFor(ctx, work(50*time.Millisecond), 60*time.Millisecond) // L:wait
	if err != nil {
		return err
	}
	coro.Println(ctx, answer)
	if err := coro.Sleep(ctx, 200*time.Millisecond); err != nil { // L:after
		return err
	}
	coro.Println(ctx, "main ends")
	return nil
}
