package replay_test

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/goasyncio/asyncio/loop/trace"
	"github.com/goasyncio/asyncio/loop/trace/replay"
)

// FuzzHistory gives any file that can be loaded to all that reads recordings.
func FuzzHistory(f *testing.F) {
	hi, err := os.ReadFile("testdata/hi.jsonl")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(hi)
	var file bytes.Buffer
	for _, rec := range badPrograms() {
		file.Reset()
		rec.WriteTo(&file)
		f.Add(bytes.Clone(file.Bytes()))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		rec, err := trace.Limits{File: 1 << 16}.Load(bytes.NewReader(data))
		if err != nil {
			return
		}
		readAll(t, replay.New(rec))
	})
}

// TestNoiseIsTaken reads events that make no sense together.
func TestNoiseIsTaken(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		id := rapid.IntRange(0, 4)
		var events []trace.Event
		for range rapid.IntRange(0, 60).Draw(t, "events") {
			k := trace.Kind(rapid.IntRange(0, 55).Draw(t, "kind"))
			events = append(events, trace.Event{
				Kind: k, T: time.Duration(rapid.IntRange(-1, 3).Draw(t, "t")) * second, By: id.Draw(t, "by"),
				Task: id.Draw(t, "task"), H: id.Draw(t, "h"), Fut: id.Draw(t, "fut"), Timer: id.Draw(t, "timer"), ID: id.Draw(t, "id"),
				Parent: id.Draw(t, "parent"), Todo: id.Draw(t, "todo"), When: time.Duration(id.Draw(t, "when")) * second,
				Out: trace.Out(k % 7), Why: trace.Why(id.Draw(t, "why") * 2), State: trace.State(id.Draw(t, "state")), What: rapid.SampledFrom([]string{"gather", "sleep", "thread"}).Draw(t, "what"),
				More: &trace.More{Children: []int{id.Draw(t, "child"), 2}, Tasks: []int{1}, Stack: []trace.Frame{{Line: id.Draw(t, "line"), Func: "f"}, {Line: id.Draw(t, "line"), Func: "g"}}},
			})
		}
		dropped := id.Draw(t, "dropped")
		readAll(t, replay.New(trace.NewRecording(trace.Header{Dropped: dropped}, events...)))
	})
}

// readAll gives a recording to all that reads one.
func readAll(t interface{ Error(...any) }, h *replay.History) {
	rec := h.Rec
	if !json.Valid(h.AppendJSON(nil, h.State(rec.Last()))) {
		t.Error("the state is no JSON")
	}
	h.Validate()
	h.Lint(replay.Thresholds{})
	for n := rec.First(); n <= min(rec.Last(), rec.First()+50); n++ {
		h.WhyText(n)
		h.WhyNotText(1, n)
	}
	for _, axis := range []replay.Axis{replay.AxisTime, replay.AxisStep} {
		p := replay.Picture{Axis: axis, Text: replay.Text{Width: 40, Color: true}}
		h.WriteSchedule(io.Discard, p.Text)
		h.WriteGantt(io.Discard, p)
		h.WriteSVG(io.Discard, p)
		h.WriteMermaid(io.Discard, p)
		var chrome bytes.Buffer
		h.WriteChrome(&chrome, axis)
		if !json.Valid(chrome.Bytes()) {
			t.Error("the export is no JSON")
		}
	}
	replay.Compare(h, replay.New(trace.NewRecording(trace.Header{}))).WriteText(io.Discard, replay.Text{})
}

// TestFixture keeps the recording that the examples read.
func TestFixture(t *testing.T) {
	var file bytes.Buffer
	simulate(coro("main", spawn(1), await(2), say("bye")), coro("greet", sleep(second), say("hello"))).WriteTo(&file)
	golden(t, "hi.jsonl", file.Bytes())
}
