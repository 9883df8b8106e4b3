// Package gatherresults waits for all and receives errors as results, which is
// gather(..., return_exceptions=True).
package gatherresults

import (
	"context"
	"errors"
	"time"

	"github.com/goasyncio/asyncio/coro"
	"github.com/goasyncio/asyncio/examples/internal/show"
)

var errBadName = errors.New("bad name")

// greet says hello after a while, but not to ada.
func greet(name string, delay time.Duration) coro.Coro[string] {
	return func(ctx context.Context) (string, error) {
		if err := coro.Sleep(ctx, delay); err != nil {
			return "", err
		}
		if name == "ada" {
			return "", errBadName
		}
		return "Hello, " + name + "!", nil
	}
}

// Main prints what came of each greeting.
func Main(ctx context.Context) error {
	results, err := coro.GatherResults(ctx, greet("ada", time.Second), greet("bob", 2*time.Second))
	if err != nil {
		return err
	}
	for _, result := range results {
		if result.Err != nil {
			coro.Println(ctx, "error:", result.Err)
		} else {
			coro.Println(ctx, "value:", result.Value)
		}
	}
	coro.Println(ctx, show.Now(ctx))
	return nil
}
