package lesson_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/goasyncio/asyncio/cmd/asyncio/internal/lesson"
	"github.com/goasyncio/asyncio/loop/trace"
	"github.com/goasyncio/asyncio/loop/trace/replay"
	"github.com/google/go-cmp/cmp"
)

// A chromeEvent is one of those that Chrome and Perfetto know. What must be
// there is a pointer, so that it can be missed.
type chromeEvent struct {
	Ph, Name, Cat string
	Pid, Tid      *int
	Ts, Dur       *float64
	ID            *int
}

// lacks tells which field of its sort an event lacks, by the format's
// description.
func (e chromeEvent) lacks() string {
	switch {
	case e.Pid == nil || e.Name == "":
		return "pid or name"
	case e.Ph != "M" && (e.Ts == nil || *e.Ts < 0):
		return "ts"
	case e.Ph == "X" && (e.Dur == nil || *e.Dur < 0 || e.Tid == nil):
		return "dur or tid"
	case strings.Contains("besf", e.Ph) && (e.ID == nil || e.Cat == ""):
		return "id or cat"
	case !strings.Contains("XMCibesf", e.Ph) || len(e.Ph) != 1:
		return "a ph that is known"
	}
	return ""
}

// The page's feature F14: of every lesson's recording, written as lines, read again and written for
// Chrome, the events can be counted, and each has what the format asks for.
func TestExportsKeepTheCounts(t *testing.T) {
	for _, l := range lesson.All() {
		for _, r := range runs(t, l) {
			var lines bytes.Buffer
			if _, err := r.Rec.WriteTo(&lines); err != nil {
				t.Fatal(err)
			}
			rec, err := trace.Load(&lines)
			if err != nil {
				t.Fatal(err)
			}
			h := replay.New(rec)
			want := map[string]int{}
			for e := range r.Rec.Events() {
				switch e.Kind {
				case trace.TickBegin:
					want["turns"]++
				case trace.TaskNew:
					want["tasks"]++
				case trace.StepBegin:
					want["steps"]++
				case trace.JobSubmit:
					want["jobs"]++
				case trace.Printed:
					want["prints"]++
				}
			}
			for _, axis := range []replay.Axis{replay.AxisTime, replay.AxisStep} {
				if diff := cmp.Diff(want, counted(t, h, axis)); diff != "" {
					t.Errorf("%s, %s: want -, got +\n%s", r.Program.Name, axis, diff)
				}
			}
		}
	}
}

// counted counts what stands in a recording that is written for Chrome.
func counted(t *testing.T, h *replay.History, axis replay.Axis) map[string]int {
	t.Helper()
	var b bytes.Buffer
	if err := h.WriteChrome(&b, axis); err != nil {
		t.Fatal(err)
	}
	var file struct{ TraceEvents []chromeEvent }
	if err := json.Unmarshal(b.Bytes(), &file); err != nil {
		t.Fatal(err)
	}
	got := map[string]int{}
	for _, e := range file.TraceEvents {
		if lack := e.lacks(); lack != "" {
			t.Fatalf("%+v lacks %s", e, lack)
		}
		switch {
		case e.Ph == "X" && strings.HasPrefix(e.Name, "turn "):
			got["turns"]++
		case e.Ph == "b" && e.Cat == "task":
			got["tasks"]++
		case e.Ph == "f" && e.Cat == "cause":
			got["steps"]++
		case e.Ph == "X" && strings.HasPrefix(e.Name, "job "):
			got["jobs"]++
		case e.Ph == "i" && strings.Contains(e.Name, " prints "):
			got["prints"]++
		}
	}
	return got
}
