package loop_test

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/goasyncio/asyncio/executor"
	"github.com/goasyncio/asyncio/loop"
	"github.com/goasyncio/asyncio/loop/trace"
)

// call runs f on a worker; its end is recorded, and then done called.
func (b *bed) call(pool *executor.Pool, name string, f func(), done func()) *loop.Call {
	b.t.Helper()
	c, err := b.RunInExecutor(pool, name, f, func(err error) {
		if err == nil {
			b.add("%s ended", name)
		} else {
			b.add("%s: %v", name, err)
		}
		done()
	})
	if err != nil {
		b.t.Fatal(err)
	}
	return c
}

// While a call is in flight a virtual clock stands still: G9.
func TestG9_ACallHoldsTheClock(t *testing.T) {
	b := virtual(t)
	b.later(time.Second, func() { b.add("timer"); b.Stop() })
	b.call(nil, "call", func() { time.Sleep(time.Millisecond) }, func() { b.add("at %v", b.Time()) })
	b.run()
	b.expect("call ended", "at 0s", "timer")
}

func TestHowCallsEnd(t *testing.T) {
	b := virtual(t)
	b.call(nil, "goexit", func() { runtime.Goexit() }, b.Stop)
	b.run()
	var p *loop.PanicError
	_ = errOf(b.RunInExecutor(nil, "panic", bad, func(err error) {
		b.add("panic: %v", errors.As(err, &p) && errors.Is(err, errBad))
		b.Stop()
	}))
	b.run()
	b.expect("goexit: "+executor.ErrGoexit.Error(), "panic: true")
}

// Done is a callback of the loop: in its order, and its panic goes to the exception handler.
func TestDoneRunsOnTheLoop(t *testing.T) {
	b := real(t, loop.Debug())
	b.call(nil, "call", func() {}, func() { b.add("owned %v", b.Owned()); b.soon(b.Stop); bad() })
	b.run()
	b.expect("call ended", "owned true")
	expect(t, "reported", strings.Contains(b.text(), "Exception in callback"), true)
}

// A call that was cancelled before it began does not begin.
func TestCancelOfACall(t *testing.T) {
	b := virtual(t)
	pool := executor.New(executor.Workers(1))
	gate, began := make(chan struct{}), make(chan struct{})
	first := b.call(pool, "first", func() { close(began); <-gate }, func() {})
	second := b.call(pool, "second", b.says("second began"), b.Stop)
	<-began
	second.Cancel()
	first.Cancel() // too late: it runs
	close(gate)
	b.run()
	expect(t, "the second", strings.Contains(strings.Join(b.log, ","), "second: "+executor.ErrCancelled.Error()), true)
	expect(t, "began", strings.Contains(strings.Join(b.log, ","), "second began"), false)
	_ = pool.Shutdown(background)
}

func TestRefusedCalls(t *testing.T) {
	b := virtual(t)
	pool := executor.New(executor.Workers(1))
	_ = pool.Shutdown(background)
	_, err := b.RunInExecutor(pool, "", func() {}, func(error) {})
	expect(t, "Is ErrShutdown", errors.Is(err, executor.ErrShutdown), true)
	expect(t, "nothing is in flight", errors.Is(b.RunForever(), loop.ErrDeadlock), true)
}

// Sleep takes no time on a virtual clock, and while it lasts other timers go on.
func TestCallSleep(t *testing.T) {
	b := virtual(t)
	start := time.Now()
	var c *loop.Call
	made := make(chan struct{})
	c = b.call(nil, "call", func() {
		<-made
		if err := c.Sleep(time.Hour); err != nil {
			t.Error(err)
		}
	}, b.Stop)
	close(made)
	b.later(time.Minute, b.says("minute"))
	b.later(2*time.Hour, b.says("never"))
	b.run()
	b.expect("minute", "call ended")
	expect(t, "Time", b.Time(), time.Hour)
	expect(t, "quick", time.Since(start) < 10*time.Second, true)
}

func TestCallSleepOnAClosedLoop(t *testing.T) {
	b := virtual(t)
	asleep, ended := make(chan struct{}), make(chan error, 2)
	var c *loop.Call
	made := make(chan struct{})
	c = b.call(nil, "call", func() {
		<-made
		close(asleep)
		ended <- c.Sleep(time.Hour) // cut off by the close
		ended <- c.Sleep(time.Hour) // refused
	}, func() {})
	close(made)
	<-asleep
	_ = b.Close()
	for range 2 {
		expect(t, "Is ErrLoopClosed", errors.Is(<-ended, loop.ErrLoopClosed), true)
	}
}

