package page_test

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/google/go-cmp/cmp"

	"github.com/goasyncio/asyncio/cmd/asyncio/internal/terminal"
	"github.com/goasyncio/asyncio/loop/trace"
	"github.com/goasyncio/asyncio/loop/trace/replay"
)

// A link restores the place, the task and the axis, and so does a reload. What
// is copied is the link, what the command prints for the step, and a drawing.
func TestDeepLinkAndShare(t *testing.T) {
	d := lesson(t)
	d.Runs[0].Program, d.Runs[0].Questions = "gather", nil
	path := render(t, d)
	b := open(t, "file://"+path+"#n=46&task=1&axis=time&run=0", 1280, 900)
	restored := func() {
		t.Helper()
		if got := b.text("#place"); !strings.HasPrefix(got, "event 46 of ") {
			t.Errorf("place: %s", got)
		}
		if got := strings.Join(b.texts("#follow h3, #lane-tools [aria-pressed=true]"), ", "); got != "Time, Why does Task-1 not run?" {
			t.Errorf("task and axis: %s", got)
		}
	}
	restored()
	for _, odd := range []string{"#n=-1", "#n=1e9", "#n=99999999&task=77&run=5", "#%%%", "#n=<img>"} {
		b.visit(odd)
	}
	b.visit("#n=40&task=2")
	b.press(kb.ArrowRight, kb.ArrowRight, kb.ArrowRight, kb.ArrowRight, kb.ArrowRight, kb.ArrowRight)
	b.run(chromedp.Click(chromedp.CSS("#waiting button[data-task='1']")))
	eval[bool](b, `new Promise((done) => setTimeout(() => done(true), 400))`) // until the address is written
	b.run(chromedp.Reload(), chromedp.WaitReady(chromedp.CSS(`html[data-ready]`)))
	b.frame()
	restored()

	// An address that the reader asks for just before the page would have written its own is not lost.
	eval[bool](b, `var write, real = setTimeout; window.setTimeout = (call, ms) => ms === 250 ? void (write = call) : real(call, ms); true`)
	b.press(kb.ArrowLeft)
	eval[bool](b, `window.setTimeout = real; location.hash = "#n=7"; write(); true`)
	b.frame()
	if got := b.text("#place"); !strings.HasPrefix(got, "event 7 of ") {
		t.Errorf("place: %s", got)
	}
	b.visit("#n=46&task=1")

	// What is about the task that is followed has its edge, and nothing else.
	if got := eval[string](b, `[...new Set([...document.querySelectorAll(".followed")].map((e) => e.dataset.task + " " + e.localName))].sort().join()`); got != "1 button,1 div,1 span,1 tr" {
		t.Errorf("followed: %s", got)
	}
	// A marked line is lit together with its like in the other language.
	mark := d.Runs[0].Marks[1]
	for e := range example(t, "gather").Events() {
		if e.Kind == trace.StepEnd && len(e.Extra().Stack) > 0 && e.More.Stack[0].Line == mark.GoLine {
			b.visit(fmt.Sprintf("#n=%d&task=1", e.N))
			break
		}
	}
	if got := strings.Join(b.texts(".line.lit .number"), " "); got != fmt.Sprint(mark.GoLine, " ", mark.PyLine) {
		t.Errorf("lit lines: %s, want %d and %d", got, mark.GoLine, mark.PyLine)
	}
	b.visit("#n=46&task=1&axis=time")

	eval[bool](b, `(() => {
		navigator.clipboard.writeText = async (text) => void (window.copied = text);
		navigator.clipboard.write = async ([item]) => void (window.png = new Uint8Array(await (await item.getType("image/png")).arrayBuffer()));
		return true;
	})()`)
	copied := func(what string) string {
		t.Helper()
		if !eval[bool](b, `document.getElementById("share-menu").matches(":popover-open")`) {
			b.run(chromedp.Click(chromedp.CSS("#share")))
			b.frame()
		}
		b.run(chromedp.Click(chromedp.CSS("[data-share=" + what + "]")))
		eval[bool](b, `new Promise((done) => { const look = () => (document.getElementById("share-note").textContent ? done(true) : setTimeout(look, 5)); look(); })`)
		return eval[string](b, `window.copied || ""`)
	}
	if got := copied("copyLink"); got != "file://"+path+"#n=46&task=1&axis=time" {
		t.Errorf("the link: %s", got)
	}
	var want strings.Builder
	screen := terminal.Screen{Out: &want, Width: 80, Lang: "en"}
	if err := screen.At("gather", replay.New(example(t, "gather")), 46); err != nil {
		t.Fatal(err)
	}
	same(t, copied("copyStep"), want.String())
	svg := copied("copySVG")
	if texts := textsOf(t, svg); !slices.Contains(texts, replay.New(example(t, "gather")).Sentence(46)) || !slices.Contains(texts, "Task-4") || len(texts) < 20 {
		t.Errorf("the drawing says %q", texts)
	}
	copied("copyPNG")
	if got := eval[string](b, `String.fromCharCode(...(window.png || []).slice(1, 4))`); got != "PNG" {
		t.Errorf("the picture begins with %q", got)
	}
	b.clean("file://" + path)
}

