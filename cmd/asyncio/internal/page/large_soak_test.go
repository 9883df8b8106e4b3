//go:build soak

package page_test

import (
	"fmt"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/performance"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/goasyncio/asyncio/loop/trace"
)

// The limits of the page with a recording of 100,000 events, and what it takes
// with a million. That all is loaded is held to the time that went by since
// the reader asked for the page, in a browser that has started: while it
// starts it needs two processors for itself. A shared machine takes its time as it likes;
// so of a frame it is what the page's own thread has computed that is held to
// its limit, the worst of all frames, and the time that went by is told of. On
// a machine that has twice as much to do as it has processors nothing is held
// to the limits.
const (
	mayOpen  = time.Second
	mayDraw  = 33 * time.Millisecond // a frame
	maySeek  = 16 * time.Millisecond // of a million events
	perFrame = 12                    // times each way is gone
	jumps    = 50                    // with the scrubber, all over the recording

	browserStart = 2 * time.Second // until it is idle
)

func TestLargeRecordingSoak(t *testing.T) {
	for name, tasks := range map[string]int{"100,000": 300, "1,000,000": 3000} {
		t.Run(name, func(t *testing.T) { openAndMove(t, record(t, "large", rounds(tasks, 40))) })
	}
}

func openAndMove(t *testing.T, rec *trace.Recording) {
	t.Logf("%d events, load %s", rec.Len(), load())
	address := "file://" + render(t, document(t, "large", rec))
	b := window(t, 1280, 900)
	if _, err := chromedp.Call(b.ctx, performance.Enable, performance.EnableParams{TimeDomain: performance.EnableTimeDomainThreadTicks}); err != nil {
		t.Fatal(err)
	}
	time.Sleep(browserStart)
	opened := b.computed(func() {
		b.run(chromedp.Navigate(address))
		// To ask again and again, as WaitReady does, is work for the page's thread.
		eval[bool](b, `new Promise((done) => {
			const root = document.documentElement, look = () => root.dataset.ready && done(true);
			new MutationObserver(look).observe(root, {attributes: true});
			look();
		})`)
	})
	data := eval[[]string](b, `[document.documentElement.dataset.shown, document.documentElement.dataset.ready]`)
	t.Logf("the first picture after %s, all loaded after %s; computed %v; %s MB", data[0], data[1], opened, eval[string](b, `String(performance.memory.usedJSHeapSize >> 20)`))
	large := rec.Len() < 200_000 // not huge
	if all, err := time.ParseDuration(data[1]); err != nil || large && all > mayOpen {
		late(t, "opening", all, mayOpen)
	}
	for _, way := range ways {
		b.hold(way.name, large, perFrame, func(int) string { return way.script })
	}
	b.hold("jumps", large, jumps, func(i int) string {
		return "scrub(1 + " + strconv.Itoa(i*38197) + " % last)"
	})
	t.Logf("load %s", load())
	b.clean(address)
}

// While a million events are being read, the page answers keys.
func TestKeysWhileLoadingSoak(t *testing.T) {
	const mayAnswer, presses = 100 * time.Millisecond, 20
	b := window(t, 1280, 900)
	b.run(chromedp.Navigate("file://" + render(t, document(t, "large", record(t, "large", rounds(3000, 40))))))
	eval[bool](b, `new Promise((done) => {
		window.waited = [];
		addEventListener("keydown", (e) => waited.push(performance.now() - e.timeStamp), true);
		const root = document.documentElement, look = () => root.dataset.shown && done(true);
		new MutationObserver(look).observe(root, {attributes: true});
		look();
	})`)
	for range presses {
		b.run(chromedp.KeyEvent(kb.ArrowRight))
	}
	if eval[bool](b, `document.documentElement.dataset.ready !== undefined`) {
		t.Error("all was loaded before the last key was pressed")
	}
	waited := eval[[]float64](b, `waited.sort((a, b) => a - b)`)
	most := time.Duration(waited[len(waited)-1] * float64(time.Millisecond))
	t.Logf("%d keys wait %.1f ms, at most %v; load %s", len(waited), waited[len(waited)/2], most, load())
	if most > mayAnswer {
		late(t, "a key", most, mayAnswer)
	}
}

