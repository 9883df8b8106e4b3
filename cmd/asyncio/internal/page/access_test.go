package page_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

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
		if os.Getenv("ASYNCIO_REQUIRE_AXE") != "" {
			t.Fatal("no axe-core, and ASYNCIO_REQUIRE_AXE is set:", err)
		}
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
