package replay_test

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/goasyncio/asyncio/loop/trace"
	"github.com/goasyncio/asyncio/loop/trace/replay"
)

// anyProgram draws programs of a few coroutines.
func anyProgram(t *rapid.T) []prog {
	anyOp := rapid.Custom(func(t *rapid.T) op {
		return op{
			do:   rapid.SampledFrom([]string{"sleep", "yield", "print", "spawn", "await", "gather", "cancel", "thread", "busy", "raise", "stubborn"}).Draw(t, "do"),
			n:    rapid.IntRange(1, 5).Draw(t, "n"),
			d:    time.Duration(rapid.IntRange(1, 4).Draw(t, "d")) * time.Second,
			text: "text",
		}
	})
	var progs []prog
	for range rapid.IntRange(1, 5).Draw(t, "progs") {
		progs = append(progs, coro("co", rapid.SliceOfN(anyOp, 1, 8).Draw(t, "ops")...))
	}
	return progs
}

// TestStepBackIsExact is what the page's feature F2 asks for: playing forward,
// jumping, and stepping back from the end give the same state at every event.
func TestStepBackIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := replay.New(simulate(anyProgram(t)...))
		last := h.Rec.Last()
		forward := make([]string, last+1)
		c := h.Cursor()
		for n := range last + 1 {
			forward[n] = string(h.AppendJSON(nil, c.Seek(n)))
		}
		for n := last; n >= 0; n-- {
			if back := string(h.AppendJSON(nil, c.Seek(n))); back != forward[n] {
				t.Fatalf("event %d, back:\n%s\nforward:\n%s", n, back, forward[n])
			}
		}
		for range 20 {
			n := rapid.IntRange(0, last).Draw(t, "n")
			if jump := string(h.AppendJSON(nil, h.State(n))); jump != forward[n] {
				t.Fatalf("event %d, jump:\n%s\nforward:\n%s", n, jump, forward[n])
			}
		}
	})
}

// long is a recording with many keyframes.
func long(events int) *trace.Recording {
	r := trace.New()
	emit := func(e trace.Event) int { e.T = time.Duration(r.Len()); return r.Emit(&e) }
	emit(trace.Event{Kind: trace.LoopStart})
	for i := 1; r.Len() < events; i++ {
		task := i%500 + 1
		if i <= 500 {
			emit(trace.Event{Kind: trace.TaskNew, Task: task, Label: "worker", Fut: task})
		}
		push := emit(trace.Event{Kind: trace.ReadyPush, H: i, Task: task, Why: trace.WhyYield, Label: "x"})
		emit(trace.Event{Kind: trace.TickBegin, Tick: i, Todo: 1})
		emit(trace.Event{Kind: trace.StepBegin, H: i, Task: task, By: push})
		emit(trace.Event{Kind: trace.CbAdd, Fut: task, Label: "again"})
		if i%3 == 0 {
			emit(trace.Event{Kind: trace.CbRemove, Fut: task, Label: "again"})
		}
		emit(trace.Event{Kind: trace.StepEnd, H: i, Task: task, Out: trace.OutYield})
	}
	return r.Recording()
}

func TestKeyframesChangeNothing(t *testing.T) {
	h := replay.New(long(10_000))
	c := h.Cursor()
	for n := 0; n <= h.Rec.Last(); n += 97 {
		forward := h.AppendJSON(nil, c.Seek(n))
		if !bytes.Equal(forward, h.AppendJSON(nil, h.State(n))) {
			t.Fatalf("event %d", n)
		}
	}
	if s := h.State(1 << 30); s.N != h.Rec.Last() {
		t.Error("beyond the end:", s.N)
	}
	if s := h.State(-5); s.N != 0 {
		t.Error("before the beginning:", s.N)
	}
}

