package page_test

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"github.com/goasyncio/asyncio/cmd/asyncio/internal/page"
)

// chromium is the browser of this machine.
func chromium(t testing.TB) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if os.Getenv("ASYNCIO_REQUIRE_BROWSER") != "" {
		t.Fatal("no chromium, and ASYNCIO_REQUIRE_BROWSER is set")
	}
	t.Skip("no chromium: the page is not tested in a browser")
	return ""
}

// A browser is a window with a page in it, and what the page did that it must
// not do.
type browser struct {
	testing.TB
	ctx context.Context

	mu       sync.Mutex
	requests []string // addresses that the page asked for
	faults   []string // errors, and what the security policy refused
}

// open opens a page in a browser of its own.
func open(t testing.TB, address string, width, height int) *browser {
	t.Helper()
	b := window(t, width, height)
	b.run(chromedp.Navigate(address), chromedp.WaitReady(chromedp.CSS(`html[data-ready]`)))
	b.frame()
	return b
}

// openLoose opens a page that says why it cannot be shown.
func openLoose(t testing.TB, address string) *browser {
	t.Helper()
	b := window(t, 800, 600)
	b.run(chromedp.Navigate(address), chromedp.WaitReady(chromedp.CSS(`#message:not(:empty)`)))
	b.frame()
	return b
}

// shared is the one browser of all tests; each has a window and a memory of
// its own in it.
var shared struct {
	once sync.Once
	ctx  context.Context
	err  error
	end  func()
}

func startBrowser(path string) {
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.Flag("disable-component-update", true))
	alloc, stop := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, end := chromedp.NewContext(alloc)
	shared.ctx, shared.err = ctx, chromedp.Do(ctx, chromedp.Navigate("about:blank"))
	shared.end = func() {
		_ = chromedp.Cancel(ctx)
		end()
		stop()
	}
}

// window opens a window.
func window(t testing.TB, width, height int) *browser {
	t.Helper()
	path := chromium(t)
	shared.once.Do(func() { startBrowser(path) })
	if shared.err != nil {
		t.Fatalf("the browser does not start: %v", shared.err)
	}
	b := &browser{TB: t}
	ctx, end := chromedp.NewContext(shared.ctx, chromedp.WithNewBrowserContext(), chromedp.WithListener(b.watch))
	t.Cleanup(func() {
		if err := chromedp.Cancel(ctx); err != nil && !errors.Is(err, context.Canceled) {
			t.Logf("closing the window: %v", err)
		}
		end()
	})
	b.ctx = ctx
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(int64(width), int64(height))); err != nil {
		t.Fatal(err)
	}
	return b
}

func (b *browser) watch(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		if !strings.HasPrefix(e.Request.URL, "data:") {
			b.requests = append(b.requests, e.Request.URL)
		}
	case *log.EventEntryAdded:
		b.faults = append(b.faults, e.Entry.Text)
	case *runtime.EventExceptionThrown:
		fault := e.ExceptionDetails.Text
		if e.ExceptionDetails.Exception != nil {
			fault += ": " + e.ExceptionDetails.Exception.Description
		}
		b.faults = append(b.faults, fault)
	}
}

// run runs actions, within the time that a test may take.
func (b *browser) run(actions ...chromedp.Action[chromedp.Void]) {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, 30*time.Second)
	defer cancel()
	if err := chromedp.Do(ctx, actions...); err != nil {
		b.mu.Lock()
		defer b.mu.Unlock()
		b.Fatalf("browser: %v; faults: %q", err, b.faults)
	}
}

// eval evaluates an expression, awaiting it if it is a promise.
func eval[T any](b *browser, expression string) T {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, 30*time.Second)
	defer cancel()
	value, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		b.Fatalf("%s: %v", expression, err)
	}
	return value
}

// frame waits until what was asked for has been drawn.
func (b *browser) frame() {
	b.Helper()
	eval[bool](b, `new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(true)))))`)
}

// visit goes to an address inside the page.
func (b *browser) visit(hash string) {
	b.Helper()
	eval[string](b, `location.hash = `+strconv.Quote(hash))
	b.frame()
}

// media sets what the reader wants: pairs of a media feature and its value.
func (b *browser) media(pairs ...string) {
	b.Helper()
	var features []*emulation.MediaFeature
	for i := 0; i < len(pairs); i += 2 {
		features = append(features, &emulation.MediaFeature{Name: pairs[i], Value: pairs[i+1]})
	}
	if _, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: features}); err != nil {
		b.Fatal(err)
	}
}

// press presses keys, one after the other.
func (b *browser) press(keys ...string) {
	b.Helper()
	for _, key := range keys {
		b.run(chromedp.KeyEvent(key))
		b.frame()
	}
}

// texts gives the text of each element that a selector finds.
func (b *browser) texts(selector string) []string {
	b.Helper()
	return eval[[]string](b, `[...document.querySelectorAll(`+strconv.Quote(selector)+`)].filter((e) => !e.closest("[hidden]")).map((e) => e.textContent)`)
}

// all gives the texts for each of the selectors at once.
func (b *browser) all(selectors []string) map[string][]string {
	b.Helper()
	list, err := json.Marshal(selectors)
	if err != nil {
		b.Fatal(err)
	}
	return eval[map[string][]string](b, `Object.fromEntries(`+string(list)+`.map((one) => [one, [...document.querySelectorAll(one)].filter((e) => !e.closest("[hidden]")).map((e) => e.textContent)]))`)
}

func (b *browser) text(selector string) string {
	b.Helper()
	return strings.Join(b.texts(selector), "\n")
}

// clean checks that the page ran without errors and asked for nothing.
func (b *browser) clean(address string) {
	b.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, url := range b.requests {
		if url != address {
			b.Errorf("the page asked for %s", url)
		}
	}
	for _, fault := range b.faults {
		b.Errorf("the page: %s", fault)
	}
}

func openDocument(t testing.TB, d page.Document, width, height int) (b *browser, address string) {
	t.Helper()
	address = "file://" + render(t, d)
	return open(t, address, width, height), address
}
