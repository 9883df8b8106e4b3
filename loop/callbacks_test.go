package loop_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/goasyncio/asyncio/loop"
)

// test_call_soon, test__add_callback_handle: and the order is that of the calls.
func TestCallSoonOrder(t *testing.T) {
	b := virtual(t)
	for i := range 600 { // more than two blocks of the queue hold
		b.soon(b.says("%d", i))
	}
	b.turn()
	var want []string
	for i := range 600 {
		want = append(want, fmt.Sprint(i))
	}
	b.expect(want...)
}

// test_run_once, test__run_once_schedule_handle: what a callback schedules runs in the next turn, however short this one is.
func TestTheSnapshot(t *testing.T) {
	b := virtual(t)
	b.soon(func() {
		b.add("a")
		b.soon(func() { b.add("c"); b.soon(b.says("d")) })
	})
	b.soon(b.says("b"))
	for _, name := range []string{"first", "second", "third"} {
		b.turn()
		b.add("%s", name)
	}
	b.expect("a", "b", "first", "c", "second", "d", "third")
}

// The order within one turn: what was ready, then what came from outside while the loop waited, then timers. CPython's
// golden trace of semantics.md, 2.1.
func TestTheOrderWithinATurn(t *testing.T) {
	b := virtual(t)
	b.later(0, b.says("timer 0"))
	b.later(-1, b.says("timer -1"))
	b.soon(b.says("soon 1"))
	b.posted(b.says("posted"))
	b.soon(b.says("soon 2"))
	b.turn()
	b.expect("soon 1", "posted", "soon 2", "timer -1", "timer 0")
}

func TestTimersOrder(t *testing.T) {
	b := virtual(t)
	for _, d := range []int{3, 1, 2, 1, 3, 0} {
		b.later(time.Duration(d)*time.Second, func() { b.add("%v", b.Time()) })
	}
	for i := range 3 {
		_ = must[*loop.TimerHandle](t)(b.CallAt(5*time.Second, b.says("equal %d", i)))
	}
	b.later(6*time.Second, b.Stop)
	b.run()
	b.expect("0s", "1s", "1s", "2s", "3s", "3s", "equal 0", "equal 1", "equal 2")
	expect(t, "Time", b.Time(), 6*time.Second)
}

// test_call_later_negative_delays: negative delays fire in the next turn, in the order of their deadlines.
func TestCallLaterNegativeDelays(t *testing.T) {
	b := virtual(t)
	b.later(-time.Second, b.says("a"))
	b.later(-2*time.Second, b.says("b"))
	b.turn()
	b.expect("b", "a")
}

// test_call_later, test_time_and_call_at.
func TestWhen(t *testing.T) {
	b := virtual(t)
	b.later(time.Second, b.Stop)
	b.run()
	expect(t, "CallLater", b.later(10*time.Second, b.says("")).When(), 11*time.Second)
	expect(t, "CallAt", must[*loop.TimerHandle](t)(b.CallAt(7*time.Second, b.says(""))).When(), 7*time.Second)
}

// A timer of 0 is later than what is ready now, and in the same turn as a call_soon of the turn before.
func TestTimersOfZero(t *testing.T) {
	b := virtual(t)
	b.soon(func() {
		b.later(0, b.says("timer"))
		b.soon(b.says("soon"))
	})
	b.turn()
	b.add("turn")
	b.turn()
	b.expect("turn", "soon", "timer")
}

// test__add_callback_cancelled_handle: a handle that is cancelled does not run.
func TestCancel(t *testing.T) {
	for _, test := range []struct {
		name string
		play func(b *bed)
		want []string
	}{
		{"before its turn", func(b *bed) { b.soon(b.says("x")).Cancel() }, nil},
		{"twice", func(b *bed) {
			h := b.soon(b.says("x"))
			h.Cancel()
			h.Cancel()
		}, nil},
		{"by another callback of the turn", func(b *bed) {
			var h *loop.Handle
			b.soon(func() { b.add("a"); h.Cancel() })
			h = b.soon(b.says("b"))
			b.soon(b.says("c"))
		}, []string{"a", "c"}},
		{"by itself", func(b *bed) {
			var h *loop.Handle
			h = b.soon(func() { b.add("a"); h.Cancel(); b.add("goes on") })
		}, []string{"a", "goes on"}},
		{"after it ran", func(b *bed) {
			h := b.soon(b.says("a"))
			b.soon(func() { h.Cancel(); b.add("%v", h.Cancelled()) })
		}, []string{"a", "true"}},
		{"a timer before it is due", func(b *bed) { b.later(1, b.says("x")).Cancel() }, nil},
		{"a timer that is due", func(b *bed) { b.later(0, b.says("x")).Cancel() }, nil},
		// G7
		{"a timer in the turn in which it is due", func(b *bed) {
			var second *loop.TimerHandle
			b.later(1, func() { b.add("first"); second.Cancel() })
			second = b.later(1, b.says("second"))
			b.later(1, b.says("third"))
		}, []string{"first", "third"}},
		{"a timer after it ran", func(b *bed) {
			h := b.later(1, b.says("a"))
			b.later(2, func() { h.Cancel(); h.Cancel(); b.add("%v", h.Cancelled()) })
		}, []string{"a", "true"}},
		{"a posted one", func(b *bed) { b.posted(b.says("x")).Cancel() }, nil},
		{"a posted one that the loop has seen", func(b *bed) {
			h := b.posted(b.says("x"))
			b.soon(b.says("a"))
			h.Cancel()
		}, []string{"a"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			b := virtual(t)
			test.play(b)
			b.later(time.Second, b.Stop)
			b.run()
			b.expect(test.want...)
		})
	}
}

