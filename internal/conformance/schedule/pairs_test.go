package schedule_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/goasyncio/asyncio/coro"
)

// pairs are programs that stand in testdata in Python, and here in Go. They reach what the examples do not.
var pairs = map[string]func(context.Context) error{
	"shielded": shielded, "cancelled": cancelled, "waitfor_slow": waitForSlow, "locked": locked, "queued": queued,
	"conditions": conditions, "turns": turns, "threads": threads, "stuck": stuck, "grouped": grouped,
}

// python shows a truth value as Python does.
func python(yes bool) string {
	if yes {
		return "True"
	}
	return "False"
}

func shielded(ctx context.Context) error {
	task := coro.CreateTask(ctx, func(ctx context.Context) (string, error) {
		if err := coro.Sleep(ctx, 3*time.Second); err != nil {
			return "", err
		}
		coro.Println(ctx, "inner ends")
		return "kept", nil
	}, coro.Named("inner"))
	err := coro.Timeout(time.Second).Do(ctx, func(ctx context.Context) error {
		_, err := coro.Shield(ctx, task)
		return err
	})
	if errors.Is(err, coro.ErrTimeout) {
		coro.Println(ctx, "timed out, inner done:", python(task.Done()))
	}
	value, err := task.Await(ctx)
	coro.Println(ctx, value)
	return err
}

func cancelled(ctx context.Context) error {
	task := coro.CreateTask(ctx, func(ctx context.Context) (string, error) {
		if err := coro.Sleep(ctx, 9*time.Second); errors.Is(err, coro.ErrCancelled) {
			var c *coro.CancelledError
			errors.As(err, &c)
			coro.Println(ctx, "swallowed", c.Msg)
		}
		return "lived", coro.Sleep(ctx, time.Second)
	}, coro.Named("stubborn"))
	early := coro.Go(ctx, func(ctx context.Context) error {
		coro.Println(ctx, "never printed")
		return nil
	}, coro.Named("early"))
	early.Cancel()
	if err := coro.Sleep(ctx, time.Second); err != nil {
		return err
	}
	task.Cancel("once")
	task.Cancel("twice")
	value, err := task.Await(ctx)
	coro.Println(ctx, value, task.Cancelling(), python(early.Cancelled()))
	coro.CurrentTask(ctx).Cancel()
	if errors.Is(coro.Sleep(ctx, 5*time.Second), coro.ErrCancelled) {
		coro.Println(ctx, "main too")
	}
	return err
}

func waitForSlow(ctx context.Context) error {
	slow := func(ctx context.Context) (struct{}, error) {
		err := coro.Sleep(ctx, 9*time.Second)
		if e := coro.Sleep(ctx, 2*time.Second); e != nil {
			return struct{}{}, e
		}
		coro.Println(ctx, "cleaned up")
		return struct{}{}, err
	}
	l := coro.RunningLoop(ctx)
	_, err := coro.WaitFor(ctx, coro.CreateTask(ctx, slow, coro.Named("slow")), time.Second)
	if errors.Is(err, coro.ErrTimeout) {
		coro.Println(ctx, fmt.Sprintf("timed out at %.1f", l.Time().Seconds()))
	}
	_, err = coro.WaitFor(ctx, coro.CreateTask(ctx, slow, coro.Named("unstarted")), 0)
	if errors.Is(err, coro.ErrTimeout) {
		coro.Println(ctx, "no time at all")
	}
	scope := coro.Timeout(0)
	err = scope.Do(ctx, func(ctx context.Context) error {
		if err := scope.Reschedule(l.Time() + time.Second); err != nil {
			return err
		}
		return coro.Sleep(ctx, 0)
	})
	coro.Println(ctx, "expired:", python(scope.Expired()))
	return err
}

func locked(ctx context.Context) error {
	var lock coro.Lock
	var gate coro.Event
	var tasks []*coro.Task[struct{}]
	for _, name := range []string{"a", "b", "c"} {
		tasks = append(tasks, coro.Go(ctx, func(ctx context.Context) error {
			err := lock.Do(ctx, func(ctx context.Context) error {
				coro.Println(ctx, name, "has the lock")
				return coro.Sleep(ctx, time.Second)
			})
			if err == nil {
				err = gate.Wait(ctx)
			}
			if err == nil {
				coro.Println(ctx, name, "is through")
			}
			return err
		}, coro.Named(name)))
	}
	if err := coro.Sleep(ctx, 1500*time.Millisecond); err != nil {
		return err
	}
	tasks[1].Cancel()
	if err := coro.Sleep(ctx, 2*time.Second); err != nil {
		return err
	}
	if err := gate.Set(); err != nil {
		return err
	}
	_, _, err := coro.Wait(ctx, tasks)
	return err
}

func queued(ctx context.Context) error {
	queue := coro.NewQueue[int](2)
	consumer := func(name string) func(context.Context) error {
		return func(ctx context.Context) error {
			for {
				item, err := queue.Get(ctx)
				if err != nil {
					return err
				}
				coro.Println(ctx, name, "got", item)
				if err := coro.Sleep(ctx, time.Second); err != nil {
					return err
				}
				if err := queue.TaskDone(); err != nil {
					return err
				}
			}
		}
	}
	var group coro.TaskGroup
	err := group.Do(ctx, func(ctx context.Context) error {
		a, b := group.Go(ctx, consumer("a"), coro.Named("a")), group.Go(ctx, consumer("b"), coro.Named("b"))
		for item := range 5 {
			if err := queue.Put(ctx, item); err != nil {
				return err
			}
		}
		if err := queue.Join(ctx); err != nil {
			return err
		}
		a.Cancel()
		b.Cancel()
		return nil
	})
	coro.Println(ctx, "all done")
	return err
}
