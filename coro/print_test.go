package coro_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/goasyncio/asyncio/coro"
	"github.com/goasyncio/asyncio/loop"
	"github.com/goasyncio/asyncio/loop/trace"
	"github.com/google/go-cmp/cmp"
)

// Whoever prints, a task, a callback, a thread or a goroutine of its own that
// has a task's ctx, the line is written and stands in the recording.
func TestPrintlnWritesAndRecords(t *testing.T) {
	var out strings.Builder
	rec := trace.New()
	err := coro.Run(context.Background(), func(ctx context.Context) error {
		coro.Println(ctx, "task", 1, nil)
		l := coro.RunningLoop(ctx)
		l.CallSoon(func() { coro.Println(coro.Context(l), "callback") })
		coro.Sleep(ctx, time.Second)
		_, err := coro.ToThread(ctx, func(ctx context.Context) (int, error) {
			coro.Println(ctx, "thread")
			return 0, coro.Block(ctx, time.Second)
		})
		done, release := make(chan struct{}), l.Hold()
		go func() {
			defer close(done)
			defer release()
			coro.Println(ctx, "goroutine")
		}()
		<-done
		coro.Sleep(ctx, time.Second)
		return err
	}, coro.Virtual(), coro.DebugMode(), coro.Output(&out), coro.WithLoop(loop.Trace(rec)))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff("task 1 <nil>\ncallback\nthread\ngoroutine\n", out.String()); diff != "" {
		t.Error(diff)
	}
	var lines []string
	for e := range rec.Events() {
		if e.Kind == trace.Printed {
			lines = append(lines, fmt.Sprint(e.T, " ", e.Task, " ", e.Extra().Text))
		}
	}
	if diff := cmp.Diff([]string{"0s 1 task 1 <nil>", "0s 0 callback", "1s 0 thread", "2s 0 goroutine"}, lines); diff != "" {
		t.Error(diff)
	}
}

func ExamplePrintln() {
	_ = coro.Run(context.Background(), func(ctx context.Context) error {
		coro.Println(ctx, "hello")
		coro.Sleep(ctx, time.Second)
		coro.Println(ctx, "world", coro.RunningLoop(ctx).Time())
		return nil
	}, coro.Virtual())
	// Output:
	// hello
	// world 1s
}
