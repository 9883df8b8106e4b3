package page_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/goasyncio/asyncio/cmd/asyncio/internal/page"
	"github.com/goasyncio/asyncio/coro"
	"github.com/goasyncio/asyncio/loop/trace"
)

const hostile = `</script><img src=x onerror="document.title='owned'"><script>document.title='owned'</script>`

// Whatever a task is called, prints or fails with, stays text.
func TestK7_NamesStayText(t *testing.T) {
	rec := record(t, "hostile", func(ctx context.Context) error {
		task := coro.CreateTask(ctx, coro.Of(func(ctx context.Context) (string, error) {
			coro.Println(ctx, hostile)
			return hostile, coro.Sleep(ctx, 1)
		}), coro.Named(hostile))
		_, err := task.Await(ctx)
		return err
	})
	d := document(t, hostile, rec)
	d.Lesson = &page.Lesson{ID: hostile, Title: both(hostile, hostile), Intro: both(hostile, hostile)}
	d.Runs[0].Label = both(hostile, hostile)
	d.Runs[0].Py = page.Source{Path: hostile, Text: hostile + "\n"}
	d.Runs[0].Notes = []page.Note{{At: 1, Code: hostile, Text: both(hostile, hostile)}}
	d.Runs = append(d.Runs, d.Runs[0])
	b, address := openDocument(t, d, 1280, 900)
	for n := rec.First(); n <= rec.Last(); n++ {
		b.visit("#n=" + string(rune('0'+n/10)) + string(rune('0'+n%10)) + "&task=2")
	}
	if got := b.text("#title"); got != hostile {
		t.Errorf("the title is %q", got)
	}
	if got := b.text("#output .text"); got != hostile {
		t.Errorf("the output is %q", got)
	}
	if n := eval[int](b, `document.images.length + document.querySelectorAll("script:not([type])").length`); n != 0 {
		t.Errorf("%d foreign elements", n)
	}
	if got := eval[string](b, `document.title`); got == "owned" {
		t.Error("a name ran as a script")
	}
	b.clean(address)
}

// The page's sources never make HTML of a text, and never run one.
func TestK7_NoHTMLFromText(t *testing.T) {
	forbidden := regexp.MustCompile(`innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|setTimeout\(["'` + "`" + `]|srcdoc|DOMParser|createContextualFragment|javascript:|\bfetch\(|XMLHttpRequest|WebSocket|EventSource|https?://`)
	handler := regexp.MustCompile(`(?i)\son[a-z]+\s*=|style\s*=`)
	files, err := filepath.Glob("web/*")
	if err != nil || len(files) < 20 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(string(text), "\n") {
			line = strings.ReplaceAll(line, `"http://www.w3.org/2000/svg"`, "") // a name, not an address
			if bad := forbidden.FindString(line); bad != "" {
				t.Errorf("%s:%d: %s", file, i+1, bad)
			}
			if bad := handler.FindString(line); bad != "" && strings.HasSuffix(file, ".html") {
				t.Errorf("%s:%d: %s", file, i+1, bad)
			}
			if strings.Contains(line, "</script") && !strings.HasSuffix(file, ".html") {
				t.Errorf("%s:%d: would end the script", file, i+1)
			}
		}
	}
}

// The page without its recording has at most 150 KB.
func TestSize(t *testing.T) {
	var b bytes.Buffer
	if err := page.Render(&b, page.Document{Runs: []page.Run{{}}}); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d bytes", b.Len())
	if b.Len() > 150<<10 {
		t.Errorf("%d bytes, want at most %d", b.Len(), 150<<10)
	}
}

func TestRenderRefusesNothing(t *testing.T) {
	if err := page.Render(new(bytes.Buffer), page.Document{Title: "none"}); err == nil {
		t.Error("a page without a run")
	}
}

// One document gives one page, byte for byte.
func TestRenderIsDeterministic(t *testing.T) {
	rec := trace.NewRecording(trace.Header{}, trace.Event{Kind: trace.LoopStart})
	d := document(t, "x", rec)
	var a, b bytes.Buffer
	if err := page.Render(&a, d); err != nil {
		t.Fatal(err)
	}
	if err := page.Render(&b, d); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("two pages differ")
	}
}

// A recording that is broken is told of, not shown.
func TestBrokenRecording(t *testing.T) {
	d := page.Document{Title: "broken", Runs: []page.Run{{Trace: []byte("{\"k\":\"header\"\n")}}}
	b := openLoose(t, "file://"+render(t, d))
	if got := b.text("#message"); !strings.HasPrefix(got, "This recording cannot be read: ") {
		t.Errorf("the page says %q", got)
	}
}
