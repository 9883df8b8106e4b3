package coro_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/goasyncio/asyncio/coro"
	"github.com/goasyncio/asyncio/loop"
)

// brew is `async def brew(what, d)`.
func brew(what string, d time.Duration) coro.Coro[string] {
	return func(ctx context.Context) (string, error) {
		if err := coro.Sleep(ctx, d); err != nil {
			return "", err
		}
		if what == "mud" {
			return "", errors.New("nobody drinks mud")
		}
		return what, nil
	}
}

// exampleRun runs an example in virtual time.
func exampleRun(main func(ctx context.Context) error) {
	if err := coro.Run(context.Background(), main, coro.Virtual()); err != nil {
		fmt.Println("error:", err)
	}
}

func Example() {
	main := func(ctx context.Context) error {
		both, err := coro.Gather(ctx, brew("coffee", 3*time.Second), brew("tea", 2*time.Second))
		fmt.Println(both, err, "after", coro.RunningLoop(ctx).Time())
		return err
	}
	if err := coro.Run(context.Background(), main, coro.Virtual()); err != nil {
		fmt.Println(err)
	}
	// Output: [coffee tea] <nil> after 3s
}

func ExampleRun() {
	err := coro.Run(context.Background(), func(ctx context.Context) error {
		fmt.Println("hello")
		if err := coro.Sleep(ctx, time.Hour); err != nil {
			return err
		}
		fmt.Println("world")
		return nil
	}, coro.Virtual())
	fmt.Println(err)
	// Output:
	// hello
	// world
	// <nil>
}

func ExampleCreateTask() {
	exampleRun(func(ctx context.Context) error {
		task := coro.CreateTask(ctx, brew("tea", time.Second), coro.Named("kettle"))
		fmt.Println(task)
		what, err := task.Await(ctx)
		fmt.Println(what, task)
		return err
	})
	// Output:
	// <Task pending name='kettle'>
	// tea <Task finished name='kettle' result="tea">
}

func ExampleTask_Cancel() {
	exampleRun(func(ctx context.Context) error {
		task := coro.CreateTask(ctx, brew("tea", time.Second))
		_ = coro.Sleep(ctx, 0)
		task.Cancel("no more tea")
		_, err := task.Await(ctx)
		fmt.Println(errors.Is(err, coro.ErrCancelled), err)
		return nil
	})
	// Output: true cancelled: no more tea
}

func ExampleGatherResults() {
	exampleRun(func(ctx context.Context) error {
		results, err := coro.GatherResults(ctx, brew("tea", time.Second), brew("mud", time.Second))
		fmt.Println(results, err)
		return nil
	})
	// Output: [tea error: nobody drinks mud] <nil>
}

func ExampleWait() {
	exampleRun(func(ctx context.Context) error {
		tea := coro.CreateTask(ctx, brew("tea", time.Second), coro.Named("tea"))
		coffee := coro.CreateTask(ctx, brew("coffee", time.Minute), coro.Named("coffee"))
		done, pending, err := coro.Wait(ctx, []*coro.Task[string]{coffee, tea}, coro.FirstCompleted)
		fmt.Println(done[0].Name(), "is done,", pending[0].Name(), "is not", err)
		return nil
	})
	// Output: tea is done, coffee is not <nil>
}

func ExampleWaitFor() {
	exampleRun(func(ctx context.Context) error {
		_, err := coro.WaitFor(ctx, brew("coffee", time.Minute), time.Second)
		fmt.Println(errors.Is(err, coro.ErrTimeout), err)
		return nil
	})
	// Output: true timed out
}

func ExampleAsCompleted() {
	exampleRun(func(ctx context.Context) error {
		drinks := []coro.Coro[string]{brew("coffee", 3*time.Second), brew("tea", time.Second)}
		for what, err := range coro.AsCompleted(ctx, drinks) {
			fmt.Println(what, err)
		}
		return nil
	})
	// Output:
	// tea <nil>
	// coffee <nil>
}

func ExampleAsCompletedTasks() {
	exampleRun(func(ctx context.Context) error {
		tasks := []*coro.Task[string]{
			coro.CreateTask(ctx, brew("coffee", 3*time.Second), coro.Named("first")),
			coro.CreateTask(ctx, brew("tea", time.Second), coro.Named("second")),
		}
		for task, err := range coro.AsCompletedTasks(ctx, tasks) {
			fmt.Println(task.Name(), err)
		}
		return nil
	})
	// Output:
	// second <nil>
	// first <nil>
}

