package replay_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/goasyncio/asyncio/loop/trace"
	"github.com/goasyncio/asyncio/loop/trace/replay"
)

// A chromeFile is what Perfetto wants.
type chromeFile struct {
	TraceEvents []struct {
		Ph, Name, Cat string
		Pid, Tid, ID  int
		Ts, Dur       float64
		Args          map[string]any
	}
	DisplayTimeUnit string
	OtherData       map[string]any
}

func chromeOf(t interface{ Fatal(...any) }, h *replay.History, axis replay.Axis) (c chromeFile) {
	var b bytes.Buffer
	h.WriteChrome(&b, axis)
	if err := json.Unmarshal(b.Bytes(), &c); err != nil {
		t.Fatal(err, b.String())
	}
	return c
}

// TestChromeKeepsTheCounts is the page's feature F14: what goes out can be
// counted again.
func TestChromeKeepsTheCounts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := replay.New(simulate(anyProgram(t)...))
		axis := rapid.SampledFrom([]replay.Axis{replay.AxisStep, replay.AxisTime}).Draw(t, "axis")
		c := chromeOf(t, h, axis)
		count := map[string]int{}
		ends := map[int]float64{}
		for _, e := range c.TraceEvents {
			count[e.Ph+" "+e.Cat]++
			switch {
			case e.Ph == "X" && e.Name == "run":
				count["run"]++
			case e.Ph == "X" && strings.HasPrefix(e.Name, "turn "):
				count["turn"]++
			}
			if e.Ph == "X" && e.Tid > 100 {
				if e.Ts < ends[e.Tid] {
					t.Fatalf("spans of thread %d overlap at %v", e.Tid, e.Ts)
				}
				ends[e.Tid] = e.Ts + e.Dur
			}
		}
		totals := h.Totals()
		if count["turn"] != totals.Turns || count["b task"] != totals.Tasks || count["s cause"] != totals.Steps || count["f cause"] != totals.Steps {
			t.Fatalf("%v %+v", count, totals)
		}
	})
}

func TestChromeTracks(t *testing.T) {
	h := replay.New(simulate(
		coro("main", spawn(1), thread(1500*time.Microsecond), sleep(1500*time.Nanosecond), say("x")),
		coro("other", sleep(time.Hour))))
	names := map[string]bool{}
	for _, e := range chromeOf(t, h, replay.AxisTime).TraceEvents {
		names[e.Ph+" "+e.Name] = true
		if e.Ph == "M" && e.Name == "thread_name" {
			names[e.Args["name"].(string)] = true
		}
		if e.Name == "await Sleep(1.5µs)" && (e.Ts != 1500 || e.Dur != 1.5) {
			t.Errorf("%+v", e)
		}
	}
	for _, want := range []string{"Task-1", "loop", "X poll", "X await Sleep(1.5µs)", "C loop", "X job 1 (work)", `i Task-1 prints "x"`} {
		if !names[want] {
			t.Errorf("no %s in %v", want, names)
		}
	}
}

// odd is a recording whose names mean something to every format.
func odd() *replay.History {
	return replay.New(trace.NewRecording(trace.Header{},
		trace.Event{Kind: trace.LoopStart},
		trace.Event{Kind: trace.TaskNew, Task: 1, Label: `<img src=x onerror="alert(1)">:;#&`},
		trace.Event{Kind: trace.ReadyPush, H: 1, Task: 1},
		trace.Event{Kind: trace.StepBegin, H: 1, Task: 1},
		trace.Event{Kind: trace.StepEnd, H: 1, Task: 1, Out: trace.OutAwait, Fut: 1, Label: "</title><script>\x00"},
		trace.Event{Kind: trace.TaskNew, Task: 2, Label: ""},
		trace.Event{Kind: trace.LoopStop, T: time.Second},
	))
}

func TestK7_NamesCannotBreakThePictures(t *testing.T) {
	for _, h := range []*replay.History{odd(), replay.New(hello())} {
		for _, axis := range []replay.Axis{replay.AxisTime, replay.AxisStep} {
			var svg, mermaid bytes.Buffer
			h.WriteSVG(&svg, replay.Picture{Axis: axis, Lanes: 2})
			h.WriteMermaid(&mermaid, replay.Picture{Axis: axis, Lanes: 2})
			for d := xml.NewDecoder(&svg); ; {
				token, err := d.Token()
				if errors.Is(err, io.EOF) {
					break
				}
				if err != nil {
					t.Fatal(err)
				}
				if e, ok := token.(xml.StartElement); ok && (e.Name.Local == "script" || e.Name.Local == "img") {
					t.Errorf("the picture has an element %s", e.Name.Local)
				}
			}
			for _, line := range strings.Split(mermaid.String(), "\n")[3:] {
				if strings.Count(line, ":") > 1 || strings.ContainsAny(line, "<;") {
					t.Errorf("%q", line)
				}
			}
			chromeOf(t, h, axis)
		}
	}
}

func TestPictures(t *testing.T) {
	h := replay.New(simulate(
		coro("main", spawn(1), spawn(2), sleep(time.Second), cancel(1), sleep(time.Second)),
		coro("cancelled", sleep(time.Hour)), coro("faulty", sleep(time.Second), fail("no"))))
	var svg, mermaid bytes.Buffer
	h.WriteSVG(&svg, replay.Picture{Text: replay.Text{Width: 600}})
	h.WriteMermaid(&mermaid, replay.Picture{})
	golden(t, "ends.svg", svg.Bytes())
	golden(t, "ends.mmd", mermaid.Bytes())
}
