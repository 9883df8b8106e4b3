package coro_test

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"github.com/goasyncio/asyncio/coro"
)

func ExampleLock() {
	var lock coro.Lock
	worker := func(name string) coro.Coro[struct{}] {
		return coro.Void(func(ctx context.Context) error {
			return lock.Do(ctx, func(ctx context.Context) error {
				fmt.Println(name, "has the lock")
				return coro.Sleep(ctx, time.Second)
			})
		})
	}
	_ = coro.Run(context.Background(), func(ctx context.Context) error {
		_, err := coro.Gather(ctx, worker("Ada"), worker("Ben"))
		return err
	}, coro.Virtual())
	// Output:
	// Ada has the lock
	// Ben has the lock
}

func ExampleEvent() {
	var ready coro.Event
	_ = coro.Run(context.Background(), func(ctx context.Context) error {
		waiter := coro.Go(ctx, func(ctx context.Context) error {
			err := ready.Wait(ctx)
			fmt.Println("off we go")
			return err
		})
		_ = coro.Sleep(ctx, time.Second)
		fmt.Println("ready")
		_ = ready.Set()
		_, err := waiter.Await(ctx)
		return err
	}, coro.Virtual())
	// Output:
	// ready
	// off we go
}

func ExampleCondition() {
	var cond coro.Condition
	var inbox []string
	_ = coro.Run(context.Background(), func(ctx context.Context) error {
		reader := coro.Go(ctx, func(ctx context.Context) error {
			return cond.Do(ctx, func(ctx context.Context) error {
				err := cond.WaitUntil(ctx, func() bool { return len(inbox) == 2 })
				fmt.Println(inbox)
				return err
			})
		})
		for _, letter := range []string{"first", "second"} {
			_ = coro.Sleep(ctx, time.Second)
			_ = cond.Do(ctx, func(context.Context) error {
				inbox = append(inbox, letter)
				return cond.Notify(1)
			})
		}
		_, err := reader.Await(ctx)
		return err
	}, coro.Virtual())
	// Output: [first second]
}

func ExampleSemaphore() {
	two := coro.NewSemaphore(2)
	_ = coro.Run(context.Background(), func(ctx context.Context) error {
		var group coro.TaskGroup
		return group.Do(ctx, func(ctx context.Context) error {
			for i := range 4 {
				group.Go(ctx, func(ctx context.Context) error {
					return two.Do(ctx, func(ctx context.Context) error {
						fmt.Println(coro.RunningLoop(ctx).Time(), "job", i)
						return coro.Sleep(ctx, time.Second)
					})
				})
			}
			return nil
		})
	}, coro.Virtual())
	// Output:
	// 0s job 0
	// 0s job 1
	// 1s job 2
	// 1s job 3
}

func ExampleBoundedSemaphore() {
	one := coro.NewBoundedSemaphore(1)
	fmt.Println(one.Release())
	fmt.Println(one)
	// Output:
	// asyncio: BoundedSemaphore was released more often than acquired
	// <BoundedSemaphore [unlocked, value:1]>
}

func ExampleBarrier() {
	start := coro.NewBarrier(2)
	runner := func(name string, late time.Duration) coro.Coro[struct{}] {
		return coro.Void(func(ctx context.Context) error {
			_ = coro.Sleep(ctx, late)
			fmt.Println(name, "is at the start")
			if _, err := start.Wait(ctx); err != nil {
				return err
			}
			fmt.Println(name, "runs at", coro.RunningLoop(ctx).Time())
			return nil
		})
	}
	_ = coro.Run(context.Background(), func(ctx context.Context) error {
		_, err := coro.Gather(ctx, runner("Ada", 0), runner("Ben", time.Second))
		return err
	}, coro.Virtual())
	// Output:
	// Ada is at the start
	// Ben is at the start
	// Ben runs at 1s
	// Ada runs at 1s
}

func ExampleQueue() {
	_ = coro.Run(context.Background(), func(ctx context.Context) error {
		q := coro.NewQueue[string](1)
		producer := coro.Go(ctx, func(ctx context.Context) error {
			for _, word := range []string{"to", "and", "fro"} {
				if err := q.Put(ctx, word); err != nil {
					return err
				}
			}
			return q.Shutdown(false)
		})
		for word, err := range q.All(ctx) {
			if err != nil {
				return err
			}
			fmt.Println(word)
		}
		_, err := producer.Await(ctx)
		return err
	}, coro.Virtual())
	// Output:
	// to
	// and
	// fro
}

func ExampleNewPriorityQueue() {
	type job struct {
		urgency int
		name    string
	}
	q := coro.NewPriorityQueue(0, func(a, b job) int { return cmp.Compare(a.urgency, b.urgency) })
	for _, j := range []job{{3, "sweep"}, {1, "put out the fire"}, {2, "lunch"}} {
		_ = q.PutNowait(j)
	}
	for !q.Empty() {
		j, _ := q.GetNowait()
		fmt.Println(j.name)
	}
	// Output:
	// put out the fire
	// lunch
	// sweep
}

func ExampleNewLifoQueue() {
	q := coro.NewLifoQueue[int](0)
	for i := range 3 {
		_ = q.PutNowait(i)
	}
	fmt.Println(q)
	fmt.Println(q.GetNowait())
	// Output:
	// <LifoQueue maxsize=0 _queue=[0, 1, 2] tasks=3>
	// 2 <nil>
}
