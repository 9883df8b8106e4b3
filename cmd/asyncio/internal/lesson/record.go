package lesson

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"path"
	"strings"

	"github.com/goasyncio/asyncio/coro"
	"github.com/goasyncio/asyncio/examples"
	"github.com/goasyncio/asyncio/loop"
	"github.com/goasyncio/asyncio/loop/trace"
	"github.com/goasyncio/asyncio/loop/trace/replay"
)

// Run is a program that has been run and recorded.
type Run struct {
	Program Program
	*replay.History
	Marks []Line // of the program's sources
}

// Line is where a mark stands, in both languages, counted from 1.
type Line struct {
	Name   string
	Go, Py int
}

// Record runs a program under the virtual clock and records it, with the lines
// of its source. A deadlock is no error here: it is what some lessons show.
func Record(p Program) (*Run, error) {
	e := p.Example()
	rec := NewRecorder(e, "virtual")
	done := make(chan error)
	go func() { // so that whoever calls Record is no part of the recording
		done <- coro.Run(context.Background(), e.Main, coro.Virtual(), coro.Output(io.Discard),
			coro.WithLoop(loop.Trace(rec), loop.Logger(slog.New(slog.DiscardHandler))))
	}()
	err := <-done
	if err != nil && !errors.Is(err, coro.ErrDeadlock) {
		return nil, err
	}
	return &Run{p, replay.New(rec.Recording()), Marks(e)}, nil
}

// NewRecorder makes a recorder for an example, which carries the example's
// source along.
func NewRecorder(e examples.Example, clock string) *trace.Recorder {
	const module = "github.com/goasyncio/asyncio/"
	others := trace.Hide(module+"examples/internal/show", module+"cmd/asyncio/internal/lesson", module+"cmd/asyncio/internal/cli", module+"cmd/asyncio/internal/terminal", "main")
	read := func(file string) []byte {
		if path.Base(file) == e.Name+".go" {
			return []byte(e.Go())
		}
		return nil
	}
	return trace.New(trace.Sources(), trace.Embed(read), others,
		trace.WithHeader(trace.Header{Clock: clock, Lib: coro.Version, Lesson: e.Name, Loop: 1}))
}

// Marks finds the lines of an example that are marked "L:name", in the order of
// the Go program. One that a source lacks has line 0 there.
func Marks(e examples.Example) []Line {
	py := marked(e.Python(), "# L:")
	var lines []Line
	for _, m := range marked(e.Go(), "// L:") {
		for _, other := range py {
			if other.name == m.name {
				lines = append(lines, Line{m.name, m.line, other.line})
			}
		}
	}
	return lines
}

type markedLine struct {
	name string
	line int
}

func marked(source, sign string) (found []markedLine) {
	for i, line := range strings.Split(source, "\n") {
		if _, name, ok := strings.Cut(line, sign); ok {
			found = append(found, markedLine{strings.TrimSpace(name), i + 1})
		}
	}
	return found
}
