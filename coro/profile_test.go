package coro_test

import (
	"bytes"
	"context"
	"runtime/pprof"
	rtrace "runtime/trace"
	"strings"
	"testing"

	"github.com/goasyncio/asyncio/coro"
)

// dawdle is a coroutine's function that a profile should name.
func dawdle(ctx context.Context) error { return coro.Sleep(ctx, 0) }

// Go's tools see tasks: labels in the profile of goroutines, tasks and regions
// in an execution trace.
func TestProfile(t *testing.T) {
	var events bytes.Buffer
	if err := rtrace.Start(&events); err != nil {
		t.Skip("an execution trace is being made already:", err)
	}
	var labels bytes.Buffer
	err := coro.Run(context.Background(), func(ctx context.Context) error {
		task := coro.Go(ctx, dawdle, coro.Named("slow"))
		_ = coro.Sleep(ctx, 0)
		if err := pprof.Lookup("goroutine").WriteTo(&labels, 1); err != nil {
			return err
		}
		_, err := task.Await(ctx)
		return err
	}, coro.Virtual(), coro.Profile())
	rtrace.Stop()
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(labels.String(), `"asyncio.task":"slow"`) {
		t.Errorf("no label of the task in the profile:\n%s", labels.String())
	}
	for _, want := range []string{"dawdle", "step", "await <Task"} {
		if !bytes.Contains(events.Bytes(), []byte(want)) {
			t.Errorf("%q is not in the execution trace", want)
		}
	}
}
