package page_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/google/go-cmp/cmp"

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
	// A browser that is busy hands what the page keeps to the next page late.
	for range 20 {
		b.run(chromedp.Reload(), chromedp.WaitReady(chromedp.CSS(`html[data-ready]`)))
		if eval[bool](b, `localStorage.getItem("asyncio.letters") === "off"`) {
			break
		}
	}
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
