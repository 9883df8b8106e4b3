package page_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/goasyncio/asyncio/loop/trace"
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
	b.visit(fmt.Sprintf("#n=%d", d.Runs[0].Questions[0].At-2))
	b.press(kb.ArrowRight, kb.ArrowRight, kb.ArrowRight)
	if got := b.text("#quiz .prompt"); got != "Which runs next?" {
		t.Fatalf("no question where it should stand but %q", got)
	}
	if got := strings.Join(b.texts("#ready .name"), " "); got != "? Task-3 Task-4" {
		t.Errorf("the answer can be seen in the queue: %s", got)
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
		{key: kb.End, want: event(rec.Last())},
		{key: "r", want: "event 0 of "},
	} {
		b.run(chromedp.KeyEvent(step.key, step.more...))
		b.frame()
		if got := b.text("#place"); !strings.HasPrefix(got, step.want) {
			t.Errorf("after %q: %s, want %s", step.key, got, step.want)
		}
	}
	b.press("t", "c")
	if got := strings.Join(b.texts("#lane-tools [aria-pressed=true], #code-tools [aria-pressed=true]"), " "); got != "Go Time" {
		t.Errorf("axis and code: %s", got)
	}
	b.press("/")
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
	b.clean(address)
}

// A link restores the place, the task and the axis.
func TestDeepLink(t *testing.T) {
	d := lesson(t)
	path := render(t, d)
	b := open(t, "file://"+path+"#n=46&task=1&axis=time&run=0", 1280, 900)
	if got := b.text("#place"); !strings.HasPrefix(got, "event 46 of ") {
		t.Errorf("place: %s", got)
	}
	if got := strings.Join(b.texts("#follow h3, #lane-tools [aria-pressed=true]"), ", "); got != "Why does Task-1 not run?, Time" {
		t.Errorf("task and axis: %s", got)
	}
	for _, odd := range []string{"#n=-1", "#n=1e9", "#n=99999999&task=77&run=5", "#%%%", "#n=<img>"} {
		b.visit(odd)
	}
	b.clean("file://" + path)
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

// No rule of axe is broken, in either theme, nor while a question stands.
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
	for _, theme := range []string{"light", "dark"} {
		if _, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: theme}, {Name: "prefers-reduced-motion", Value: "reduce"}}}); err != nil {
			t.Fatal(err)
		}
		for _, place := range []string{fmt.Sprintf("#n=%d", d.Runs[0].Questions[0].At), "#n=46&task=1"} {
			b.visit(place)
			for _, broken := range eval[[]string](b, `axe.run(document, {resultTypes: ["violations"]}).then((r) => r.violations.flatMap((v) => v.nodes.map((n) => v.id + ": " + n.target + " " + n.failureSummary)))`) {
				t.Errorf("%s, %s: %s", theme, place, broken)
			}
		}
	}
}
