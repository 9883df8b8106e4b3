package page_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/google/go-cmp/cmp"

	"github.com/goasyncio/asyncio/loop/trace/replay"
)

// ways are how a reader gets through a recording; each gives the script that
// goes it, and where it must lead from event n of so many.
var ways = []struct {
	name   string
	script string
	to     func(n, last int) int
}{
	{"step", `key("ArrowRight")`, func(n, last int) int { return min(n+1, last) }},
	{"back", `key("ArrowLeft")`, func(n, _ int) int { return max(n-1, 0) }},
	{"a hundred on", `key("PageDown")`, func(n, last int) int { return min(n+100, last) }},
	{"end", `key("End")`, func(_, last int) int { return last }},
	{"home", `key("Home")`, func(int, int) int { return 0 }},
	{"scrubber", `scrub(Math.floor(last * 0.6))`, func(_, last int) int { return last * 6 / 10 }},
	{"scrubber back", `scrub(Math.floor(last * 0.3))`, func(_, last int) int { return last * 3 / 10 }},
	{"log", `click("#log-rows li:last-child button")`, nil},
	{"lanes", `lane()`, nil},
}

// hands are what the scripts of ways use.
const hands = `
	const last = Number(document.getElementById("scrubber").max);
	const key = (name) => document.body.dispatchEvent(new KeyboardEvent("keydown", {key: name, bubbles: true}));
	const click = (what) => document.querySelector(what).click();
	const scrub = (n) => {
		const box = document.getElementById("scrubber");
		box.value = String(n);
		box.dispatchEvent(new Event("input"));
	};
	const lane = () => {
		const canvas = document.getElementById("canvas"), box = canvas.getBoundingClientRect();
		canvas.dispatchEvent(new MouseEvent("click", {clientX: box.left + box.width * 0.8, clientY: box.top + 40, bubbles: true}));
	};`

// inSight tells whether the log shows the event of the cursor.
const inSight = `(() => {
	const here = document.querySelector("#log-rows .here"), box = document.getElementById("log").getBoundingClientRect();
	const row = here && here.getBoundingClientRect();
	return Boolean(row) && row.top >= box.top - 1 && row.bottom <= box.bottom + 1;
})()`

// A recording of 100,000 events opens whole; wherever the reader goes the page
// shows what package replay says; and it holds no more elements than can be
// seen. What is measured in milliseconds stands in the soak test.
func TestLargeRecording(t *testing.T) {
	rec := record(t, "large", rounds(300, 40))
	if rec.Len() < 100_000 {
		t.Fatalf("only %d events", rec.Len())
	}
	const asked = 90_000 // is shown before all is loaded, and stays
	address := "file://" + render(t, document(t, "large", rec))
	b := open(t, fmt.Sprintf("%s#n=%d", address, asked), 1280, 900)
	h := replay.New(rec)
	if want := " 301 tasks"; !strings.Contains(b.text("#totals"), want) {
		t.Errorf("the page tells of %q, want %s", b.text("#totals"), want)
	}
	if got, want := b.text("#place"), fmt.Sprintf("event %d of %d ", asked, rec.Last()); !strings.HasPrefix(got, want) {
		t.Errorf("the page opens at %q, want %q", got, want)
	}
	n, most := asked, 0
	for _, way := range ways {
		eval[bool](b, `(() => {`+hands+way.script+`; return true; })()`)
		b.frame()
		place := strings.Fields(b.text("#place")) // event 7 of 100000 · …
		at, err := strconv.Atoi(place[1])
		if err != nil || place[3] != fmt.Sprint(rec.Last()) {
			t.Fatalf("%s: the page is at %q", way.name, place)
		}
		if way.to != nil && at != way.to(n, rec.Last()) {
			t.Errorf("%s leads from event %d to %d, want %d", way.name, n, at, way.to(n, rec.Last()))
		} else if way.to == nil && at == n {
			t.Errorf("%s leads nowhere", way.name)
		}
		n = at
		sameStart(t, b, h, n)
		if n > 0 && !eval[bool](b, inSight) {
			t.Errorf("%s: the log does not show event %d", way.name, n)
		}
		most = max(most, eval[int](b, `document.body.querySelectorAll("*").length`))
	}
	if most > 1500 {
		t.Errorf("the page has %d elements", most)
	}
	b.clean(address)
}

// sameStart checks that each panel shows what the state begins with.
func sameStart(t *testing.T, b *browser, h *replay.History, n int) {
	t.Helper()
	for selector, want := range panels(h, n) {
		got := b.texts(selector)
		if len(got) < min(len(want), 10) {
			t.Errorf("event %d, %s: only %d of %d", n, selector, len(got), len(want))
		}
		if diff := cmp.Diff(want[:min(len(got), len(want))], got); diff != "" {
			t.Errorf("event %d, %s (- replay, + page):\n%s", n, selector, diff)
		}
	}
}

// A list shows more of itself as the reader scrolls down in it, and less again
// at its top.
func TestListsGrowAsTheyAreScrolled(t *testing.T) {
	rec := record(t, "crowd", rounds(90, 3))
	b, address := openDocument(t, document(t, "crowd", rec), 1280, 900)
	b.visit(fmt.Sprintf("#n=%d", rec.Last()/2))
	scroll := func(to string) int {
		for range 4 {
			eval[int](b, `(() => { const list = document.getElementById("waiting"); return list.scrollTop = `+to+`; })()`)
			b.frame()
		}
		return len(b.texts("#waiting tbody tr"))
	}
	all := len(replay.New(rec).State(rec.Last() / 2).Waiting())
	few := scroll("0")
	if few >= all || few < 8 {
		t.Fatalf("%d of %d rows", few, all)
	}
	if got := scroll("list.scrollHeight"); got != all {
		t.Errorf("at the bottom %d rows, want %d", got, all)
	}
	if got := scroll("0"); got != few {
		t.Errorf("at the top %d rows, want %d", got, few)
	}
	b.clean(address)
}

// Where a lane is so dense that not each of its stretches can be seen, it says
// how many there are.
func TestDenseLanes(t *testing.T) {
	b, address := openDocument(t, document(t, "dense", record(t, "dense", rounds(2, 3000))), 1280, 900)
	eval[bool](b, `(() => {
		const { fillText } = CanvasRenderingContext2D.prototype;
		window.counts = [];
		CanvasRenderingContext2D.prototype.fillText = function (text, ...at) {
			if (text.startsWith("× ")) counts.push(Number(text.slice(2)));
			return fillText.call(this, text, ...at);
		};
		return true;
	})()`)
	b.press(kb.ArrowRight)
	if counts := eval[[]int](b, `counts.splice(0)`); len(counts) > 0 {
		t.Errorf("counts where each stretch can be seen: %v", counts)
	}
	b.run(chromedp.Click(chromedp.CSS("#lane-tools button:last-child")))
	b.frame()
	counts := eval[[]int](b, `counts.splice(0)`)
	slices.Sort(counts)
	if len(counts) < 2 || counts[len(counts)-2] < 3000 {
		t.Errorf("two lanes have 3000 steps each, the counts say %v", counts)
	}
	b.clean(address)
}
