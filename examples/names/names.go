// Package names shows that tasks are called Task-1, Task-2 ... unless they are
// given a name.
package names

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/goasyncio/asyncio/coro"
)

func nap(ctx context.Context) error { return coro.Sleep(ctx, time.Second) }

// Main names some tasks.
func Main(ctx context.Context) error {
	coro.Println(ctx, coro.CurrentTask(ctx).Name())
	a := coro.Go(ctx, nap)
	b := coro.Go(ctx, nap, coro.Named("bob"))
	c := coro.Go(ctx, nap)
	coro.Println(ctx, a.Name(), b.Name(), c.Name())
	a.SetName("ada")
	var names []any
	for _, task := range coro.AllTasks(ctx) {
		names = append(names, task.Name())
	}
	slices.SortFunc(names, func(x, y any) int { return strings.Compare(x.(string), y.(string)) })
	coro.Println(ctx, names...)
	if _, _, err := coro.Wait(ctx, []*coro.Task[struct{}]{a, b, c}); err != nil {
		return err
	}
	coro.Println(ctx, len(coro.AllTasks(ctx)))
	return nil
}
