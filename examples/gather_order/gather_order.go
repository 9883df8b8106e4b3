// Package gatherorder gathers results in the order of the arguments, whoever is done
// first.
package gatherorder

import (
	"context"
	"strings"
	"time"

	"github.com/goasyncio/asyncio/coro"
)

// work takes a while.
func work(name string, delay time.Duration) coro.Coro[string] {
	return func(ctx context.Context) (string, error) {
		if err := coro.Sleep(ctx, delay); err != nil {
			return "", err
		}
		coro.Println(ctx, name, "is done") // L:done
		return name, nil
	}
}

// Main prints the results as Python prints a list.
func Main(ctx context.Context) error {
	names, err := coro.Gather(ctx, work("a", 3*time.Second), work("b", time.Second), work("c", 2*time.Second)) // L:gather
	if err == nil {
		coro.Println(ctx, "['"+strings.Join(names, "', '")+"']")
	}
	return err
}