// test_set_default_executor.
func TestSetDefaultExecutor(t *testing.T) {
	b := virtual(t)
	mine := executor.New(executor.Workers(1), executor.Name("mine"))
	expect(t, "former", b.SetDefaultExecutor(mine) == nil, true)
	got, err := b.DefaultExecutor()
	expect(t, "DefaultExecutor", got == mine && err == nil, true)
	b.call(nil, "call", func() {}, b.Stop)
	b.run()
	expect(t, "workers", mine.Stats().Workers, 1)
	expect(t, "former", b.SetDefaultExecutor(nil) == mine, true)
	_ = mine.Shutdown(background)
}

func TestShutdownExecutor(t *testing.T) {
	b := virtual(t)
	expect(t, "without a pool", b.ShutdownExecutor(background), nil)
	_, err := b.DefaultExecutor()
	expect(t, "Is ErrShutdown", errors.Is(err, executor.ErrShutdown), true)

	b = virtual(t)
	b.call(nil, "call", func() { time.Sleep(time.Millisecond) }, func() {})
	b.soon(b.Stop) // somebody's stop does not cut it short
	expect(t, "shutdown", b.ShutdownExecutor(background), nil)
	b.expect("call ended")
	_, err = b.RunInExecutor(nil, "", func() {}, func(error) {})
	expect(t, "Is ErrShutdown", errors.Is(err, executor.ErrShutdown), true)
	_ = b.Close()
	expect(t, "after the close", b.ShutdownExecutor(background), nil)
}

// test_shutdown_default_executor_timeout: what is stuck is named, and left behind.
func TestC1_ShutdownExecutorWithAStuckCall(t *testing.T) {
	b := real(t)
	gate := make(chan struct{})
	b.call(nil, "stuck", func() { <-gate }, func() {})
	ctx, cancel := context.WithTimeout(background, 5*time.Millisecond)
	defer cancel()
	err := b.ShutdownExecutor(ctx)
	var stuck *executor.StuckError
	if !errors.As(err, &stuck) || len(stuck.Calls) != 1 || stuck.Calls[0].Name != "stuck" || !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
	_ = b.Close()
	close(gate)
	b.expect()
}

// A run that ends for another reason ends the shutdown; the pool's end must not stop a later run.
func TestShutdownExecutorCutShort(t *testing.T) {
	b := virtual(t, loop.TurnLimit(1))
	gate := make(chan struct{})
	b.call(nil, "call", func() { <-gate }, func() {})
	for range 2 {
		b.soon(func() {})
		b.soon(func() { b.soon(func() {}) })
	}
	expect(t, "Is ErrTurnLimit", errors.Is(b.ShutdownExecutor(background), loop.ErrTurnLimit), true)
	close(gate)
}

// F2: calls that wait for calls that cannot begin are reported.
func TestF2_Starved(t *testing.T) {
	b := real(t, loop.Executor(executor.Workers(2)), loop.StarvedAfter(5*time.Millisecond))
	gate := make(chan struct{})
	b.SetExceptionHandler(func(_ *loop.Loop, c loop.ExceptionContext) {
		b.add("%s", c.Message)
		close(gate)
	})
	for range 2 {
		b.call(nil, "blocked", func() { <-gate }, func() {})
	}
	waits := 3
	for range 3 {
		b.call(nil, "waits", func() {}, func() {
			if waits--; waits == 0 {
				b.Stop()
			}
		})
	}
	b.run()
	expect(t, "begins", strings.HasPrefix(b.log[0], "executor starved: 2/2 busy, oldest "), true)
	expect(t, "ends", strings.HasSuffix(b.log[0], ", 3 waiting"), true)
	expect(t, "reported once", strings.Count(strings.Join(b.log, "\n"), "starved"), 1)
}

// Two calls that sleep to the same instant go on in the order of their submission, and a recording tells of each.
func TestRecordedCalls(t *testing.T) {
	rec := trace.New()
	b := virtual(t, loop.Trace(rec))
	made, left := make(chan struct{}), 2
	for _, name := range []string{"one", "two"} {
		var c *loop.Call
		c = b.call(nil, name, func() {
			<-made
			_ = c.Sleep(time.Second)
		}, func() {
			if left--; left == 0 {
				b.Stop()
			}
		})
	}
	close(made)
	timer := b.later(time.Second, b.says("x"))
	b.soon(func() { timer.Cancel() })
	b.run()
	b.expect("one ended", "two ended")
	expect(t, "Time", b.Time(), time.Second)
}
