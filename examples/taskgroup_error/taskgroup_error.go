// Package taskgrouperror shows that the tasks of a group stand and fall together:
// when one fails, the others are cancelled, and the errors come as one.
package taskgrouperror

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
			return "", errBadName // L:raise
		}
		return "Hello, " + name + "!", nil
	}
}

// Main catches the error of a group.
func Main(ctx context.Context) error {
	var group coro.TaskGroup
	var other *coro.Task[string]
	err := group.Do(ctx, func(ctx context.Context) error { // L:group
		coro.CreateTask(ctx, greet("ada", 2*time.Second), coro.In(&group))
		other = coro.CreateTask(ctx, greet("bob", 4*time.Second), coro.In(&group))
		return nil
	})
	if errs, ok := errors.AsType[*coro.GroupError](err); ok {
		for _, err := range errs.Errs {
			coro.Println(ctx, "caught:", err)
		}
	}
	coro.Println(ctx, "other cancelled:", show.Yes(other.Cancelled()))
	coro.Println(ctx, show.Now(ctx))
	return nil
}