// textsOf reads a drawing and gives the texts in it.
func textsOf(t *testing.T, svg string) (texts []string) {
	t.Helper()
	for d := xml.NewDecoder(strings.NewReader(svg)); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return texts
		}
		if err != nil {
			t.Fatalf("the drawing cannot be read: %v\n%s", err, svg)
		}
		if text, ok := token.(xml.CharData); ok {
			texts = append(texts, string(text))
		}
	}
}

// Two programs side by side: the totals, the first event at which they differ,
// and the lanes of both; a click on the event goes there.
func TestCompare(t *testing.T) {
	d := document(t, "sequential", example(t, "sequential"))
	d.Runs = append(d.Runs, document(t, "side_by_side", example(t, "side_by_side")).Runs...)
	b, address := openDocument(t, d, 1280, 900)
	if got := b.texts("#compare h3"); len(got) != 0 {
		t.Errorf("nobody asked to compare, and yet: %q", got)
	}
	b.media("prefers-reduced-motion", "reduce")
	b.press("d")
	x, y := replay.New(example(t, "sequential")), replay.New(example(t, "side_by_side"))
	c := replay.Compare(x, y)
	var totals []string
	for _, row := range [][2]any{{c.Totals[0].Turns, c.Totals[1].Turns}, {c.Totals[0].Steps, c.Totals[1].Steps}, {c.Totals[0].Tasks, c.Totals[1].Tasks},
		{short(c.Totals[0].Time), short(c.Totals[1].Time)}, {short(c.Totals[0].Late), short(c.Totals[1].Late)}} {
		totals = append(totals, fmt.Sprint(row[0]), fmt.Sprint(row[1]))
	}
	if diff := cmp.Diff(totals, b.texts("#compare tbody td")); diff != "" {
		t.Errorf("totals (- replay, + page):\n%s", diff)
	}
	if times := b.text("#compare tr:nth-child(4)"); times != "time3s2s" {
		t.Errorf("the programs take %s", times)
	}
	tell := func(h *replay.History, n int) string {
		s := h.State(n)
		return fmt.Sprintf("#%d turn %d, %s: %s", n, s.Tick, short(s.T), h.Sentence(n))
	}
	if diff := cmp.Diff([]string{tell(x, c.Split.A), tell(y, c.Split.B)}, b.texts("#compare .jump")); diff != "" {
		t.Errorf("the first difference (- replay, + page):\n%s", diff)
	}
	if got := eval[int](b, `document.querySelectorAll("#compare-lanes svg .split").length`); got != 2 {
		t.Errorf("%d marks at the first difference", got)
	}
	for i, lanes := range [][]replay.Lane{x.Lanes(), y.Lanes()} {
		spans := 0
		for _, lane := range lanes {
			spans += len(lane.Spans)
		}
		if got := eval[int](b, fmt.Sprintf(`document.querySelectorAll("#compare-lanes figure")[%d].querySelectorAll("svg g > rect, svg g > path[stroke-dasharray]").length`, i)); got != spans {
			t.Errorf("side %d has %d spans, want %d", i, got, spans)
		}
	}
	b.run(chromedp.Click(chromedp.CSS("#compare li:last-child .jump")))
	b.frame()
	if got := b.text("#place"); !strings.HasPrefix(got, fmt.Sprintf("event %d of %d ", c.Split.B, y.Rec.Last())) {
		t.Errorf("a click goes to %s", got)
	}
	b.clean(address)
}
