package replay_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/goasyncio/asyncio/loop/trace"
	"github.com/goasyncio/asyncio/loop/trace/replay"
)

// TestCompareSequentialAndTasks is the page's feature F8: three seconds here,
// two seconds there, and the event at which they part.
func TestCompareSequentialAndTasks(t *testing.T) {
	a := replay.New(simulate(coro("main", sleep(time.Second), sleep(2*time.Second), say("done"))))
	b := replay.New(simulate(coro("main", spawn(1), spawn(2), gather(2), say("done")),
		coro("greet", sleep(time.Second)), coro("greet", sleep(2*time.Second))))
	c := replay.Compare(a, b)
	if c.Totals[0].Time != 3*time.Second || c.Totals[1].Time != 2*time.Second {
		t.Error(c.Totals)
	}
	if c.Split == nil || b.Rec.At(c.Split.B).Kind != trace.TaskNew {
		t.Error(c.Split)
	}
	var text bytes.Buffer
	c.WriteText(&text, replay.Text{})
	golden(t, "compare.txt", text.Bytes())
	text.Reset()
	replay.Compare(a.In(replay.Chinese), b.In(replay.Chinese)).WriteText(&text, replay.Text{})
	golden(t, "compare-zh.txt", text.Bytes())
}

func TestCompareWithItself(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		progs := anyProgram(t)
		a, b := replay.New(simulate(progs...)), replay.New(simulate(progs...))
		c := replay.Compare(a, b)
		if c.Split != nil {
			t.Fatal(c.Split)
		}
		for _, p := range c.Tasks {
			if p.A == nil || p.B == nil {
				t.Fatal(p)
			}
		}
	})
}

// TestCompareFindsASwap: two entries of the ready queue that change places are
// found.
func TestCompareFindsASwap(t *testing.T) {
	a := replay.New(hello())
	b := change(func([]trace.Event) []trace.Event {
		var events []trace.Event
		for e := range a.Rec.Events() {
			events = append(events, *e)
		}
		i, j := nth(events, trace.ReadyPush, 2), nth(events, trace.ReadyPush, 3)
		events[i], events[j] = events[j], events[i]
		return events
	})
	c := replay.Compare(a, b)
	if c.Split == nil || a.Rec.At(c.Split.A).Kind != trace.ReadyPush {
		t.Error(c.Split)
	}
}

func TestCompareTheShorter(t *testing.T) {
	a := replay.New(hello())
	b := replay.New(trace.NewRecording(trace.Header{Clock: "real"}))
	var text bytes.Buffer
	replay.Compare(a, b).WriteText(&text, replay.Text{Color: true})
	if !strings.Contains(text.String(), "b  the recording ends") || !strings.Contains(text.String(), "-\n") {
		t.Error(text.String())
	}
	text.Reset()
	replay.Compare(a, a).WriteText(&text, replay.Text{})
	if !strings.Contains(text.String(), "the schedules are the same") {
		t.Error(text.String())
	}
}
