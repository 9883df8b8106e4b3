package coro

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"

	"github.com/goasyncio/asyncio/loop"
	"github.com/goasyncio/asyncio/loop/trace"
)

// TraceVariable is the environment variable that has any program recorded:
//
//	ASYNCIO_TRACE=out.jsonl ./program
//
// The loop of each Run and NewRunner that was given no recorder of its own then
// writes to that file, compressed if its name ends in .gz, until the loop is
// closed. Of several loops in one process, the second writes to out.2.jsonl,
// and so on. The recording names the program's functions and lines, and shows
// the values that it prints and returns; it has the text of its sources only
// if ASYNCIO_TRACE_SOURCE is 1.
const TraceVariable = "ASYNCIO_TRACE"

const sourceVariable = "ASYNCIO_TRACE_SOURCE"

// traced counts the loops that write to the file of TraceVariable. It belongs to
// the process, as the variable does; nothing else depends on it.
var traced atomic.Int64

// traceFile opens the file of a loop that is recorded because the environment
// says so. A file that cannot be made is no reason not to run.
func traceFile(path string, eager bool) func(*loop.Loop) (*trace.Recorder, io.Closer) {
	return func(l *loop.Loop) (*trace.Recorder, io.Closer) {
		n := int(traced.Add(1))
		file, err := trace.Create(numbered(path, n))
		if err != nil {
			l.CallExceptionHandler(loop.ExceptionContext{Message: "the loop is not recorded, as " + TraceVariable + " asks", Err: err})
			return nil, nil
		}
		clock := "real"
		if l.Virtual() {
			clock = "virtual"
		}
		opts := []trace.Option{trace.Sources(), trace.Stream(file), trace.WithHeader(trace.Header{
			Clock: clock, Lib: Version, Loop: n, Opts: trace.Opts{Eager: eager, Debug: l.Debug()}})}
		if os.Getenv(sourceVariable) == "1" {
			opts = append(opts, trace.Embed(source))
		}
		return trace.New(opts...), file
	}
}

// source is the text of a file of the program, nil if it is not there.
func source(path string) []byte {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil
	}
	return text
}

// numbered puts the number of a loop before the ending of its file's name.
func numbered(path string, n int) string {
	if n == 1 {
		return path
	}
	folder, name := filepath.Split(path)
	base, ending, dot := strings.Cut(name, ".")
	if dot {
		ending = "." + ending
	}
	return filepath.Join(folder, fmt.Sprintf("%s.%d%s", base, n, ending))
}
