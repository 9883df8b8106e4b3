package replay_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/goasyncio/asyncio/internal/columns"
	"github.com/goasyncio/asyncio/loop/trace"
	"github.com/goasyncio/asyncio/loop/trace/replay"
)

func schedule(h *replay.History, o replay.Text) string {
	var b bytes.Buffer
	h.WriteSchedule(&b, o)
	return b.String()
}

func TestScheduleReadsWell(t *testing.T) {
	golden(t, "hello-schedule.txt", []byte(schedule(replay.New(hello()), replay.Text{})))
	busy := replay.New(simulate(
		coro("main", spawn(1), spawn(2), yield(), cancel(1), thread(2*time.Second), await(3), say("never said")),
		coro("stubborn", stubborn(), sleep(time.Hour), say("I live"), sleep(time.Second)),
		coro("faulty", sleep(time.Second), fail("ValueError: no"))))
	golden(t, "busy-schedule.txt", []byte(schedule(busy, replay.Text{})))
	golden(t, "busy-schedule-zh.txt", []byte(schedule(busy.In(replay.Chinese), replay.Text{})))
}

func TestScheduleFitsItsWidth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := replay.New(simulate(anyProgram(t)...)).In(rapid.SampledFrom([]replay.Lang{replay.English, replay.Chinese}).Draw(t, "lang"))
		width := rapid.IntRange(40, 100).Draw(t, "width")
		for _, line := range strings.Split(schedule(h, replay.Text{Width: width}), "\n") {
			if columns.Of(line) > width {
				t.Fatalf("%d columns: %q", width, line)
			}
		}
	})
}

// TestK7_NamesCannotStainTheTerminal: a name from a file reaches the terminal
// without its control characters.
func TestK7_NamesCannotStainTheTerminal(t *testing.T) {
	h := replay.New(trace.NewRecording(trace.Header{},
		trace.Event{Kind: trace.LoopStart},
		trace.Event{Kind: trace.TaskNew, Task: 1, Label: "a\x1b[31m\a\u009bb"},
		trace.Event{Kind: trace.ReadyPush, H: 1, Task: 1},
		trace.Event{Kind: trace.TickBegin, Tick: 1, Todo: 1},
		trace.Event{Kind: trace.StepBegin, H: 1, Task: 1},
		trace.Event{Kind: trace.Printed, More: &trace.More{Text: strings.Repeat("x", 300) + "\n\t\x00"}},
	))
	text := schedule(h, replay.Text{})
	if strings.ContainsAny(strings.ReplaceAll(text, "\n", ""), "\x1b\a\u009b\x00\t") {
		t.Errorf("%q", text)
	}
	t.Setenv("NO_COLOR", "")
	if !strings.Contains(schedule(h, replay.Text{Color: true}), "\x1b[1m") {
		t.Error("no colours where colours are wanted")
	}
	t.Setenv("NO_COLOR", "1")
	if strings.Contains(schedule(h, replay.Text{Color: true}), "\x1b") {
		t.Error("colours in spite of NO_COLOR")
	}
}
