package corotest

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"time"

	"github.com/goasyncio/asyncio/coro"
	"github.com/goasyncio/asyncio/loop"
	"github.com/goasyncio/asyncio/loop/trace"
)

// Run runs main as coro.Run does, on a virtual clock, in debug mode and with
// a recorder, and returns the record. The package's text says when it fails
// the test; then, or if the test fails later, the schedule is part of its log.
// What the program prints goes to the test's log, too. Options come after
// those of Run, so they may replace them.
func Run(t testing.TB, main func(context.Context) error, opts ...coro.RunOption) *Record {
	t.Helper()
	r := &Record{}
	t.Cleanup(func() {
		t.Helper()
		if t.Failed() {
			t.Log("the schedule:\n" + r.tail())
		}
	})
	defer r.checkLeaks(t) // also when t.FailNow ends this goroutine
	r.labelled(func(ctx context.Context) { r.run(ctx, t, main, opts) })
	return r
}

// shutdown is how long, on the wall clock, a run may take to end its tasks
// and thread calls.
const shutdown = 10 * time.Second

func (r *Record) run(ctx context.Context, t testing.TB, main func(context.Context) error, opts []coro.RunOption) {
	t.Helper()
	header := trace.Header{Clock: "virtual", Loop: 1, Opts: trace.Opts{Debug: true}}
	all := []coro.RunOption{coro.Virtual(), coro.DebugMode(), coro.ShutdownTimeout(shutdown),
		coro.Output(t.Output()), coro.WithLoop(
			loop.Trace(trace.New(trace.Sources(), trace.WithHeader(header))),
			loop.Logger(slog.New(slog.NewTextHandler(t.Output(), nil))))}
	runner := coro.NewRunner(append(all, opts...)...)
	r.recorder = runner.Loop().Recorder()
	runner.Loop().SetExceptionHandler(func(_ *loop.Loop, c loop.ExceptionContext) {
		if !errors.Is(c.Err, coro.ErrGoexit) { // t.FailNow: it has been reported
			t.Error(describe(c))
		}
	})
	defer func() {
		if err := runner.Close(); err != nil {
			t.Errorf("the clean-up: %v", err)
		}
	}()
	if err := runner.Run(ctx, main); err != nil {
		t.Errorf("main: %v", err)
	}
}

// describe is what an exception handler was told, in a line.
func describe(c loop.ExceptionContext) string {
	text := c.Message
	if c.Task != nil {
		text += " in " + c.Task.String()
	}
	if c.Err != nil {
		text += ": " + c.Err.Error()
	}
	return text
}
