package page_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/goasyncio/asyncio/loop/trace/replay"
)

// What each panel says is what package replay's state holds, at fifty places.
func TestPanelsShowTheState(t *testing.T) {
	rec := record(t, "scopes", scopes)
	b, address := openDocument(t, document(t, "scopes", rec), 1400, 1000)
	h := replay.New(rec)
	r := rand.New(rand.NewPCG(3, 4))
	for range 50 {
		n := r.IntN(rec.Last() + 1)
		b.visit(fmt.Sprintf("#n=%d", n))
		for selector, want := range panels(h, n) {
			if diff := cmp.Diff(want, b.texts(selector)); diff != "" {
				t.Fatalf("event %d, %s (- replay, + page):\n%s", n, selector, diff)
			}
		}
	}
	b.clean(address)
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
		"#waiting td:first-child": {}, "#waiting .what": {}, "#output .text": {}, "#where": {fmt.Sprintf("turn %d · %s", s.Tick, short(s.T))},
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