func ExampleShield() {
	exampleRun(func(ctx context.Context) error {
		inner := coro.CreateTask(ctx, brew("coffee", time.Minute))
		_, err := coro.WaitFor(ctx, coro.Of(func(ctx context.Context) (string, error) { return coro.Shield(ctx, inner) }), time.Second)
		fmt.Println(err)
		fmt.Println(inner.Await(ctx))
		return nil
	})
	// Output:
	// timed out
	// coffee <nil>
}

func ExampleTimeout() {
	exampleRun(func(ctx context.Context) error {
		scope := coro.Timeout(time.Second)
		err := scope.Do(ctx, func(ctx context.Context) error { return coro.Sleep(ctx, time.Hour) })
		fmt.Println(err, scope.Expired(), coro.RunningLoop(ctx).Time())
		return nil
	})
	// Output: timed out true 1s
}

func ExampleTaskGroup() {
	exampleRun(func(ctx context.Context) error {
		var group coro.TaskGroup
		var tea *coro.Task[string]
		err := group.Do(ctx, func(ctx context.Context) error {
			tea = coro.CreateTask(ctx, brew("tea", time.Second), coro.In(&group))
			group.Go(ctx, func(ctx context.Context) error { return coro.Sleep(ctx, 2*time.Second) })
			return nil
		})
		fmt.Println(tea, err)
		return nil
	})
	// Output: <Task finished name='Task-2' result="tea"> <nil>
}

func ExampleGroupError_Split() {
	exampleRun(func(ctx context.Context) error {
		var group coro.TaskGroup
		err := group.Do(ctx, func(ctx context.Context) error {
			coro.CreateTask(ctx, brew("mud", 0), coro.In(&group))
			group.Go(ctx, func(context.Context) error { return coro.ErrTimeout })
			return nil
		})
		var failed *coro.GroupError
		if errors.As(err, &failed) { // except* TimeoutError
			late, rest := failed.Split(func(err error) bool { return errors.Is(err, coro.ErrTimeout) })
			fmt.Println(late)
			fmt.Println(rest)
		}
		return nil
	})
	// Output:
	// unhandled errors in a TaskGroup (1 sub-exception): timed out
	// unhandled errors in a TaskGroup (1 sub-exception): nobody drinks mud
}

func ExampleToThread() {
	exampleRun(func(ctx context.Context) error {
		n, err := coro.ToThread(ctx, func(ctx context.Context) (int, error) {
			return 42, coro.Block(ctx, time.Second) // time.Sleep, on the loop's clock
		})
		fmt.Println(n, err, coro.RunningLoop(ctx).Time())
		return nil
	})
	// Output: 42 <nil> 1s
}

func ExampleRunThreadsafe() {
	exampleRun(func(ctx context.Context) error {
		l := coro.RunningLoop(ctx)
		what, err := coro.ToThread(ctx, func(ctx context.Context) (string, error) {
			return coro.RunThreadsafe(l, brew("tea", time.Second)).Result(ctx)
		})
		fmt.Println(what, err)
		return nil
	})
	// Output: tea <nil>
}

func ExampleRunner() {
	runner := coro.NewRunner(coro.Virtual())
	defer runner.Close()
	for range 2 {
		err := runner.Run(context.Background(), func(ctx context.Context) error { return coro.Sleep(ctx, time.Second) })
		fmt.Println(err, runner.Loop().Time())
	}
	// Output:
	// <nil> 1s
	// <nil> 2s
}

func ExampleNewFuture() {
	exampleRun(func(ctx context.Context) error {
		bell := coro.NewFuture[string](ctx)
		_, _ = coro.RunningLoop(ctx).CallLater(time.Second, func() { _ = bell.SetResult("ding") })
		fmt.Println(bell)
		fmt.Println(bell.Await(ctx))
		return nil
	})
	// Output:
	// <Future pending>
	// ding <nil>
}

func ExampleContext() {
	l := loop.New(loop.VirtualClock())
	defer l.Close()
	task := coro.CreateTask(coro.Context(l), brew("tea", time.Second)) // before the loop runs
	err := coro.RunUntilComplete(l, task)
	fmt.Println(task, err)
	// Output: <Task finished name='Task-1' result="tea"> <nil>
}
