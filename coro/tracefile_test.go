package coro_test

import (
	"context"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/goasyncio/asyncio/coro"
	"github.com/goasyncio/asyncio/loop"
	"github.com/goasyncio/asyncio/loop/trace"
	"github.com/goasyncio/asyncio/loop/trace/replay"
)

// The number of a file depends on how many loops a process has had, so each
// case is a process of its own: this test's program, told to run it.
func TestTraceVariable(t *testing.T) {
	if os.Getenv("TRACE_VARIABLE_CHILD") != "" {
		twoLoops(t)
		return
	}
	for name, c := range map[string]struct {
		file  string
		want  []string
		extra string
	}{
		"plain":      {"out.jsonl", []string{"out.2.jsonl", "out.jsonl"}, ""},
		"compressed": {"out.jsonl.gz", []string{"out.2.jsonl.gz", "out.jsonl.gz"}, "ASYNCIO_TRACE_SOURCE=1"},
		"no ending":  {"out", []string{"out", "out.2"}, ""},
		"no folder":  {"none/out.jsonl", nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			folder := t.TempDir()
			child := exec.Command(os.Args[0], "-test.run=^TestTraceVariable$")
			child.Env = append(os.Environ(), "TRACE_VARIABLE_CHILD=1", coro.TraceVariable+"="+filepath.Join(folder, c.file), c.extra)
			if out, err := child.CombinedOutput(); err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			files, _ := filepath.Glob(filepath.Join(folder, "*"))
			for i, file := range files {
				files[i] = filepath.Base(file)
			}
			if !slices.Equal(files, c.want) {
				t.Fatalf("files %v, want %v", files, c.want)
			}
			for _, file := range files {
				checkTrace(t, filepath.Join(folder, file), c.extra != "")
			}
		})
	}
}

// twoLoops runs two programs, and a third one that has a recorder of its own.
func twoLoops(t *testing.T) {
	main := func(ctx context.Context) error {
		coro.Println(ctx, "hello")
		return coro.Sleep(ctx, time.Second)
	}
	quiet := coro.WithLoop(loop.Output(io.Discard), loop.Logger(slog.New(slog.DiscardHandler)))
	for range 2 {
		if err := coro.Run(context.Background(), main, coro.Virtual(), coro.EagerTasks(), quiet); err != nil {
			t.Error(err)
		}
	}
	own := trace.New()
	if err := coro.Run(context.Background(), main, coro.Virtual(), quiet, coro.WithLoop(loop.Trace(own))); err != nil || own.Len() == 0 {
		t.Error(err, own.Len())
	}
}

func checkTrace(t *testing.T, file string, source bool) {
	rec, err := trace.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	number := 1
	if strings.Contains(file, ".2") {
		number = 2
	}
	h := rec.Header
	if rec.Partial || h.Clock != "virtual" || h.Lib != coro.Version || h.Loop != number || !h.Opts.Eager || h.Opts.Debug {
		t.Errorf("%+v, partial %v", h, rec.Partial)
	}
	if broken := replay.New(rec).Validate(); len(broken) > 0 {
		t.Error(broken)
	}
	if last := rec.At(rec.Last()); last.Kind != trace.LoopStop {
		t.Errorf("the last event is %s", last.Kind)
	}
	if len(h.Files) == 0 || (h.Files[0].Text != "") != source {
		t.Errorf("files %v, with their text: %v", len(h.Files), source)
	}
}
