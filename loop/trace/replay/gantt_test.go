package replay_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/goasyncio/asyncio/loop/trace"
	"github.com/goasyncio/asyncio/loop/trace/replay"
)

func gantt(h *replay.History, p replay.Picture) string {
	var b bytes.Buffer
	h.WriteGantt(&b, p)
	return b.String()
}

func TestGantt(t *testing.T) {
	h := replay.New(hello())
	golden(t, "hello-gantt.txt", []byte(gantt(h, replay.Picture{})+
		gantt(h, replay.Picture{Axis: replay.AxisStep, Text: replay.Text{Width: 60}, Lanes: 2})))
	t.Setenv("NO_COLOR", "")
	if text := gantt(h, replay.Picture{Text: replay.Text{Color: true}}); !strings.Contains(text, "\x1b[34m█\x1b[0m") {
		t.Errorf("%q", text)
	}
	ends := replay.New(simulate(
		coro("main", spawn(1), spawn(2), sleep(time.Second), cancel(1), sleep(time.Second)),
		coro("cancelled", sleep(time.Hour)), coro("faulty", sleep(time.Second), fail("no"))))
	if text := gantt(ends, replay.Picture{}); !strings.Contains(text, "✕\nTask-3") || !strings.Contains(text, "▲\n\n") {
		t.Error(text)
	}
	if text := gantt(replay.New(trace.NewRecording(trace.Header{})), replay.Picture{}); !strings.Contains(text, "runs") {
		t.Error(text)
	}
}

func TestGanttFitsItsWidth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := replay.New(simulate(anyProgram(t)...))
		width := rapid.IntRange(60, 120).Draw(t, "width")
		axis := rapid.SampledFrom([]replay.Axis{replay.AxisStep, replay.AxisTime}).Draw(t, "axis")
		for _, line := range strings.Split(gantt(h, replay.Picture{Text: replay.Text{Width: width}, Axis: axis}), "\n") {
			if utf8.RuneCountInString(line) > width {
				t.Fatalf("%d columns: %q", width, line)
			}
		}
	})
}

// TestLanesCoverTheLife: the spans of a task follow one another without gaps.
func TestLanesCoverTheLife(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := replay.New(simulate(anyProgram(t)...))
		for _, lane := range h.Lanes() {
			for i, span := range lane.Spans {
				if span.To.N < span.From.N || i > 0 && span.From != lane.Spans[i-1].To {
					t.Fatal(fmt.Sprint(lane))
				}
			}
			if task, _ := h.State(h.Rec.Last()).Task(lane.Task); task.State.Done() != (lane.End != "") {
				t.Fatalf("%v is %s", lane, task.State)
			}
		}
	})
}
