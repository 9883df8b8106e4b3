package page_test

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
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

// From a file, without a network, under its own security policy, the page
// works and asks for nothing.
func TestOpensFromAFileAndAsksForNothing(t *testing.T) {
	b, address := openDocument(t, lesson(t), 1280, 900)
	if got := b.text("#title"); got != "12 · The order of results" {
		t.Errorf("title: %q", got)
	}
	b.press(kb.ArrowRight)
	if got := b.text("#sentence"); got != "the loop starts" {
		t.Errorf("the first step says %q", got)
	}
	// The policy holds: what is not the page's own does not run.
	if eval[bool](b, `(() => { const s = document.createElement("script"); s.textContent = "window.ran = true"; document.body.append(s); return window.ran === true; })()`) {
		t.Error("a foreign script ran")
	}
	b.mu.Lock()
	b.faults = nil // that the script was refused
	b.mu.Unlock()
	b.clean(address)
}

// With nothing but keys a reader steps, answers the questions, one of them
// wrongly, and reaches the end, where the lesson says what is true.
func TestALessonByKeyboardAlone(t *testing.T) {
	d := lesson(t)
	b, address := openDocument(t, d, 1280, 900)
	var said, want []string
	h := replay.New(example(t, "gather"))
	for n := 1; n < d.Runs[0].Questions[0].At; n++ {
		b.press(kb.ArrowRight)
		said = append(said, b.text("#sentence[aria-live=polite]"))
		want = append(want, h.Sentence(n))
	}
	if diff := cmp.Diff(want, said); diff != "" {
		t.Errorf("what a screen reader says (- replay, + page):\n%s", diff)
	}
	b.visit(fmt.Sprintf("#n=%d", d.Runs[0].Questions[0].At-2))
	b.press(kb.ArrowRight, kb.ArrowRight, kb.ArrowRight)
	if got := b.text("#quiz .prompt"); got != "Which runs next?" {
		t.Fatalf("no question where it should stand but %q", got)
	}
	if got := strings.Join(b.texts("#ready .name"), " "); got != "? Task-3 Task-4" {
		t.Errorf("the answer can be seen in the queue: %s", got)
	}
	if eval[int](b, `[...document.querySelectorAll("#log-rows .ahead .plain")].filter((e) => getComputedStyle(e).visibility !== "hidden").length`) > 0 {
		t.Error("the answer can be seen in the log")
	}
	b.press("2")
	if got := b.text("#quiz .verdict"); got != "Right. Its first step was scheduled first." {
		t.Errorf("verdict: %q", got)
	}
	b.press(kb.Enter) // the focus is on "Go on"
	if got := b.text("#sentence"); got != "Task-2 starts, created by Task-1" {
		t.Errorf("after the question: %q", got)
	}
	b.press(kb.PageDown)
	if got := b.text("#quiz .prompt"); got != "At which turn does main resume?" {
		t.Fatalf("the second question did not stop the way: %q", got)
	}
	b.press("2")
	if got := b.text("#quiz .verdict b"); got != "No: two turns after the last child" {
		t.Errorf("verdict: %q", got)
	}
	if got := b.text("#quiz .score"); got != "1 of 2 right" {
		t.Errorf("score: %q", got)
	}
	b.press(kb.Enter, kb.End)
	if got := b.text("#reveal"); !strings.Contains(got, "Main wakes two turns after") {
		t.Errorf("at the end the lesson reveals %q", got)
	}
	if got := eval[string](b, `localStorage.getItem("asyncio.score.gather-order")`); got != `{"right":1,"asked":2}` {
		t.Errorf("kept: %s", got)
	}
	b.clean(address)
}

