package page_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/goasyncio/asyncio/cmd/asyncio/internal/page"
	"github.com/goasyncio/asyncio/loop/trace"
	"github.com/goasyncio/asyncio/loop/trace/replay"
)

// What each panel says is what package replay's state holds, at fifty places of
// three recordings; the marks in the gutter are the tasks that stand there; and
// the heap is that of package container/heap.
func TestPanelsShowTheState(t *testing.T) {
	var d page.Document
	recs := []*trace.Recording{record(t, "scopes", scopes), example(t, "thread_cancel"), example(t, "taskgroup_error")}
	for _, rec := range recs {
		d.Runs = append(d.Runs, document(t, rec.Header.Lesson, rec).Runs...)
	}
	b, address := openDocument(t, d, 1400, 1000)
	var histories []*replay.History
	for _, rec := range recs {
		histories = append(histories, replay.New(rec))
	}
	r := rand.New(rand.NewPCG(3, 4))
	cells, pins := 0, 0
	for i := range 50 {
		h := histories[i%len(histories)]
		n := r.IntN(h.Rec.Last() + 1)
		if i == 25 {
			b.press("h") // from now on the timers are a heap
		}
		b.visit(fmt.Sprintf("#n=%d&run=%d", n, i%len(histories)))
		want := panels(h, n)
		if i >= 25 {
			delete(want, "#timers tr:not(.struck) td:nth-child(-n+2)")
			want["#heap .cell"] = heapAt(h.Rec, n)
		}
		got := b.all(slices.Collect(maps.Keys(want)))
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("run %d, event %d (- replay, + page):\n%s", i%len(histories), n, diff)
		}
		cells += len(got["#heap .cell"])
		if i%len(histories) == 0 {
			continue // its source is not there
		}
		shown := eval[[]string](b, `[...document.querySelectorAll("[data-code=go] .line")].flatMap((line, i) => [...line.querySelectorAll(".pin")].map((pin) => i + 1 + " " + pin.title))`)
		if diff := cmp.Diff(pinsAt(h, n), shown, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("run %d, event %d: marks in the gutter (- recording, + page):\n%s", i%len(histories), n, diff)
		}
		pins += len(shown)
	}
	if cells < 10 || pins < 30 {
		t.Errorf("only %d timers and %d marks were seen", cells, pins)
	}
	b.clean(address)
}

// pinsAt are the marks of the tasks that live after event n: where each has
// been seen last, in the order of the lines. A line has room for two.
func pinsAt(h *replay.History, n int) (pins []string) {
	place := map[int]int{}
	var open []int
	for e := range h.Rec.Events() {
		if e.N > n {
			break
		}
		switch {
		case e.Kind == trace.StepBegin:
			open = append(open, e.Task)
		case e.Kind == trace.StepEnd:
			task := open[len(open)-1]
			open = open[:len(open)-1]
			if stack := e.Extra().Stack; len(stack) > 0 {
				place[task] = lineIn(h, stack)
			}
		case e.Src != nil && len(open) > 0:
			place[open[len(open)-1]] = lineIn(h, []trace.Frame{*e.Src})
		}
	}
	lines := map[int][]string{}
	for _, task := range h.State(n).Tasks() {
		if line := place[task.Task]; line != 0 && !task.State.Done() {
			lines[line] = append(lines[line], fmt.Sprintf("%s: %s", h.Name(task.Task), task.State))
		}
	}
	for _, line := range slices.Sorted(maps.Keys(lines)) {
		titles := lines[line]
		for _, title := range titles[:min(2, len(titles))] {
			pins = append(pins, fmt.Sprintf("%d %s", line, title))
		}
		if len(titles) > 2 {
			var rest []string
			for _, title := range titles[2:] {
				name, _, _ := strings.Cut(title, ": ")
				rest = append(rest, name)
			}
			pins = append(pins, fmt.Sprintf("%d %s", line, strings.Join(rest, ", ")))
		}
	}
	return pins
}

// lineIn is the innermost line in the program, whose text the recording has.
func lineIn(h *replay.History, stack []trace.Frame) int {
	for _, frame := range stack {
		for _, f := range h.Rec.Header.Files {
			if f.ID == frame.File && f.Text != "" {
				return frame.Line
			}
		}
	}
	return 0
}

// panels are the texts that the page must show at event n, by selector.
func panels(h *replay.History, n int) map[string][]string {
	s := h.State(n)
	name := func(task int, label string) string {
		switch {
		case task != 0:
			return h.Name(task)
		case label != "":
			return label
		}
		return "a callback"
	}
	want := map[string][]string{
		"#sentence": {h.Sentence(n)}, "#running .name": {}, "#ready .name": {}, "#ready .why": {}, "#timers tr:not(.struck) td:nth-child(-n+2)": {},
		"#waiting td:first-child": {}, "#waiting .what": {}, "#output .text": {}, "#workers .name": {}, "#ready .struck .name": {},
		"#where": {fmt.Sprintf("turn %d · %s", s.Tick, short(s.T))},
	}
	if n == 0 {
		want["#sentence"] = []string{"Press → to take the first step, or Space to play."}
	}
	add := func(selector, text string) { want[selector] = append(want[selector], text) }
	for _, x := range s.Running {
		add("#running .name", name(x.Task, x.Label))
	}
	for _, x := range s.Ready {
		add("#ready .name", name(x.Task, x.Label))
		add("#ready .why", x.Why.String())
		if x.Cancelled {
			add("#ready .struck .name", name(x.Task, x.Label))
		}
	}
	for _, x := range s.Timers() {
		add("#timers tr:not(.struck) td:nth-child(-n+2)", short(x.When))
		add("#timers tr:not(.struck) td:nth-child(-n+2)", x.Label)
	}
	for _, x := range s.Waiting() {
		add("#waiting td:first-child", h.Name(x.Task))
		what := x.Label
		if what == "" {
			what = h.FutureName(x.Fut)
		}
		add("#waiting .what", what)
	}
	for _, x := range s.Jobs() {
		add("#workers .name", x.Label)
	}
	for _, x := range h.Output(s) {
		add("#output .text", x.Text)
	}
	return want
}

// short is a time without the zeros that a Duration ends in.
func short(d time.Duration) string {
	text := d.String()
	if strings.HasSuffix(text, "m0s") {
		text = strings.TrimSuffix(text, "0s")
	}
	if strings.HasSuffix(text, "h0m") {
		text = strings.TrimSuffix(text, "0m")
	}
	return text
}
