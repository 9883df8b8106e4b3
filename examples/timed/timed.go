// Package timed is a decorator: it tells when a coroutine begins, and how long it
// took, whatever its end.
package timed

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/goasyncio/asyncio/coro"
	"github.com/goasyncio/asyncio/examples/internal/show"
)

// timed tells about a coroutine, and is one. In Go the name and the arguments
// have to be given.
func timed[T any](about string, c coro.Coro[T]) coro.Coro[T] {
	return func(ctx context.Context) (T, error) {
		name, _, _ := strings.Cut(about, " ")
		coro.Println(ctx, "begin", about)
		loop := coro.RunningLoop(ctx)
		begun := loop.Time()
		defer func() { coro.Println(ctx, "end", name, show.Seconds(loop.Time()-begun)) }()
		return c.Await(ctx)
	}
}

func brew(cups int) coro.Coro[int] {
	return timed(fmt.Sprint("brew ", cups), coro.After(time.Duration(cups)*time.Second, cups))
}

func spill() coro.Coro[int] {
	return timed("spill", func(ctx context.Context) (int, error) {
		if err := coro.Sleep(ctx, time.Second); err != nil {
			return 0, err
		}
		return 0, errors.New("spilled")
	})
}

// Main brews some tea, and spills it.
func Main(ctx context.Context) error {
	cups, err := brew(2).Await(ctx)
	if err != nil {
		return err
	}
	coro.Println(ctx, cups)
	if _, err := spill().Await(ctx); err != nil {
		coro.Println(ctx, "caught:", err)
	}
	return nil
}
