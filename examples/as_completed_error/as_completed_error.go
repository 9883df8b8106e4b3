// Package ascompletederror shows that an error or a timeout of AsCompleted ends
// the loop over it, not the tasks.
package ascompletederror

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

// Main stops at ada's error, awaits bob all the same, and gives up on cy.
func Main(ctx context.Context) error {
	slow := coro.CreateTask(ctx, greet("bob", 3*time.Second), coro.Named("slow"))
	quick := coro.CreateTask(ctx, greet("ada", time.Second), coro.Named("quick"))
	for hello, err := range coro.AsCompleted(ctx, []*coro.Task[string]{quick, slow}, coro.Within(4*time.Second)) {
		if errors.Is(err, errBadName) {
			coro.Println(ctx, "caught:", err, show.Now(ctx))
			break
		}
		coro.Println(ctx, hello)
	}
	coro.Println(ctx, "slow cancelled:", show.Yes(slow.Cancelled()), "done:", show.Yes(slow.Done()))
	hello, err := slow.Await(ctx)
	if err != nil {
		return err
	}
	coro.Println(ctx, hello, show.Now(ctx))

	late := coro.CreateTask(ctx, greet("cy", 9*time.Second), coro.Named("late"))
	for _, err := range coro.AsCompleted(ctx, []*coro.Task[string]{late}, coro.Within(time.Second)) {
		if errors.Is(err, coro.ErrTimeout) {
			coro.Println(ctx, "timeout", show.Now(ctx))
		}
	}
	coro.Println(ctx, "late done:", show.Yes(late.Done()))
	return nil
}
