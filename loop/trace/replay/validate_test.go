package replay_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/goasyncio/asyncio/loop/trace"
	"github.com/goasyncio/asyncio/loop/trace/replay"
)

func TestRandomProgramsKeepAllInvariants(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := replay.New(simulate(anyProgram(t)...))
		if found := h.Validate(); len(found) > 0 {
			t.Fatal(found)
		}
	})
}

// change gives the hello recording with one thing changed.
func change(how func(events []trace.Event) []trace.Event) *replay.History {
	rec := simulate(
		coro("main", spawn(1), spawn(1), await(2), thread(5*time.Second), yield()),
		coro("greet", sleep(time.Second), say("hello")),
	)
	var events []trace.Event
	for e := range rec.Events() {
		events = append(events, *e)
	}
	return replay.New(trace.NewRecording(rec.Header, how(events)...))
}

// nth finds the place of the nth event of a kind.
func nth(events []trace.Event, k trace.Kind, n int) int {
	for i := range events {
		if events[i].Kind == k {
			if n--; n == 0 {
				return i
			}
		}
	}
	panic("no such event")
}

func TestEachInvariantIsChecked(t *testing.T) {
	set := func(k trace.Kind, n int, how func(*trace.Event)) func([]trace.Event) []trace.Event {
		return func(events []trace.Event) []trace.Event {
			how(&events[nth(events, k, n)])
			return events
		}
	}
	remove := func(k trace.Kind, n int) func([]trace.Event) []trace.Event {
		return func(events []trace.Event) []trace.Event {
			i := nth(events, k, n)
			return slices.Delete(events, i, i+1)
		}
	}
	double := func(k trace.Kind, n int) func([]trace.Event) []trace.Event {
		return func(events []trace.Event) []trace.Event {
			i := nth(events, k, n)
			return slices.Insert(events, i, events[i])
		}
	}
	swap := func(k trace.Kind, a, b int) func([]trace.Event) []trace.Event {
		return func(events []trace.Event) []trace.Event {
			i, j := nth(events, k, a), nth(events, k, b)
			events[i], events[j] = events[j], events[i]
			return events
		}
	}
	for _, c := range []struct {
		invariant string
		how       func([]trace.Event) []trace.Event
	}{
		{"time-never-falls", set(trace.Clock, 1, func(e *trace.Event) { e.T = 0; e.T-- })},
		{"one-open-step", remove(trace.StepEnd, 2)},
		{"one-open-step", remove(trace.StepBegin, 2)},
		{"one-open-step", set(trace.StepEnd, 2, func(e *trace.Event) { e.H = 77 })},
		{"one-open-step", double(trace.StepBegin, 1)},
		{"one-open-step", remove(trace.StepEnd, 1)},
		{"head-first", swap(trace.ReadyPush, 2, 3)},
		{"head-first", set(trace.StepBegin, 1, func(e *trace.Event) { e.Kind = trace.HandleSkip })},
		{"head-first", set(trace.TickEnd, 1, func(e *trace.Event) { e.Kind, e.H = trace.HandleSkip, 99 })},
		{"head-first", double(trace.StepBegin, 1)},
		{"next-turn", remove(trace.TickBegin, 2)},
		{"turn-counts", remove(trace.TickBegin, 2)},
		{"turn-counts", set(trace.TickBegin, 2, func(e *trace.Event) { e.Todo++ })},
		{"turn-counts", set(trace.TickEnd, 2, func(e *trace.Event) { e.Ran++ })},
		{"timer-order", swap(trace.TimerFire, 1, 2)},
		{"timer-order", double(trace.TimerFire, 1)},
		{"timer-order", set(trace.TimerAdd, 1, func(e *trace.Event) { e.When += time.Hour })},
		{"task-life", double(trace.TaskNew, 2)},
		{"task-life", double(trace.TaskDone, 2)},
		{"task-life", remove(trace.TaskNew, 2)},
		{"task-life", set(trace.TaskDone, 2, func(e *trace.Event) { e.State = 0 })},
		{"await-pending", set(trace.StepEnd, 2, func(e *trace.Event) { e.Fut = 99 })},
		{"future-once", double(trace.FutNew, 1)},
		{"future-once", double(trace.FutDone, 1)},
		{"cause-earlier", set(trace.StepBegin, 1, func(e *trace.Event) { e.By = 99 })},
		{"cause-earlier", remove(trace.LoopStart, 1)},
		{"job-pairs", remove(trace.JobStart, 1)},
		{"job-pairs", remove(trace.JobSubmit, 1)},
		{"job-pairs", double(trace.JobSubmit, 1)},
		{"job-pairs", double(trace.JobDeliver, 1)},
		{"callback-order", func(events []trace.Event) []trace.Event {
			i := nth(events, trace.FutDone, 1)
			return slices.Insert(events, i+1, trace.Event{Kind: trace.ReadyPush, H: 99})
		}},
		{"callback-order", func(events []trace.Event) []trace.Event {
			i := nth(events, trace.FutDone, 1)
			return slices.Delete(events, i+1, i+2)
		}},
		{"pending-listed", set(trace.LoopStop, 1, func(e *trace.Event) { e.More = &trace.More{Tasks: []int{3}} })},
	} {
		found := change(c.how).Validate()
		if !slices.ContainsFunc(found, func(v replay.Violation) bool { return v.Invariant == c.invariant }) {
			t.Errorf("%s was not missed: %v", c.invariant, found)
		}
	}
}

// TestK8_CausesHaveNoCycle: a file's causes and parents can only point back.
func TestK8_CausesHaveNoCycle(t *testing.T) {
	const header = `{"k":"header","schema":"asynciotrace/1"}` + "\n"
	for _, line := range []string{`{"n":1,"t":0,"k":"poll","by":1}`, `{"n":1,"t":0,"k":"task.new","task":2,"parent":2}`} {
		if _, err := trace.Load(strings.NewReader(header + line + "\n")); err == nil {
			t.Errorf("%s was loaded", line)
		}
	}
}

func TestValidateWithDroppedEvents(t *testing.T) {
	r := trace.New(trace.Ring(64))
	for e := range hello().Events() {
		c := *e
		r.Emit(&c)
	}
	if r.Dropped() == 0 {
		t.Fatal("nothing was dropped")
	}
	h := replay.New(r.Recording())
	if found := h.Validate(); len(found) > 0 {
		t.Error(found)
	}
	if n := h.Rec.First(); h.Cause(n) != 0 || h.State(n-1).N != n-1 || h.State(0).N != n-1 {
		t.Error("the first event kept has a cause or a state before it")
	}
}