// test__run_once: a cancelled timer does not decide how long the loop waits.
func TestTheLoopDoesNotWaitForACancelledTimer(t *testing.T) {
	b := virtual(t)
	b.later(5*time.Second, b.says("x")).Cancel()
	b.later(10*time.Second, b.Stop)
	b.run()
	expect(t, "Time", b.Time(), 10*time.Second)
}

// A cancelled handle lets go of its callback, as in asyncio, so that what hangs on it can be collected.
func TestACancelledHandleForgets(t *testing.T) {
	b := virtual(t)
	h, timer := b.soon(b.says("x")), b.later(time.Hour, b.says("x"))
	h.Cancel()
	timer.Cancel()
	expect(t, "Handle", h.String(), "<Handle cancelled>")
	expect(t, "TimerHandle", timer.String(), "<TimerHandle cancelled when=1h0m0s>")
}

// A handle that CallSoon returned cancels its callback and no other, however long it was kept, and
// whatever stands by then where its callback stood.
func TestHandlesOfCallSoon(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		b := virtual(t)
		type callback struct {
			*loop.Handle
			cancelled, ran bool
		}
		var all []*callback
		far := rapid.IntRange(1, 1000).Draw(rt, "how far before and behind itself every tenth callback cancels")
		for range rapid.IntRange(1, 8).Draw(rt, "turns") {
			for range rapid.IntRange(0, 1500).Draw(rt, "callbacks") {
				c, number := &callback{}, len(all)
				c.Handle = b.soon(func() {
					if c.ran || c.cancelled {
						rt.Error("a callback runs twice, or was cancelled")
					}
					c.ran = true
					for _, i := range []int{number - far, number + far} {
						if number%10 == 0 && i >= 0 && i < len(all) {
							all[i].Cancel()
							all[i].cancelled = true
						}
					}
				})
				all = append(all, c)
			}
			for _, i := range rapid.SliceOfN(rapid.IntRange(0, max(0, len(all)-1)), 0, 20).Draw(rt, "cancelled") {
				if i < len(all) {
					all[i].Cancel()
					all[i].cancelled = true
				}
			}
			b.turn()
			for i, c := range all {
				if !c.ran && !c.cancelled || c.Cancelled() != c.cancelled {
					rt.Fatalf("callback %d: ran %v, cancelled %v, Cancelled %v", i, c.ran, c.cancelled, c.Cancelled())
				}
			}
		}
	})
}

// A handle may be cancelled after the loop is closed.
func TestCancelAfterClose(t *testing.T) {
	b := virtual(t)
	h := b.soon(b.says("x"))
	b.Close()
	h.Cancel()
	expect(t, "Cancelled", h.Cancelled(), true)
}

func TestNilCallbacks(t *testing.T) {
	b := virtual(t)
	for name, err := range map[string]error{
		"CallSoon":           errOf(b.CallSoon(nil)),
		"CallLater":          errOf(b.CallLater(1, nil)),
		"CallAt":             errOf(b.CallAt(1, nil)),
		"CallSoonThreadsafe": errOf(b.CallSoonThreadsafe(nil)),
		"RunInExecutor f":    errOf(b.RunInExecutor(nil, "", nil, func(error) {})),
		"RunInExecutor done": errOf(b.RunInExecutor(nil, "", func() {}, nil)),
	} {
		if !errors.Is(err, loop.ErrNilCallback) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func errOf[T any](_ T, err error) error { return err }

// A time so far away that it does not fit is for ever, not in the past: G2.
func TestG2_TimersForEver(t *testing.T) {
	b := virtual(t)
	b.later(1, b.says("soon"))
	b.soon(func() { b.later(1<<63-1, b.says("never")) })
	b.later(2, b.Stop)
	b.run()
	b.expect("soon")
}
