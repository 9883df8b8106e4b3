package examples_test

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/goasyncio/asyncio/coro"
	"github.com/goasyncio/asyncio/examples"
	"github.com/goasyncio/asyncio/examples/internal/original"
	"github.com/goasyncio/asyncio/internal/conformance"
	"github.com/goasyncio/asyncio/loop"
	"github.com/goasyncio/asyncio/loop/trace"
	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// run returns what an example prints.
func run(t *testing.T, e examples.Example, opts ...coro.RunOption) string {
	t.Helper()
	var out strings.Builder
	opts = append(opts, coro.Output(&out), coro.WithLoop(loop.Logger(slog.New(slog.DiscardHandler))))
	err := coro.Run(context.Background(), e.Main, opts...)
	if err != nil && !(e.Deadlocks && errors.Is(err, coro.ErrDeadlock)) || err == nil && e.Deadlocks {
		t.Fatal(err)
	}
	return out.String()
}

func TestExamplesPrintWhatCPythonPrints(t *testing.T) {
	modes := map[string][]loop.Option{
		"handed on": nil,
		"plain":     {loop.PlainTurns()},
		"debug":     {loop.Debug()},
	}
	for name, opts := range modes {
		for _, e := range examples.All() {
			t.Run(name+"/"+e.Name, func(t *testing.T) {
				got := run(t, e, coro.Virtual(), coro.WithLoop(opts...))
				if diff := cmp.Diff(e.Output(), got); diff != "" {
					t.Error("CPython -, Go +\n" + diff)
				}
			})
		}
	}
}

func TestExamplesPrintIntoTheRecording(t *testing.T) {
	for _, e := range examples.All() {
		rec := trace.New()
		got := run(t, e, coro.Virtual(), coro.WithLoop(loop.Trace(rec)))
		var printed strings.Builder
		for event := range rec.Events() {
			if event.Kind == trace.Printed {
				printed.WriteString(event.Extra().Text + "\n")
			}
		}
		if diff := cmp.Diff(got, printed.String()); diff != "" {
			t.Errorf("%s: printed -, recorded +\n%s", e.Name, diff)
		}
	}
}

// Every folder is in the list, and has the four things a reader expects.
func TestExamplesAreComplete(t *testing.T) {
	folders, err := filepath.Glob("*/*.go")
	if err != nil || len(folders) != len(examples.All()) {
		t.Errorf("%d folders, %d examples, %v", len(folders), len(examples.All()), err)
	}
	for _, e := range examples.All() {
		if e.About == "" || e.Python() == "" || e.Output() == "" {
			t.Errorf("%s lacks something", e.Name)
		}
		source, err := os.ReadFile(filepath.Join(e.Name, e.Name+".go"))
		if err != nil || !strings.HasPrefix(string(source), "// Package "+strings.ReplaceAll(e.Name, "_", "")+" ") {
			t.Errorf("%s: the package has no text: %v", e.Name, err)
		}
		if found, ok := examples.Find(e.Name); !ok || found.About != e.About {
			t.Errorf("%s is not found", e.Name)
		}
	}
	if _, ok := examples.Find("none"); ok {
		t.Error("found an example that there is not")
	}
}

// python is the path of a CPython 3.13; without one the test is skipped, or
// fails if ASYNCIO_REQUIRE_PYTHON=1.
func python(t *testing.T) string {
	t.Helper()
	path, reason := conformance.FindPython()
	if path == "" && os.Getenv("ASYNCIO_REQUIRE_PYTHON") == "1" {
		t.Fatal("ASYNCIO_REQUIRE_PYTHON is 1, but:", reason)
	}
	if path == "" {
		t.Skip("no CPython 3.13:", reason)
	}
	return path
}

func TestOriginalsPrintTheSame(t *testing.T) {
	checkOriginals(t, true)
}

func checkOriginals(t *testing.T, virtual bool) {
	path := python(t)
	for _, e := range examples.All() {
		t.Run(e.Name, func(t *testing.T) {
			if !virtual {
				t.Parallel()
			}
			if e.Deadlocks && !virtual {
				t.Skip("it never ends")
			}
			got, err := original.Run(t.Context(), path, e.Python(), virtual)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(e.Output(), got); diff != "" {
				t.Error("the file -, CPython today +\n" + diff)
			}
		})
	}
}
