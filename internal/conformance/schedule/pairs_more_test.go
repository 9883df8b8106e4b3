package schedule_test

import (
	"context"
	"errors"
	"time"

	"github.com/goasyncio/asyncio/coro"
)

func conditions(ctx context.Context) error {
	var condition coro.Condition
	room := coro.NewSemaphore(2)
	var tasks []*coro.Task[struct{}]
	for _, name := range []string{"a", "b", "c"} {
		tasks = append(tasks, coro.Go(ctx, func(ctx context.Context) error {
			return room.Do(ctx, func(ctx context.Context) error {
				return condition.Do(ctx, func(ctx context.Context) error {
					err := condition.Wait(ctx)
					coro.Println(ctx, name, "was told")
					return err
				})
			})
		}, coro.Named(name)))
	}
	if err := coro.Sleep(ctx, time.Second); err != nil {
		return err
	}
	for range 3 {
		err := condition.Do(ctx, func(context.Context) error { return condition.Notify(1) })
		if err != nil {
			return err
		}
		if err := coro.Sleep(ctx, time.Second); err != nil {
			return err
		}
	}
	_, err := coro.Gather(ctx, tasks...)
	return err
}

func turns(ctx context.Context) error {
	l := coro.RunningLoop(ctx)
	outside := coro.Context(l)
	say := func(words ...any) func() { return func() { coro.Println(outside, words...) } }
	handle, err := l.CallSoon(say("never printed"))
	if err != nil {
		return err
	}
	handle.Cancel()
	timer, err := l.CallLater(5*time.Second, say("never printed either"))
	if err != nil {
		return err
	}
	_, _ = l.CallSoon(func() { _, _ = l.CallSoon(say("third")) })
	_, _ = l.CallLater(time.Second, say("one second"))
	var tasks []*coro.Task[struct{}]
	for _, name := range []string{"x", "y"} {
		tasks = append(tasks, coro.Go(ctx, func(ctx context.Context) error {
			for i := range 2 {
				coro.Println(ctx, name, i)
				if err := coro.Sleep(ctx, 0); err != nil {
					return err
				}
			}
			return nil
		}, coro.Named(name)))
	}
	tasks[0].AddDoneCallback(func(t *coro.Task[struct{}]) { coro.Println(outside, "done", t.Name()) })
	for _, task := range tasks {
		if _, err := task.Await(ctx); err != nil {
			return err
		}
	}
	tasks[0].AddDoneCallback(func(t *coro.Task[struct{}]) { coro.Println(outside, "late", t.Name()) })
	timer.Cancel()
	future := coro.NewFuture[string](ctx)
	_, _ = l.CallLater(2*time.Second, func() { _ = future.SetResult("set") })
	value, err := future.Await(ctx)
	coro.Println(ctx, value)
	return err
}

func threads(ctx context.Context) error {
	work := func(name string, d time.Duration) coro.Coro[string] {
		return coro.Thread(func(ctx context.Context) (string, error) {
			coro.Println(ctx, name, "begins")
			if err := coro.Block(ctx, d); err != nil {
				return "", err
			}
			coro.Println(ctx, name, "ends")
			return name, nil
		})
	}
	first := coro.CreateTask(ctx, work("first", 2*time.Second), coro.Named("first"))
	second := coro.CreateTask(ctx, work("second", time.Second), coro.Named("second"))
	value, err := second.Await(ctx)
	if err != nil {
		return err
	}
	coro.Println(ctx, value)
	first.Cancel()
	if _, err := first.Await(ctx); errors.Is(err, coro.ErrCancelled) {
		coro.Println(ctx, "nobody waits for the first")
	}
	return coro.Sleep(ctx, 3*time.Second)
}

func stuck(ctx context.Context) error {
	if err := coro.Sleep(ctx, time.Second); err != nil {
		return err
	}
	coro.Println(ctx, "now for ever")
	_, err := coro.NewFuture[struct{}](ctx).Await(ctx)
	return err
}

// nap sleeps and then fails with the error, if there is one.
func nap(d time.Duration, failure error) coro.Coro[struct{}] {
	return coro.Void(func(ctx context.Context) error {
		if err := coro.Sleep(ctx, d); err != nil {
			return err
		}
		return failure
	})
}

// tidy sleeps until it is cancelled, and then cleans up for a while.
func tidy(d time.Duration) func(context.Context) error {
	return func(ctx context.Context) error {
		err := coro.Sleep(ctx, 9*time.Second)
		if e := coro.Sleep(ctx, d); e != nil {
			return e
		}
		return err
	}
}

func grouped(ctx context.Context) error {
	var outer, empty coro.TaskGroup
	err := outer.Do(ctx, func(ctx context.Context) error {
		outer.Go(ctx, tidy(2*time.Second), coro.Named("tidy"))
		var inner coro.TaskGroup
		return inner.Do(ctx, func(ctx context.Context) error {
			coro.CreateTask(ctx, nap(time.Second, errors.New("inner")), coro.In(&inner), coro.Named("fails"))
			inner.Go(ctx, tidy(time.Second), coro.Named("inner tidy"))
			return coro.Sleep(ctx, 9*time.Second)
		})
	})
	var group *coro.GroupError
	if errors.As(err, &group) {
		coro.Println(ctx, "(ValueError('inner'),)")
	}
	if err := empty.Do(ctx, func(context.Context) error { return nil }); err != nil {
		return err
	}
	naps := []coro.Coro[struct{}]{nap(2*time.Second, nil), nap(time.Second, nil)}
	for _, err := range coro.AsCompleted(ctx, naps, coro.Within(5*time.Second)) {
		if err != nil {
			return err
		}
	}
	coro.Println(ctx, "end")
	return nil
}
