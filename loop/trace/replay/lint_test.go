package replay_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"pgregory.net/rapid"

	"github.com/goasyncio/asyncio/loop/trace"
	"github.com/goasyncio/asyncio/loop/trace/replay"
)

// by hand: a recording that begins with main and goes on with these events.
func byHand(events ...trace.Event) *trace.Recording {
	return trace.NewRecording(trace.Header{}, append([]trace.Event{
		{Kind: trace.LoopStart},
		{Kind: trace.TaskNew, Task: 1, Label: "main", Fut: 1},
		{Kind: trace.StepBegin, Task: 1},
	}, events...)...)
}

var (
	mainEnds = trace.Event{Kind: trace.TaskDone, Task: 1, Fut: 1, State: trace.StateResult}
	second   = time.Second
)

// frames is a stack of awaits, innermost first.
func frames(line int, funcs ...string) *trace.More {
	m := &trace.More{}
	for _, f := range funcs {
		m.Stack = append(m.Stack, trace.Frame{File: 1, Line: line, Func: f})
	}
	return m
}

// badPrograms has, for each lint, a recording that shows it.
func badPrograms() map[string]*trace.Recording {
	var many []trace.Event
	for i := range 101 {
		many = append(many, trace.Event{Kind: trace.TaskNew, Task: i + 2, Fut: i + 2})
	}
	return map[string]*trace.Recording{
		"blocked-loop":    simulate(coro("main", busy(200*time.Millisecond))),
		"never-awaited":   byHand(trace.Event{Kind: trace.CoroUnawaited, What: "greet"}),
		"never-retrieved": byHand(trace.Event{Kind: trace.ExcUnretrieved, Task: 2, More: &trace.More{Exc: "boom"}}),
		"swallowed-cancel": byHand(
			trace.Event{Kind: trace.CancelRequest, Task: 1}, trace.Event{Kind: trace.CancelDeliver, Task: 1}, mainEnds),
		"orphan-at-exit":    simulate(coro("main", spawn(1), yield()), coro("child", sleep(second))),
		"sequential-awaits": simulate(coro("main", spawn(1), await(2), spawn(1), await(3)), coro("greet", sleep(second))),
		"await-cycle":       simulate(coro("main", spawn(1), await(2)), coro("other", await(1))),
		"timeout-overrun": byHand(
			trace.Event{Kind: trace.TimeoutEnter, ID: 1, Task: 1, When: second},
			trace.Event{T: 3 * second, Kind: trace.StepEnd, Task: 1, Out: trace.OutYield}),
		"starving-spin":    simulate(coro("main", yield(), yield(), yield(), yield(), sleep(second))),
		"unbounded-gather": byHand(append(many, trace.Event{Kind: trace.StepEnd, Task: 1})...),
		"late-timer": byHand(
			trace.Event{Kind: trace.TimerAdd, Timer: 1, When: 50 * time.Millisecond},
			trace.Event{T: 90 * time.Millisecond, Kind: trace.StepEnd, Task: 1},
			trace.Event{T: 110 * time.Millisecond, Kind: trace.TimerFire, Timer: 1, When: 50 * time.Millisecond, Late: 60 * time.Millisecond}),
		"thread-outlives-cancel": byHand(
			trace.Event{Kind: trace.FutNew, Fut: 2, What: "thread"},
			trace.Event{Kind: trace.JobSubmit, ID: 1, Label: "work"},
			trace.Event{T: second, Kind: trace.FutDone, Fut: 2, State: trace.StateCancelled},
			trace.Event{T: 3 * second, Kind: trace.JobDeliver, ID: 1}),
		"lost-sibling-exception": simulate(
			coro("main", spawn(1), spawn(1), gather(2)),
			coro("faulty", sleep(second), fail("ValueError"))),
	}
}

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

func codes(found []replay.Finding) (codes []string) {
	for _, f := range found {
		codes = append(codes, f.Code)
	}
	return slices.Compact(slices.Sorted(slices.Values(codes)))
}

// TestEachLintFires is half of the page's feature F7.
func TestEachLintFires(t *testing.T) {
	bad := badPrograms()
	also := map[string]string{ // what else is wrong with a bad program
		"timeout-overrun": "blocked-loop",
	}
	for _, lint := range replay.Lints(replay.English) {
		if bad[lint.Code] == nil {
			t.Errorf("no bad program for %s", lint.Code)
			continue
		}
		found := replay.New(bad[lint.Code]).Lint(replay.Thresholds{})
		if !slices.Contains(codes(found), lint.Code) {
			t.Errorf("%s did not fire: %v", lint.Code, found)
		}
		for _, f := range found {
			if f.Text == "" || f.N == 0 {
				t.Errorf("%+v", f)
			}
			if f.Code != lint.Code && f.Code != also[lint.Code] {
				t.Errorf("%s fired on the program for %s: %s", f.Code, lint.Code, f.Text)
			}
		}
		if lint.Title == "" || lint.Advice == "" {
			t.Errorf("%s says nothing", lint.Code)
		}
	}
	for code, rec := range bad {
		for i, f := range replay.New(rec).In(replay.Chinese).Lint(replay.Thresholds{}) {
			en := replay.New(rec).Lint(replay.Thresholds{})[i]
			if f.Code != en.Code || f.N != en.N || !strings.ContainsFunc(f.Text, isHan) {
				t.Errorf("%s, in Chinese: %q, in English: %q", code, f.Text, en.Text)
			}
		}
	}
	if n := len(replay.Lints(replay.English)); n != 13 {
		t.Errorf("%d lints", n)
	}
}

