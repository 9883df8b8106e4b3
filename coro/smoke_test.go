package coro_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/goasyncio/asyncio/coro"
)

func greet(name string, d time.Duration) coro.Coro[string] {
	return func(ctx context.Context) (string, error) {
		if err := coro.Sleep(ctx, d); err != nil {
			return "", err
		}
		if name == "bad" {
			return "", errors.New("bad name")
		}
		return "Hello, " + name, nil
	}
}

func TestSmoke(t *testing.T) {
	err := coro.Run(context.Background(), func(ctx context.Context) error {
		v, err := coro.Gather(ctx, greet("a", 2*time.Second), greet("b", time.Second))
		fmt.Println(v, err, coro.RunningLoop(ctx).Time())
		a := coro.CreateTask(ctx, greet("x", time.Second))
		b := coro.CreateTask(ctx, greet("y", 3*time.Second))
		fmt.Println(a, b)
		done, pending, err := coro.Wait(ctx, []*coro.Task[string]{a, b}, coro.Within(2*time.Second))
		fmt.Println(done, pending, err)
		v1, err := coro.WaitFor(ctx, b, time.Second/2)
		fmt.Println(v1, err, b)
		for v, err := range coro.AsCompleted(ctx, []coro.Coro[string]{greet("2", 2*time.Second), greet("1", time.Second)}) {
			fmt.Println(v, err)
		}
		var g coro.TaskGroup
		err = g.Do(ctx, func(ctx context.Context) error {
			coro.CreateTask(ctx, greet("bad", time.Second), coro.In(&g))
			c := coro.CreateTask(ctx, greet("long", 10*time.Second), coro.In(&g))
			fmt.Println(g.String())
			_, err := c.Await(ctx)
			return err
		})
		fmt.Println(err, coro.RunningLoop(ctx).Time())
		r, err := coro.ToThread(ctx, func(ctx context.Context) (int, error) { coro.Block(ctx, time.Second); return 5, nil })
		fmt.Println(r, err, coro.RunningLoop(ctx).Time())
		e := coro.CreateTask(ctx, greet("eager", 0), coro.Eager())
		fmt.Println(e)
		fmt.Println(e.Await(ctx))
		f := coro.NewFuture[int](ctx)
		_, err = f.Await(ctx)
		return err
	}, coro.Virtual(), coro.ShutdownTimeout(time.Second))
	fmt.Println(err)
}
