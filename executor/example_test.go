package executor_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/goasyncio/asyncio/executor"
)

// A call reports how it ended, on the worker's goroutine.
func ExamplePool() {
	pool := executor.New(executor.Workers(1))
	report := func(err error) { fmt.Println("ended:", err) }

	_, _ = pool.Submit("read config", func() { fmt.Println("reading") }, report)
	_, _ = pool.Submit("read data", func() { fmt.Println("reading more") }, report)

	fmt.Println("shutdown:", pool.Shutdown(context.Background()))
	_, err := pool.Submit("too late", func() {}, report)
	fmt.Println(err)
	// Output:
	// reading
	// ended: <nil>
	// reading more
	// ended: <nil>
	// shutdown: <nil>
	// executor: cannot submit a call after Shutdown
}

// A call that has not started can be cancelled; one that runs cannot.
func ExampleJob_Cancel() {
	pool := executor.New(executor.Workers(1))
	started, release := make(chan bool), make(chan bool)
	running, _ := pool.Submit("running", func() { started <- true; <-release }, nil)
	waiting, _ := pool.Submit("waiting", func() {}, func(err error) { fmt.Println(err) })
	<-started

	fmt.Println(running.Cancel())
	fmt.Println(waiting.Cancel())

	close(release)
	_ = pool.Shutdown(context.Background())
	// Output:
	// false
	// executor: the call was cancelled before it started
	// true
}

// With a bound, Submit refuses what would wait too long.
func ExampleQueue() {
	pool := executor.New(executor.Workers(1), executor.Queue(2))
	release := make(chan bool)
	for range 4 {
		_, err := pool.Submit("", func() { <-release }, nil)
		fmt.Println(err)
	}
	close(release)
	_ = pool.Shutdown(context.Background())
	// Output:
	// <nil>
	// <nil>
	// <nil>
	// executor: overloaded, the queue is full
}

// A call that waits for another call of the same pool may wait for ever.
func ExampleOnStarved() {
	starved := make(chan bool)
	pool := executor.New(executor.Workers(1), executor.OnStarved(time.Millisecond, func(s executor.Stats) {
		fmt.Printf("%d/%d busy, %d waiting\n", s.Busy, s.Limit, s.Queued)
		close(starved)
	}))
	ended := make(chan error)
	_, _ = pool.Submit("outer", func() {
		inner := make(chan error, 1)
		_, _ = pool.Submit("inner", func() {}, func(err error) { inner <- err })
		select {
		case <-inner:
		case <-starved: // without this, never
		}
	}, func(err error) { ended <- err })
	<-ended
	_ = pool.Shutdown(context.Background())
	// Output: 1/1 busy, 1 waiting
}

// A panic ends the call, not the program.
func ExamplePanicError() {
	pool := executor.New()
	_, _ = pool.Submit("", func() { panic("boom") }, func(err error) {
		var p *executor.PanicError
		fmt.Println(errors.As(err, &p), p.Value)
	})
	_ = pool.Shutdown(context.Background())
	// Output: true boom
}

// Shutdown names the calls that do not end in time.
func ExampleStuckError() {
	pool := executor.New()
	started, release := make(chan bool), make(chan bool)
	_, _ = pool.Submit("load", func() { started <- true; <-release }, nil)
	<-started
	ctx, cancel := context.WithCancel(context.Background())
	cancel()

	var stuck *executor.StuckError
	if errors.As(pool.Shutdown(ctx), &stuck) {
		fmt.Println(stuck.Calls[0].Name, stuck.Waiting)
	}
	close(release)
	_ = pool.Shutdown(context.Background()) // wait once more
	// Output: load 0
}