// Each key does what the help says.
func TestKeys(t *testing.T) {
	d := lesson(t)
	d.Runs[0].Questions = nil
	rec := example(t, "gather")
	last := fmt.Sprintf(" of %d", rec.Last())
	event := func(n int) string { return fmt.Sprintf("event %d%s", n, last) }
	print1, print2, tick, step := nth(t, rec, trace.Printed, 1), nth(t, rec, trace.Printed, 2), nth(t, rec, trace.TickBegin, 1), nth(t, rec, trace.StepBegin, 1)
	b, address := openDocument(t, d, 1280, 900)
	for _, step := range []struct {
		key, want string
		more      []chromedp.KeyOption
	}{
		{key: kb.ArrowRight, want: event(1)},
		{key: kb.ArrowRight, more: []chromedp.KeyOption{chromedp.KeyModifiers(8)}, want: event(tick)}, // Shift
		{key: kb.ArrowRight, more: []chromedp.KeyOption{chromedp.KeyModifiers(1)}, want: event(step)}, // Alt
		{key: kb.ArrowLeft, want: event(step - 1)},
		{key: "j", want: event(print1)},
		{key: "j", want: event(print2)},
		{key: "k", want: event(print1)},
		{key: kb.Home, want: event(0)},
		{key: "l", want: event(60)},
		{key: kb.PageUp, want: event(0)},
		{key: kb.PageDown, want: event(100)},
		{key: kb.ArrowLeft, more: []chromedp.KeyOption{chromedp.KeyModifiers(8)}, want: event(before(rec, trace.TickBegin, 100))},
		{key: kb.ArrowLeft, more: []chromedp.KeyOption{chromedp.KeyModifiers(1)}, want: event(before(rec, trace.StepBegin, before(rec, trace.TickBegin, 100)))},
		{key: kb.End, want: event(rec.Last())},
		{key: "r", want: "event 0 of "},
	} {
		b.run(chromedp.KeyEvent(step.key, step.more...))
		b.frame()
		if got := b.text("#place"); !strings.HasPrefix(got, step.want) {
			t.Errorf("after %q: %s, want %s", step.key, got, step.want)
		}
	}
	for key, selector := range map[string]string{"w": `#why[hidden]`, "h": `#timers[hidden]`, "d": `#compare:not([hidden])`} {
		if b.press(key); !eval[bool](b, `document.querySelector("`+selector+`") !== null`) {
			t.Errorf("after %q there is no %s", key, selector)
		}
		if b.press(key); eval[bool](b, `document.querySelector("`+selector+`") !== null`) {
			t.Errorf("after %q twice there still is %s", key, selector)
		}
	}
	b.press("4", " ")
	if got := eval[string](b, `document.getElementById("speed").value + document.querySelector("[data-do=play]").title`); got != "3Pause" {
		t.Errorf("speed and player: %s", got)
	}
	b.press(" ", "g")
	b.run(chromedp.KeyEvent("\b\b\b\b17"))
	b.press(kb.Enter)
	if got := b.text("#place"); !strings.HasPrefix(got, "event 17 of ") {
		t.Errorf("after g and 17: %s", got)
	}
	b.press("t", "c")
	if got := strings.Join(b.texts("#lane-tools [aria-pressed=true], #code-tools [aria-pressed=true]"), " "); got != "Go Time" {
		t.Errorf("axis and code: %s", got)
	}
	size := func() string {
		return eval[string](b, `getComputedStyle(document.getElementById("sentence")).fontSize`)
	}
	small := size()
	b.press("b")
	if large := size(); large == small {
		t.Errorf("the sentence is as large as before: %s", large)
	}
	b.press("b", "/")
	b.run(chromedp.KeyEvent("print"))
	eval[bool](b, `new Promise((done) => setTimeout(() => done(true), 200))`)
	b.frame()
	if got := b.text("#log-count"); got == "" {
		t.Error("the filter does not count")
	}
	b.press(kb.Escape, "?")
	if !eval[bool](b, `document.getElementById("help").open`) {
		t.Error("no help")
	}
	b.press(kb.Escape)
	if eval[bool](b, `document.getElementById("help").open`) {
		t.Error("the help does not go away")
	}
	// Keys of one letter can be switched off, and stay so; the others act.
	b.press("?", kb.Tab, " ", kb.Escape, kb.Home, "j")
	if got := b.text("#place"); !strings.HasPrefix(got, "event 0 of ") {
		t.Errorf("without letters, after j: %s", got)
	}
	eval[bool](b, `new Promise((done) => { const look = () => (location.hash.startsWith("#n=0") ? done(true) : setTimeout(look, 10)); look(); })`)
	b.run(chromedp.Reload(), chromedp.WaitReady(chromedp.CSS(`html[data-ready]`)))
	b.press("j", kb.ArrowRight)
	if got := b.text("#place"); !strings.HasPrefix(got, "event 1 of ") {
		t.Errorf("without letters, after j and an arrow: %s", got)
	}
	b.clean(address)
}

// before is the last event of a kind before event n, of Task-1's if it is a step.
func before(rec *trace.Recording, kind trace.Kind, n int) int {
	for n--; rec.At(n).Kind != kind || kind == trace.StepBegin && rec.At(n).Task != 1; n-- {
	}
	return n
}

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

// The language is chosen on the page, and remembered.
func TestLanguages(t *testing.T) {
	b, address := openDocument(t, lesson(t), 1280, 900)
	b.visit("#n=10")
	b.run(chromedp.Click(chromedp.CSS("[data-lang=zh]")))
	b.frame()
	if got := b.text("#title") + "|" + b.text("#ready-h") + "|" + b.text("#sentence"); got != "12 · 结果的顺序|就绪队列|Task-2 完成时会调用 gather" {
		t.Errorf("in Chinese: %s", got)
	}
	if got := eval[string](b, `document.documentElement.lang + localStorage.getItem("asyncio.lang")`); got != "zh-CNzh" {
		t.Errorf("kept: %s", got)
	}
	b.clean(address)
}

