package loop_test

import (
	"errors"
	"runtime"
	"testing"
	"time"

	"github.com/goasyncio/asyncio/loop"
)

// test_run_forever_pre_stopped: a loop that was stopped before runs one turn.
func TestC7_StopBeforeRun(t *testing.T) {
	b := virtual(t)
	b.Stop()
	b.soon(func() { b.add("a"); b.soon(b.says("b")) })
	b.later(0, b.says("timer"))
	b.later(1, b.says("later"))
	b.run()
	b.expect("a", "timer")
	expect(t, "Time", b.Time(), 0)
}

// test_single_selecter_event_callback_after_stopping and the rule of semantics.md, 2.1: the turn finishes, what it
// schedules waits for the next run.
func TestC7_StopInACallback(t *testing.T) {
	b := virtual(t)
	b.soon(func() { b.add("a"); b.Stop(); b.soon(b.says("next run")) })
	b.soon(b.says("b"))
	b.later(0, func() { b.add("timer"); b.soon(b.says("next run too")) })
	b.run()
	b.add("stopped")
	b.turn()
	b.expect("a", "b", "timer", "stopped", "next run", "next run too")
}

func TestC7_RunAgain(t *testing.T) {
	b := virtual(t)
	for i := range 3 {
		b.later(time.Second, func() { b.add("%d at %v", i, b.Time()); b.Stop() })
		b.run()
	}
	b.expect("0 at 1s", "1 at 2s", "2 at 3s")
}

// A stop that is asked twice, or by the last callback, stops once.
func TestStopTwice(t *testing.T) {
	b := virtual(t)
	b.soon(b.Stop)
	b.soon(b.Stop)
	b.run()
	b.soon(func() { b.add("a"); b.soon(func() { b.add("b"); b.Stop() }) })
	b.run()
	b.expect("a", "b")
}

func TestStopFromAnotherGoroutine(t *testing.T) {
	b := real(t)
	go b.posted(b.Stop)
	b.run()
}

// test_running_loop_within_a_loop.
func TestRunWhileRunning(t *testing.T) {
	b := virtual(t)
	b.soon(func() {
		b.add("%v %v", b.IsRunning(), errors.Is(b.RunForever(), loop.ErrLoopRunning))
		b.add("%v", errors.Is(b.Close(), loop.ErrLoopRunning))
		b.add("%v", errors.Is(b.ShutdownExecutor(background), loop.ErrLoopRunning))
		b.Stop()
	})
	b.add("%v", b.IsRunning())
	b.run()
	b.add("%v", b.IsRunning())
	b.expect("false", "true true", "true", "true", "false")
}

// Goexit in a callback acts as SystemExit does: the goroutine of RunForever ends after it, and the loop can be run
// again. See D3.
func TestGoexitInACallback(t *testing.T) {
	b := virtual(t)
	b.soon(func() { b.add("a"); runtime.Goexit() })
	b.soon(b.says("b"))
	apart(func() {
		_ = b.RunForever()
		b.add("never")
	})
	expect(t, "IsRunning", b.IsRunning(), false)
	b.add("again")
	b.turn()
	b.expect("a", "again", "b")
}

// The same, asked for by whoever runs a step: see Loop.Exit.
func TestExit(t *testing.T) {
	b := virtual(t)
	b.soon(func() { b.add("a"); b.Exit() })
	b.soon(b.says("b"))
	apart(func() {
		_ = b.RunForever()
		b.add("never")
	})
	b.turn()
	b.expect("a", "b")
}

func TestTurnLimit(t *testing.T) {
	b := virtual(t, loop.TurnLimit(3))
	var again func()
	again = func() { b.add("turn"); b.soon(again) }
	b.soon(again)
	expect(t, "Is ErrTurnLimit", errors.Is(b.RunForever(), loop.ErrTurnLimit), true)
	b.add("again") // it counts anew
	expect(t, "Is ErrTurnLimit", errors.Is(b.RunForever(), loop.ErrTurnLimit), true)
	b.expect("turn", "turn", "turn", "again", "turn", "turn", "turn")
}
