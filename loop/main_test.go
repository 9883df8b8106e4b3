package loop_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"github.com/goasyncio/asyncio/loop"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// bed is a loop with a record of what happened on it, and what it logged.
type bed struct {
	*loop.Loop
	t   testing.TB
	log []string

	mu     sync.Mutex
	logged bytes.Buffer
}

// virtual makes a loop under the virtual clock, which the test closes at its end.
func virtual(t testing.TB, opts ...loop.Option) *bed {
	return real(t, append([]loop.Option{loop.VirtualClock()}, opts...)...)
}

// real makes one under the real clock.
func real(t testing.TB, opts ...loop.Option) *bed {
	b := &bed{t: t}
	b.Loop = loop.New(append([]loop.Option{loop.Logger(slog.New(slog.NewTextHandler(b, &slog.HandlerOptions{
		ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
			if a.Key == slog.TimeKey {
				return slog.Attr{}
			}
			return a
		},
	})))}, opts...)...)
	t.Cleanup(func() {
		if err := b.Close(); err != nil {
			t.Error("Close:", err)
		}
	})
	return b
}

// Write takes a line of the log.
func (b *bed) Write(line []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.logged.Write(line)
}

// text is all that was logged.
func (b *bed) text() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.logged.String()
}

func (b *bed) add(format string, args ...any) { b.log = append(b.log, fmt.Sprintf(format, args...)) }

// says is a callback that records a line.
func (b *bed) says(format string, args ...any) func() { return func() { b.add(format, args...) } }

// soon, later and at schedule what must be schedulable.
func (b *bed) soon(call func()) *loop.Handle {
	b.t.Helper()
	h, err := b.CallSoon(call)
	if err != nil {
		b.t.Fatal("CallSoon:", err)
	}
	return h
}

func (b *bed) later(d time.Duration, call func()) *loop.TimerHandle {
	b.t.Helper()
	h, err := b.CallLater(d, call)
	if err != nil {
		b.t.Fatal("CallLater:", err)
	}
	return h
}

func (b *bed) posted(call func()) *loop.Handle {
	b.t.Helper()
	h, err := b.CallSoonThreadsafe(call)
	if err != nil {
		b.t.Error("CallSoonThreadsafe:", err)
	}
	return h
}

// run runs the loop until it is stopped.
func (b *bed) run() {
	b.t.Helper()
	if err := b.RunForever(); err != nil {
		b.t.Fatal("RunForever:", err)
	}
}

// turn runs one turn, asyncio's test_utils.run_once.
func (b *bed) turn() {
	b.t.Helper()
	b.Stop()
	b.run()
}

// expect compares the whole record.
func (b *bed) expect(want ...string) {
	b.t.Helper()
	if diff := cmp.Diff(want, b.log); diff != "" {
		b.t.Errorf("record (-want +got):\n%s", diff)
	}
}

func expect[T comparable](t testing.TB, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

// must is the value of a call that must not fail.
func must[T any](t testing.TB) func(v T, err error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// apart runs f on a goroutine of its own, which f may end, and waits for it.
func apart(f func()) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		f()
	}()
	<-done
}

var background = context.Background()
