package loop_test

import (
	"context"
	"log/slog"
	"strings"
	"testing"

	"github.com/goasyncio/asyncio/executor"
	"github.com/goasyncio/asyncio/loop"
)

// A zero Loop says how to make one, and takes nothing that it would never run.
func TestZeroLoop(t *testing.T) {
	nothing := func() {}
	for name, call := range map[string]func(l *loop.Loop) error{
		"RunForever":         func(l *loop.Loop) error { return l.RunForever() },
		"Close":              func(l *loop.Loop) error { return l.Close() },
		"CallSoon":           func(l *loop.Loop) error { return errOf(l.CallSoon(nothing)) },
		"CallLater":          func(l *loop.Loop) error { return errOf(l.CallLater(1, nothing)) },
		"CallAt":             func(l *loop.Loop) error { return errOf(l.CallAt(1, nothing)) },
		"CallSoonThreadsafe": func(l *loop.Loop) error { return errOf(l.CallSoonThreadsafe(nothing)) },
		"RunInExecutor":      func(l *loop.Loop) error { return errOf(l.RunInExecutor(nil, "", nothing, func(error) {})) },
	} {
		if err := call(new(loop.Loop)); err == nil || !strings.Contains(err.Error(), "loop.New") {
			t.Errorf("%s: %v", name, err)
		}
	}
	expect(t, "Time", new(loop.Loop).Time(), 0)
	expect(t, "String", new(loop.Loop).String(), "<Loop running=false closed=false debug=false>")
}

// With a nil logger, what is reported is not lost.
func TestNilLogger(t *testing.T) {
	b := virtual(t)
	former := slog.Default()
	defer slog.SetDefault(former)
	slog.SetDefault(slog.New(slog.NewTextHandler(b, nil)))
	l := loop.New(loop.Logger(nil))
	l.CallExceptionHandler(loop.ExceptionContext{Message: "something is wrong"})
	if err := l.Close(); err != nil || !strings.Contains(b.text(), "something is wrong") {
		t.Errorf("%v; logged: %q", err, b.text())
	}
}

// Nil options are none.
func TestNilOptions(t *testing.T) {
	b := virtual(t, nil, loop.Executor(nil))
	expect(t, "errors", errOf(b.RunInExecutor(nil, "", func() {}, func(error) { b.add("done"); b.Stop() })), nil)
	b.run()
	b.expect("done")
	var none context.Context
	if err := b.ShutdownExecutor(none); err == nil || !strings.Contains(err.Error(), "the context is nil") {
		t.Error("ShutdownExecutor:", err)
	}
	if err := b.ShutdownExecutor(context.Background()); err != nil {
		t.Error("ShutdownExecutor:", err)
	}
	if _, err := b.RunInExecutor(new(executor.Pool), "", func() {}, func(error) {}); err == nil || !strings.Contains(err.Error(), "executor.New") {
		t.Error("RunInExecutor on a zero Pool:", err)
	}
}
