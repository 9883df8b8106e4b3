package page_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/goasyncio/asyncio/cmd/asyncio/internal/page"
	"github.com/goasyncio/asyncio/coro"
	"github.com/goasyncio/asyncio/examples"
	"github.com/goasyncio/asyncio/loop"
	"github.com/goasyncio/asyncio/loop/trace"
)

// record runs a program on the virtual clock and records all that happens. How
// the program ends is no concern of the page.
func record(t testing.TB, name string, main func(context.Context) error, opts ...coro.RunOption) *trace.Recording {
	t.Helper()
	rec := trace.New(
		trace.WithHeader(trace.Header{Clock: "virtual", Lesson: name, Loop: 1}),
		trace.Sources(),
		trace.Embed(func(path string) []byte {
			if filepath.Base(path) != name+".go" {
				return nil
			}
			text, err := os.ReadFile(path)
			if err != nil {
				return nil
			}
			return text
		}))
	_ = coro.Run(context.Background(), main, append(opts, coro.Virtual(), coro.WithLoop(loop.Trace(rec)), coro.Output(new(bytes.Buffer)))...)
	return rec.Recording()
}

// example records one of the examples.
func example(t testing.TB, name string) *trace.Recording {
	t.Helper()
	e, ok := examples.Find(name)
	if !ok {
		t.Fatalf("there is no example %q", name)
	}
	return record(t, name, e.Main)
}

// document is a page about a recording, with the Python program beside it.
func document(t testing.TB, name string, rec *trace.Recording) page.Document {
	t.Helper()
	d, err := page.FromRecording(name, rec)
	if err != nil {
		t.Fatal(err)
	}
	if e, ok := examples.Find(name); ok {
		d.Runs[0].Py = page.Source{Path: name + ".py", Text: e.Python()}
	}
	return d
}

// render writes a document into a file of its own.
func render(t testing.TB, d page.Document) (path string) {
	t.Helper()
	var b bytes.Buffer
	if err := page.Render(&b, d); err != nil {
		t.Fatal(err)
	}
	path = filepath.Join(t.TempDir(), "page.html")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// goText is the Go program that a run's recording carries.
func goText(t testing.TB, run page.Run) string {
	t.Helper()
	rec, err := trace.Load(bytes.NewReader(run.Trace))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range rec.Header.Files {
		if f.Text != "" {
			return f.Text
		}
	}
	t.Fatal("the recording carries no source")
	return ""
}
