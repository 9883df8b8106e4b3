package coro_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/goasyncio/asyncio/coro"
	"github.com/goasyncio/asyncio/loop"
)

// The files cpython_*_test.go are CPython's own tests of asyncio, each with
// the same steps and assertions, on a virtual clock. The comment of each names
// the Python test; internal/conformance/ledger keeps the account of them all.

// What 1/0, KeyError and the like raise in those tests.
var (
	errZeroDivision = errors.New("division by zero")
	errValue        = errors.New("value error")
	errKey          = errors.New("key error")
	errRuntime      = errors.New("runtime error")
	errType         = errors.New("type error")
	errMine         = errors.New("my error")
)

// pySec is a time in seconds, as Python writes it.
func pySec(s float64) time.Duration { return time.Duration(s * float64(time.Second)) }

// pyRun is the body of an IsolatedAsyncioTestCase: main runs on a loop of its
// own, and must not fail.
func pyRun(t *testing.T, main func(context.Context) error, opts ...coro.RunOption) {
	t.Helper()
	err := coro.Run(context.Background(), main, append([]coro.RunOption{coro.Virtual()}, opts...)...)
	if err != nil {
		t.Errorf("main returned %v", err)
	}
}

// pyLoop is what a test needs that runs its loop by hand.
type pyLoop struct {
	*loop.Loop
	t        *testing.T
	ctx      context.Context // of the loop, and of no task
	reported []loop.ExceptionContext
}

// newPyLoop makes a loop that the test closes at its end, and notes what is
// reported to its exception handler.
func newPyLoop(t *testing.T, opts ...coro.RunOption) *pyLoop {
	t.Helper()
	r := coro.NewRunner(append([]coro.RunOption{coro.Virtual()}, opts...)...)
	p := &pyLoop{Loop: r.Loop(), t: t, ctx: coro.Context(r.Loop())}
	p.SetExceptionHandler(func(_ *loop.Loop, c loop.ExceptionContext) { p.reported = append(p.reported, c) })
	t.Cleanup(func() {
		if err := r.Close(); err != nil {
			t.Errorf("the runner's Close returned %v", err)
		}
	})
	return p
}

// briefly is run_briefly of CPython's test.test_asyncio.utils: a task that
// does nothing runs to its end, so all that is ready has its turn.
func (p *pyLoop) briefly() {
	p.t.Helper()
	once := coro.Go(p.ctx, func(context.Context) error { return nil }, coro.Lazy(), coro.Named("once"))
	if err := coro.RunUntilComplete(p.Loop, once); err != nil {
		p.t.Errorf("run_briefly returned %v", err)
	}
}

// until runs the loop until f is done, and returns its error.
func (p *pyLoop) until(f coro.AnyFuture) error { return coro.RunUntilComplete(p.Loop, f) }

// run runs a coroutine as a task of the loop, as run_until_complete does.
func (p *pyLoop) run(main func(context.Context) error) error {
	return p.until(coro.Go(p.ctx, main, coro.Lazy()))
}

// pyEqual is assertEqual.
func pyEqual[T any](t *testing.T, what string, got, want T) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (%s): -want +got\n%s", what, pyLine(), diff)
	}
}

// pyTrue is assertTrue.
func pyTrue(t *testing.T, what string, got bool) {
	t.Helper()
	pyEqual(t, what, got, true)
}

// pyFalse is assertFalse.
func pyFalse(t *testing.T, what string, got bool) {
	t.Helper()
	pyEqual(t, what, got, false)
}

// pyRaises is assertRaises.
func pyRaises(t *testing.T, what string, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("%s: the error is %v, want %v", what, err, want)
	}
}

// pyRegex is assertRaisesRegex, for a text that contains no pattern.
func pyRegex(t *testing.T, what string, err, want error, text string) {
	t.Helper()
	pyRaises(t, what, err, want)
	if err != nil && !strings.Contains(err.Error(), text) {
		t.Errorf("%s: the error is %q, want %q in it", what, err, text)
	}
}

// pyCancelled is assertRaises(CancelledError), and no other error that
// contains one.
func pyCancelled(t *testing.T, what string, err error, args ...string) {
	t.Helper()
	var c *coro.CancelledError
	var group *coro.GroupError
	if !errors.As(err, &c) || errors.As(err, &group) {
		t.Errorf("%s: the error is %v, want a CancelledError", what, err)
		return
	}
	var got []string
	if c.HasMsg {
		got = []string{c.Msg}
	}
	if len(args) > 0 {
		pyEqual(t, what+": the message", got, args)
	}
}

// pyNoMessage is assertEqual(exc.args, ()).
func pyNoMessage(t *testing.T, what string, err error) {
	t.Helper()
	var c *coro.CancelledError
	if !errors.As(err, &c) || c.HasMsg {
		t.Errorf("%s: the error is %v, want a CancelledError without a message", what, err)
	}
}

// pyGroup is assertRaises(ExceptionGroup) with exactly these errors in it.
func pyGroup(t *testing.T, what string, err error, want ...error) {
	t.Helper()
	g, ok := err.(*coro.GroupError)
	if !ok {
		t.Errorf("%s: the error is %v (%T), want a group", what, err, err)
		return
	}
	if len(g.Errs) != len(want) {
		t.Errorf("%s: the group is %v, want %v", what, g.Errs, want)
		return
	}
	for i, e := range g.Errs {
		if _, nested := e.(*coro.GroupError); nested || !errors.Is(e, want[i]) {
			t.Errorf("%s: error %d of the group is %v, want %v", what, i, e, want[i])
		}
	}
}

// pyNested is the one error of a group, which must be a group itself.
func pyNested(t *testing.T, what string, err error, want ...error) {
	t.Helper()
	g, ok := err.(*coro.GroupError)
	if !ok || len(g.Errs) != 1 {
		t.Errorf("%s: the error is %v, want a group of one", what, err)
		return
	}
	pyGroup(t, what, g.Errs[0], want...)
}

// pyCrash is a coroutine that fails after a while.
func pyCrash(d time.Duration, err error) func(context.Context) error {
	return func(ctx context.Context) error {
		if e := coro.Sleep(ctx, d); e != nil {
			return e
		}
		return err
	}
}

// pySleep is a coroutine that sleeps.
func pySleep(d time.Duration) func(context.Context) error {
	return func(ctx context.Context) error { return coro.Sleep(ctx, d) }
}

// pyWait is an asyncio.sleep that catches the cancellation, runs what Python
// has in its except or finally block, and returns its error, or else goes on
// with the cancellation.
func pyWait(ctx context.Context, d time.Duration, caught func() error) error {
	err := coro.Sleep(ctx, d)
	if err == nil {
		return nil
	}
	if e := caught(); e != nil {
		return e
	}
	return err
}

// pyLine is the line of the test that asserts.
func pyLine() string {
	for skip := 2; ; skip++ {
		_, file, line, ok := runtime.Caller(skip)
		if !ok || !strings.HasSuffix(file, "cpython_helpers_test.go") {
			return fmt.Sprintf("%s:%d", file[strings.LastIndex(file, "/")+1:], line)
		}
	}
}