// hold goes a way several times, and holds the frames that show it to the
// limit: of steps the worst one; of jumps, after which nothing stands where it
// stood, what most of them take.
func (b *browser) hold(name string, large bool, times int, script func(i int) string) {
	b.Helper()
	var wall, computed []time.Duration
	for i := range times {
		w, c := b.goFrom([]float64{0.11, 0.52, 0.83}[i%3], i%10, script(i))
		wall, computed = append(wall, w), append(computed, c)
	}
	slices.Sort(wall)
	slices.Sort(computed)
	usual, most := computed[times/2], computed[times-1]
	b.Logf("%-14s a frame computes %v, at most %v; %v and %v went by", name, usual, most, wall[times/2], wall[times-1])
	held := usual
	if name == "step" || name == "back" {
		held = most
	}
	if large && held > mayDraw {
		late(b, name, held, mayDraw)
	}
}

// goFrom goes to a place, and from there a way; it gives how long the frame
// took that shows the way: what went by, what was computed.
func (b *browser) goFrom(share float64, more int, script string) (wall, computed time.Duration) {
	b.Helper()
	const waited = `const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));`
	eval[bool](b, fmt.Sprintf(`(async () => {`+hands+waited+`scrub(Math.floor(last * %v) + %d); await frame(); await new Promise((done) => setTimeout(done, 300)); return true; })()`, share, more))
	var ms float64
	computed = b.computed(func() {
		ms = eval[float64](b, `(async () => {`+hands+waited+`
			let start = 0;
			requestAnimationFrame(() => (start = performance.now())); // before the page draws
			`+script+`;
			await frame(); // after it has drawn
			return performance.now() - start;
		})()`)
	})
	return time.Duration(ms * float64(time.Millisecond)).Round(time.Microsecond), computed
}

// computed is the time that the page's thread has computed during a call.
func (b *browser) computed(call func()) time.Duration {
	b.Helper()
	before := b.busy()
	call()
	return (b.busy() - before).Round(time.Microsecond)
}

func (b *browser) busy() time.Duration {
	b.Helper()
	r, err := chromedp.Call(b.ctx, performance.GetMetrics, cdp.Empty{})
	if err != nil {
		b.Fatal(err)
	}
	for _, m := range r.Metrics {
		if m.Name == "TaskDuration" {
			return time.Duration(m.Value * float64(time.Second))
		}
	}
	b.Fatal("the browser does not tell how long it computed")
	return 0
}

// Of a million events, of few tasks and of many, any state is found at once.
func TestSeekSoak(t *testing.T) {
	t.Logf("load %s", load())
	all := map[string]*trace.Recording{
		"few":  reloaded(t, record(t, "few", rounds(30, 4200))),
		"many": reloaded(t, record(t, "many", rounds(3000, 40))),
	}
	got := node(t, all, `
		const far = [], near = [], last = h.rec.last;
		// The processors' time counts the collector's own threads, and the clock all that others do meanwhile.
		const took = (list, n) => {
			const [a, from] = [process.cpuUsage(), performance.now()];
			h.seek(n);
			const [z, to] = [process.cpuUsage(a), performance.now()];
			list.push(Math.min((z.user + z.system) / 1000, to - from));
		};
		for (let i = 0; i < 1000; i++) {
			const n = 1 + ((i * 611953) % last);
			took(far, n);
			took(near, Math.max(0, n - 1));
		}
		const text = (list) => { list.sort((a, b) => a - b); return [500, 990, 999].map((i) => list[i].toFixed(2)).join(" "); };
		print(last + " " + h.frames.length + " " + text(far) + " " + text(near));`)
	for name, line := range got {
		f := strings.Fields(line)
		t.Logf("%s tasks: %s events, %s keyframes; ms computed (median, 99 of 100, worst): a jump %v, a step back %v", name, f[0], f[1], f[2:5], f[5:8])
		for _, ms := range []string{f[3], f[6]} {
			if took, err := time.ParseDuration(ms + "ms"); err != nil || took > maySeek {
				late(t, "a seek", took, maySeek)
			}
		}
	}
}

// late tells that something took too long: an error, unless the machine is too
// busy to tell.
func late(t testing.TB, what string, took, limit time.Duration) {
	t.Helper()
	text := what + " computes " + took.String() + ", may take " + limit.String()
	if busy, err := strconv.ParseFloat(strings.Fields(load())[0], 64); err == nil && busy > 2*float64(runtime.NumCPU()) {
		t.Log(text + ", but the load is " + load())
		return
	}
	t.Error(text)
}

// load is how busy the machine is.
func load() string {
	text, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "unknown"
	}
	return strings.Join(strings.Fields(string(text))[:2], " ")
}