// No rule of axe is broken: in either theme, with more contrast, with the
// colours of the system; while a question stands, and with all panels open.
func TestAccessible(t *testing.T) {
	path := os.Getenv("ASYNCIO_AXE")
	if path == "" {
		home, _ := os.UserHomeDir()
		path = filepath.Join(home, ".cache", "asyncio", "axe.min.js")
	}
	axe, err := os.ReadFile(path)
	if err != nil {
		t.Skip("no axe-core: set ASYNCIO_AXE to its axe.min.js")
	}
	d := lesson(t)
	b, _ := openDocument(t, d, 1280, 900)
	b.run(chromedp.Evaluate[chromedp.Void](string(axe) + "; undefined"))
	check := func(what string) {
		t.Helper()
		for _, broken := range eval[[]string](b, `axe.run(document, {resultTypes: ["violations"]}).then((r) => r.violations.flatMap((v) => v.nodes.map((n) => v.id + ": " + n.target + " " + n.failureSummary)))`) {
			t.Errorf("%s: %s", what, broken)
		}
	}
	for _, theme := range []string{"light", "dark"} {
		b.media("prefers-color-scheme", theme, "prefers-reduced-motion", "reduce")
		b.visit(fmt.Sprintf("#n=%d", d.Runs[0].Questions[0].At))
		check(theme + ", a question")
		b.visit("#n=46&task=1")
		b.press("d", "h")
		eval[bool](b, `document.getElementById("share").click() || true`)
		check(theme + ", side by side, and what to share")
		b.press(kb.Escape)
		if eval[bool](b, `document.getElementById("share-menu").matches(":popover-open")`) {
			t.Error("Escape does not close what there is to share")
		}
		b.press("d", "h")
	}
	b.media("prefers-contrast", "more")
	b.press("?")
	check("more contrast, help")
	b.press(kb.Escape)
	b.media("forced-colors", "active")
	b.press("b")
	check("forced colours, large type")
}

// At 200 and 400 % of zoom, which is half and a quarter of the width, nothing
// has to be scrolled sideways, in either language, and with large type.
func TestReflow(t *testing.T) {
	b, address := openDocument(t, lesson(t), 1280, 900)
	b.visit("#n=46&task=1")
	b.press("d", "h")
	for _, large := range []bool{false, true} {
		if large {
			b.press("b")
		}
		for _, lang := range []string{"en", "zh"} {
			eval[bool](b, `document.querySelector("[data-lang=`+lang+`]").click() || true`)
			for _, width := range []int64{640, 390, 320} {
				if width == 320 && large {
					continue
				}
				b.run(chromedp.EmulateViewport(width, 450))
				b.frame()
				if got := eval[int64](b, `document.scrollingElement.scrollWidth`); got > width {
					t.Errorf("%s, large %v: %d wide in a window of %d", lang, large, got, width)
				}
			}
		}
	}
	b.clean(address)
}

// On paper all is light, whatever the theme of the screen.
func TestPrint(t *testing.T) {
	b, _ := openDocument(t, lesson(t), 800, 900)
	b.media("prefers-color-scheme", "dark")
	ground := func(event string) string {
		return eval[string](b, `(dispatchEvent(new Event("`+event+`")), getComputedStyle(document.getElementById("now")).backgroundColor)`)
	}
	if paper, screen := ground("beforeprint"), ground("afterprint"); paper != "rgb(255, 255, 255)" || screen == paper {
		t.Errorf("paper is %s, the screen %s", paper, screen)
	}
}

// Entries glide to their new places, but not for those who want no motion.
func TestMotion(t *testing.T) {
	d := lesson(t)
	d.Runs[0].Questions = nil
	b, _ := openDocument(t, d, 1280, 900)
	moved := func() int {
		return eval[int](b, `(async () => {
			let most = 0;
			const frame = () => new Promise((done) => requestAnimationFrame(done));
			await Promise.all(document.getAnimations().map((one) => one.finished)); // of before
			for (let n = 20; n < 44; n++) {
				location.hash = "#n=" + n;
				for (let i = 0; i < 4; i++) {
					await frame();
					most = Math.max(most, document.getAnimations().length);
				}
			}
			return most;
		})()`)
	}
	if moved() == 0 {
		t.Error("nothing ever moves")
	}
	b.media("prefers-reduced-motion", "reduce")
	b.frame()
	if n := moved(); n != 0 {
		t.Errorf("%d things move, though the reader wants no motion", n)
	}
}