// TestJSONIsTheContract checks the properties that the page's reducer relies
// on, and one state word for word.
func TestJSONIsTheContract(t *testing.T) {
	h := replay.New(hello())
	c := h.Cursor()
	for n := range h.Rec.Last() + 1 {
		text := h.AppendJSON(nil, c.Seek(n))
		var v any
		if err := json.Unmarshal(text, &v); err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		again, _ := json.Marshal(v) // which sorts the keys
		if !bytes.Equal(again, text) {
			t.Fatalf("keys not in order:\n%s\n%s", text, again)
		}
	}
	golden(t, "hello-40.json", append(h.AppendJSON(nil, h.State(40)), '\n'))
}

// TestStatesOfTheFixture keeps the states after each event of hi.jsonl, for
// reducers in other languages to be held against; STATE.md tells the rules.
func TestStatesOfTheFixture(t *testing.T) {
	var lines []byte
	h := open()
	c := h.Cursor()
	for n := range h.Rec.Last() + 1 {
		lines = append(h.AppendJSON(lines, c.Seek(n)), '\n')
	}
	golden(t, "hi.states.jsonl", lines)
}

// golden compares with a file of testdata; with UPDATE=1 it writes it.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile("testdata/"+name, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("testdata/" + name)
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("%s is not what it was (%v); got:\n%s", name, err, got)
	}
}

// TestEveryStepHasACause is the page's feature F4: following the causes leads
// from every event to the start of the loop.
func TestEveryStepHasACause(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rec := simulate(anyProgram(t)...)
		bare := trace.NewRecording(rec.Header, strip(rec)...)
		for _, h := range []*replay.History{replay.New(rec), replay.New(bare)} {
			for n := 1; n <= rec.Last(); n++ {
				at := n
				for h.Cause(at) != 0 {
					if h.Cause(at) >= at {
						t.Fatalf("event %d is caused by %d", at, h.Cause(at))
					}
					at = h.Cause(at)
				}
				if at != 1 {
					t.Fatalf("the causes of event %d end at %d", n, at)
				}
			}
		}
	})
}

// strip takes the causes away.
func strip(rec *trace.Recording) (events []trace.Event) {
	for e := range rec.Events() {
		c := *e
		c.By = 0
		events = append(events, c)
	}
	return events
}

// TestSnapshotBoundary checks the rule that is known least: what a turn's
// steps push runs in the next turn.
func TestSnapshotBoundary(t *testing.T) {
	h := replay.New(hello())
	c := h.Cursor()
	var cuts []int
	for e := range h.Rec.Events() {
		if s := c.Seek(e.N); e.Kind == trace.StepEnd && s.Tick == 2 {
			cuts = append(cuts, s.Cut)
		}
	}
	if !slices.Equal(cuts, []int{2, 1, 0}) {
		t.Errorf("cut after each step of turn 2: %v", cuts)
	}
}

func BenchmarkSeek1M(b *testing.B) {
	h := replay.New(long(1_000_000))
	b.ResetTimer()
	c := h.Cursor()
	for i := range b.N {
		c.Seek(i * 7919 * 1009 % 1_000_000)
	}
}

// BenchmarkMillion does everything once with a recording of a million events.
func BenchmarkMillion(b *testing.B) {
	rec := long(1_000_000)
	var file bytes.Buffer
	rec.WriteTo(&file)
	h := replay.New(rec)
	for _, c := range []struct {
		name string
		do   func()
	}{
		{"write", func() { rec.WriteTo(io.Discard) }},
		{"load", func() { trace.Load(bytes.NewReader(file.Bytes())) }},
		{"new", func() { replay.New(rec) }},
		{"validate", func() { h.Validate() }},
		{"lint", func() { h.Lint(replay.Thresholds{}) }},
		{"schedule", func() { h.WriteSchedule(io.Discard, replay.Text{}) }},
		{"gantt", func() { h.WriteGantt(io.Discard, replay.Picture{}) }},
		{"chrome", func() { h.WriteChrome(io.Discard, replay.AxisStep) }},
		{"compare", func() { replay.Compare(h, h) }},
	} {
		b.Run(c.name, func(b *testing.B) {
			for range b.N {
				c.do()
			}
		})
	}
}