// TestNoLintOnGoodPrograms is the other half.
func TestNoLintOnGoodPrograms(t *testing.T) {
	for name, rec := range map[string]*trace.Recording{
		"hello":      hello(),
		"round":      simulate(coro("main", spawn(1), spawn(1), gather(2)), coro("robin", say("x0"), yield(), say("x1"), yield())),
		"thread":     simulate(coro("main", thread(second), say("done"))),
		"cancel":     simulate(coro("main", spawn(1), yield(), cancel(1), gather(1)), coro("child", sleep(second))),
		"tasks":      simulate(coro("main", spawn(1), spawn(1), await(2), await(3)), coro("greet", sleep(second))),
		"two sleeps": simulate(coro("main", sleep(second), say("between"), sleep(second))),
		"uncancel": byHand(trace.Event{Kind: trace.CancelDeliver, Task: 1}, trace.Event{Kind: trace.Uncancel, Task: 1},
			trace.Event{Kind: trace.StepEnd, Task: 1}, mainEnds),
		"in time": byHand(trace.Event{Kind: trace.TimeoutEnter, ID: 1, Task: 1, When: second},
			trace.Event{Kind: trace.TimeoutExit, ID: 1, Task: 1}, trace.Event{T: 20 * time.Millisecond, Kind: trace.StepEnd, Task: 1}),
		"thread ends first": byHand(trace.Event{Kind: trace.JobSubmit, ID: 1, Fut: 2}, trace.Event{Kind: trace.JobEnd, ID: 1},
			trace.Event{Kind: trace.FutDone, Fut: 2, State: trace.StateCancelled}),
	} {
		for _, f := range replay.New(rec).Lint(replay.Thresholds{}) {
			t.Errorf("%s: %s fired: %s", name, f.Code, f.Text)
		}
	}
}

func TestSequentialCallsAreFoundByTheirStacks(t *testing.T) {
	step := func(at time.Duration, line int, funcs ...string) []trace.Event {
		more := frames(line, funcs...)
		return []trace.Event{
			{T: at, Kind: trace.StepEnd, Task: 1, Out: trace.OutAwait, Fut: 9, What: "sleep", More: more},
			{T: at + second, Kind: trace.StepBegin, Task: 1},
		}
	}
	one, two := step(0, 12, "greet", "main"), step(second, 13, "greet", "main")
	for name, c := range map[string]struct {
		events []trace.Event
		want   bool
	}{
		"two lines":     {slices.Concat(one, two), true},
		"a loop":        {slices.Concat(one, step(second, 12, "greet", "main")), false},
		"another":       {slices.Concat(one, step(second, 13, "other", "main")), false},
		"main itself":   {slices.Concat(step(0, 12, "main"), step(second, 13, "main")), false},
		"not alone":     {slices.Concat([]trace.Event{{Kind: trace.TaskNew, Task: 2, Fut: 2}}, one, two), false},
		"no time":       {slices.Concat(one, step(0, 13, "greet", "main")), false},
		"yield between": {slices.Concat(one, []trace.Event{{T: second, Kind: trace.StepEnd, Task: 1, Out: trace.OutYield}}, two), false},
	} {
		got := codes(replay.New(byHand(c.events...)).Lint(replay.Thresholds{}))
		if slices.Contains(got, "sequential-awaits") != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestDeadlockWithoutACycle(t *testing.T) {
	h := replay.New(byHand(
		trace.Event{Kind: trace.FutNew, Fut: 2, What: "event"},
		trace.Event{Kind: trace.StepEnd, Task: 1, Out: trace.OutAwait, Fut: 2, What: "event"},
		trace.Event{Kind: trace.LoopStop}))
	found := h.Lint(replay.Thresholds{})
	if len(found) != 1 || found[0].Text != "main waited when nothing was left that could wake them" {
		t.Error(found)
	}
}

func TestLintsTakeAnyRecording(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rec := simulate(anyProgram(t)...)
		var events []trace.Event
		for e := range rec.Events() {
			if !rapid.SampledFrom([]bool{false, false, false, true}).Draw(t, "drop") {
				events = append(events, *e)
			}
		}
		h := replay.New(trace.NewRecording(rec.Header, events...))
		for _, f := range h.Lint(replay.Thresholds{}) {
			if h.Rec.At(f.N) == nil {
				t.Fatal(fmt.Sprint(f))
			}
		}
		h.Validate()
	})
}
