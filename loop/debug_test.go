package loop_test

import (
	"context"
	"errors"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/goasyncio/asyncio/coro"
	"github.com/goasyncio/asyncio/loop"
	"github.com/goasyncio/asyncio/timer"
)

// test_check_thread: in debug mode every call from another goroutine is refused.
func TestE2_ForeignGoroutineInDebugMode(t *testing.T) {
	b := virtual(t, loop.Debug())
	b.soon(func() {
		apart(func() {
			for _, err := range []error{errOf(b.CallSoon(b.says(""))), errOf(b.CallLater(1, b.says(""))), errOf(b.CallAt(1, b.says(""))),
				errOf(b.RunInExecutor(nil, "", func() {}, func(error) {}))} {
				b.add("%v", errors.Is(err, loop.ErrForeign))
			}
			b.posted(b.says("posted"))
			b.add("owned %v", b.Owned())
		})
		b.soon(b.says("own"))
		b.add("owned %v", b.Owned())
	})
	b.turn()
	b.turn()
	b.expect("true", "true", "true", "true", "owned false", "owned true", "posted", "own")
}

// Without it they are refused while the loop waits: the call that asyncio accepts, and does not wake up for.
func TestE2_ForeignGoroutineWhileTheLoopWaits(t *testing.T) {
	clock := &tellingClock{RealClock: timer.NewReal(), waits: make(chan struct{})}
	b := real(t, loop.WithClock(clock))
	go func() {
		<-clock.waits
		for _, err := range []error{errOf(b.CallSoon(named)), errOf(b.CallLater(1, named)), errOf(b.CallAt(1, named))} {
			if !errors.Is(err, loop.ErrForeign) || !strings.Contains(err.Error(), "CallSoonThreadsafe") {
				t.Error(err)
			}
		}
		b.posted(b.Stop)
	}()
	b.run()
}

// tellingClock tells that the loop waits.
type tellingClock struct {
	*timer.RealClock
	waits chan struct{}
}

func (c *tellingClock) Wait(deadline time.Duration, wake <-chan struct{}) bool {
	close(c.waits)
	return c.RealClock.Wait(deadline, wake)
}

// test_log_slow_callbacks: afterwards, with what and how long.
func TestSlowCallbackAfterwards(t *testing.T) {
	b := virtual(t, loop.Debug(), loop.SlowCallback(2*time.Millisecond))
	b.soon(func() { time.Sleep(3 * time.Millisecond) })
	b.soon(func() {})
	b.turn()
	reports := regexp.MustCompile(`level=WARN msg="Executing <Handle loop_test.TestSlowCallbackAfterwards.func1\(\) at debug_test.go:\d+> took 0.0\d\d seconds"`)
	expect(t, "reports", len(reports.FindAllString(b.text(), -1)), 1)
	expect(t, "all reports", strings.Count(b.text(), "Executing"), 1)
}

// Also one that was scheduled before debug mode was on.
func TestSlowCallbackScheduledBefore(t *testing.T) {
	b := virtual(t, loop.SlowCallback(2*time.Millisecond))
	b.soon(func() { time.Sleep(3 * time.Millisecond) })
	b.SetDebug(true)
	b.turn()
	expect(t, "reports", strings.Count(b.text(), "Executing <Handle loop_test.TestSlowCallbackScheduledBefore.func1() at"), 1)
}

// slow is the limit of these tests, and long what lasts until the watchdog has told.
const slow = 4 * time.Millisecond

// until waits for a line of the log: by sleeping, or by running.
func (b *bed) until(part string, wait func()) {
	for end := time.Now().Add(10 * time.Second); !strings.Contains(b.text(), part); wait() {
		if time.Now().After(end) {
			b.t.Errorf("%q is not in the log:\n%s", part, b.text())
			return
		}
	}
}

// E6: a callback or step is reported while it blocks, with its name, line and stack, also without debug mode.
func TestE6_Watchdog(t *testing.T) {
	for _, test := range []struct {
		name string
		opts []loop.Option
		wait func()
	}{
		{"asleep", []loop.Option{loop.Watchdog()}, func() { time.Sleep(time.Millisecond) }},
		{"busy", []loop.Option{loop.Watchdog()}, func() {}},
		{"in debug mode", []loop.Option{loop.Debug()}, func() { time.Sleep(time.Millisecond) }},
	} {
		t.Run(test.name, func(t *testing.T) {
			b := virtual(t, append(test.opts, loop.SlowCallback(slow))...)
			b.soon(func() { blocksHere(b, test.wait) })
			b.turn()
			report := regexp.MustCompile(`level=WARN msg="<Handle loop_test.TestE6_Watchdog.\S+ at debug_test.go:\d+> blocks the loop for \d+ms already, at \w+.go:\d+" stack="goroutine \d+ .*loop_test.blocksHere`)
			if !report.MatchString(b.text()) {
				t.Error(b.text())
			}
			expect(t, "reports", strings.Count(b.text(), "blocks the loop"), 1)
		})
	}
}

func blocksHere(b *bed, wait func()) { b.until("blocks the loop", wait) }

// Also when there is one processor for all, and the step does not give it up.
func TestE6_WatchdogOnOneProcessor(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	b := virtual(t, loop.Watchdog(), loop.SlowCallback(slow))
	b.soon(func() { b.until("blocks the loop", func() {}) })
	b.turn()
}

// The step of a task is reported by the task's name, its goroutine's stack and the line that blocks.
func TestE6_WatchdogNamesTheTask(t *testing.T) {
	b := virtual(t, loop.Watchdog(), loop.SlowCallback(slow))
	main := coro.Go(coro.Context(b.Loop), func(ctx context.Context) error {
		task := coro.Go(ctx, func(ctx context.Context) error {
			_ = coro.Sleep(ctx, 0)
			blocksHere(b, func() { time.Sleep(time.Millisecond) })
			return nil
		}, coro.Named("blocker"))
		return errOf(task.Await(ctx))
	})
	expect(t, "error", coro.RunUntilComplete(b.Loop, main), nil)
	report := regexp.MustCompile(`level=WARN msg="blocker.step blocks the loop for \d+ms already, at \w+_test.go:\d+" stack="goroutine \d+ .*loop_test.blocksHere`)
	if !report.MatchString(b.text()) {
		t.Error(b.text())
	}
}

// What is slow because it waits for the world blocks nobody, and many quick steps are no slow one.
func TestE6_NoFalseAlarm(t *testing.T) {
	// Where the machine itself stops the loop for so long, the alarm is true.
	// A false one would come every time.
	text := ""
	for range 20 {
		if text = alarms(t); text == "" {
			return
		}
	}
	t.Errorf("reported: %s", text)
}

// alarms is what the watchdog says of a loop that first waits, then spins.
func alarms(t *testing.T) string {
	b := real(t, loop.Watchdog(), loop.SlowCallback(20*time.Millisecond))
	b.later(50*time.Millisecond, b.Stop)
	b.run()
	b.later(50*time.Millisecond, b.Stop)
	var spin func()
	spin = func() { b.soon(spin) }
	b.soon(spin)
	b.run()
	return b.text()
}

// A loop that was made part of a program's coroutines while it runs is watched as well.
func TestE6_ExtendedWhileRunning(t *testing.T) {
	b := virtual(t, loop.Watchdog(), loop.SlowCallback(slow))
	b.soon(func() {
		coro.Go(coro.Context(b.Loop), func(context.Context) error {
			blocksHere(b, func() {})
			b.Stop()
			return nil
		})
	})
	b.run()
	expect(t, "named", strings.Contains(b.text(), "Task-1.step blocks"), true)
}
