package loop_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/goasyncio/asyncio/loop"
	"github.com/goasyncio/asyncio/loop/trace"
)

// walker is what a task is to the loop: something that can be stepped on any goroutine. It runs on the loop's, and
// hands on as coroutines do: while NextStep names another, that one's step runs inside this one's.
type walker struct {
	b      *bed
	mark   loop.Mark
	name   string
	left   int
	onStep func()
}

func (b *bed) walker(name string, steps int) *walker {
	w := &walker{b: b, name: name, left: steps}
	b.PushStep(w, trace.WhyStart)
	return w
}

func (w *walker) Step(*loop.Loop) {
	for s := loop.Stepper(w); s != nil; s = w.b.NextStep() {
		s.(*walker).step()
	}
}

func (w *walker) step() {
	w.b.BeginStep(w)
	w.b.add("%s", w.name)
	if w.onStep != nil {
		w.onStep()
	}
	if w.left--; w.left > 0 {
		w.b.PushStep(w, trace.WhyYield)
	}
	w.b.EndStep(w)
}

func (w *walker) String() string { return w.name + ".step" }
func (w *walker) Number() int    { return 0 }

func (w *walker) Recorded() *loop.Mark { return &w.mark }

// One program under the plain definition, and handed from step to step: the same record. The program has in it what
// makes the loop's goroutine necessary.
func TestStepsAreTheSamePlainAndDirect(t *testing.T) {
	for _, test := range []struct {
		name string
		play func(b *bed)
	}{
		{"steps only", func(b *bed) { b.walker("a", 5); b.walker("b", 3); b.walker("c", 7) }},
		{"callbacks between them", func(b *bed) {
			b.walker("a", 3)
			b.soon(b.says("soon"))
			w := b.walker("b", 3)
			w.onStep = func() { b.soon(b.says("by b")) }
		}},
		{"cancelled handles between them", func(b *bed) {
			b.walker("a", 3)
			b.soon(b.says("x")).Cancel()
			w := b.walker("b", 3)
			w.onStep = func() { b.soon(b.says("x")).Cancel() }
		}},
		{"posted handles that another step cancels", func(b *bed) {
			var h *loop.Handle
			b.walker("a", 4).onStep = func() { h, _ = b.CallSoonThreadsafe(b.says("x")) }
			b.walker("b", 4).onStep = func() { h.Cancel() }
		}},
		{"timers that come due", func(b *bed) {
			w := b.walker("a", 4)
			w.onStep = func() { b.later(0, b.says("timer")) }
			b.walker("b", 5)
		}},
		{"timers that are cancelled", func(b *bed) {
			w := b.walker("a", 4)
			w.onStep = func() { b.later(0, b.says("x")).Cancel() }
		}},
		{"posts", func(b *bed) {
			w := b.walker("a", 4)
			w.onStep = func() { b.posted(b.says("posted")) }
			b.walker("b", 4)
		}},
		{"calls without checks", func(b *bed) {
			w := b.walker("a", 4)
			w.onStep = func() {
				b.PushCall(b.says("pushed"), trace.WhyDoneCb, "test.call")
				b.PushTimer(b.Time()+1, b.says("pushed timer"), "test.timer")
			}
		}},
		{"stop", func(b *bed) {
			w := b.walker("a", 6)
			w.onStep = func() {
				if w.left == 3 {
					b.Stop()
				}
			}
			b.walker("b", 6)
		}},
		{"exit", func(b *bed) {
			w := b.walker("a", 6)
			w.onStep = func() {
				if w.left == 3 {
					b.Exit()
				}
			}
			b.walker("b", 6)
		}},
		{"the limit of turns", func(b *bed) { b.walker("a", 1000); b.walker("b", 1000) }},
	} {
		t.Run(test.name, func(t *testing.T) {
			var logs [][]string
			for _, opts := range [][]loop.Option{nil, {loop.PlainTurns()}, {loop.Watchdog()}, {loop.Debug()}, {loop.Trace(trace.New())}} {
				b := virtual(t, append(opts, loop.TurnLimit(100))...)
				b.later(time.Second, b.Stop)
				test.play(b)
				apart(func() { b.add("%v", b.RunForever()) })
				_ = b.Close()
				logs = append(logs, b.log)
			}
			for i, log := range logs[1:] {
				if diff := cmp.Diff(logs[0], log); diff != "" {
					t.Errorf("variant %d differs (-direct +other):\n%s", i+1, diff)
				}
			}
		})
	}
}

// The definition itself, once by hand: a turn is a round.
func TestStepsTakeTurns(t *testing.T) {
	b := virtual(t)
	b.walker("a", 3)
	b.walker("b", 2)
	b.later(1, b.Stop)
	b.run()
	b.expect("a", "b", "a", "b", "a")
}

// A timer that fired can be set again without another.
func TestPreparedTimer(t *testing.T) {
	b := virtual(t)
	var timer loop.TimerHandle
	n := 0
	b.PrepareTimer(&timer, func() {
		b.add("%v", b.Time())
		if n++; n < 3 {
			b.SetTimer(&timer, b.Time()+time.Second)
			return
		}
		b.Stop()
	}, "test.timer")
	b.SetTimer(&timer, 0)
	b.run()
	b.expect("0s", "1s", "2s")
}
