package bench

import (
	"context"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync"

	"github.com/goasyncio/asyncio/coro"
)

// park creates tasks that each wait for a future of their own, and cancels
// them when all do; an operation is the life of a task. What they weigh is found
// out in between, with a collection, which takes its time from nobody.
func park(j *job) {
	before := inUse()
	j.repeat(func(ctx context.Context) error {
		tasks := parkTasks(ctx, j.Size)
		err := coro.Sleep(ctx, 0)
		j.aside(func() { j.Live = inUse() - before })
		unpark(ctx, tasks)
		return err
	})
}

func parkTasks(ctx context.Context, n int) []*coro.Task[int] {
	tasks := make([]*coro.Task[int], n)
	for i := range tasks {
		tasks[i] = coro.CreateTask(ctx, parked)
	}
	return tasks
}

var parked coro.Coro[int] = func(ctx context.Context) (int, error) { return coro.NewFuture[int](ctx).Await(ctx) }

func unpark(ctx context.Context, tasks []*coro.Task[int]) {
	for _, t := range tasks {
		t.Cancel()
	}
	for _, t := range tasks {
		_, _ = t.Await(ctx)
	}
}

// rawPark is what park is held to: goroutines that each wait on a channel of
// their own.
func rawPark(j *job) {
	before := inUse()
	j.start()
	for range j.rounds() {
		var ended sync.WaitGroup
		seats := make([]chan struct{}, j.Size)
		for i := range seats {
			seat := make(chan struct{})
			seats[i] = seat
			ended.Go(func() { <-seat })
		}
		runtime.Gosched()
		j.aside(func() { j.Live = inUse() - before })
		for _, seat := range seats {
			close(seat)
		}
		ended.Wait()
	}
	j.stop()
}

// inUse is the memory that objects and stacks occupy, after a collection.
func inUse() float64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc + m.StackInuse)
}

// status reads a field of the system's notes on this process, in bytes; 0
// where there are none.
func status(field string) float64 {
	text, _ := os.ReadFile("/proc/self/status")
	_, after, _ := strings.Cut(string(text), field+":")
	line, _, _ := strings.Cut(after, "\n")
	kilobytes, _ := strconv.Atoi(strings.TrimSpace(strings.TrimSuffix(line, "kB")))
	return float64(kilobytes) * 1024
}
