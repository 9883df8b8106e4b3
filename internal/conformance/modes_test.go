package conformance_test

import (
	"runtime"
	"testing"
	"time"

	"github.com/goasyncio/asyncio/coro"
	"github.com/goasyncio/asyncio/internal/conformance"
	"github.com/goasyncio/asyncio/loop"
	"github.com/goasyncio/asyncio/loop/trace"
)

// A mode is a way to run programs that must not show in their traces.
type mode struct {
	name       string
	processors int // 0 leaves them as they are
	step       int // one golden program in so many is run
	options    func() []coro.RunOption
}

// modes are all of them but the default, direct hand-over on channels, which TestGoldenPrograms runs. In debug
// mode every call looks up its goroutine, which is slow.
var modes = []mode{
	{"plain turns", 0, 20, func() []coro.RunOption { return []coro.RunOption{coro.WithLoop(loop.PlainTurns())} }},
	{"iter.Pull", 0, 20, func() []coro.RunOption { return []coro.RunOption{coro.PullEngine()} }},
	{"recorded", 0, 20, func() []coro.RunOption { return []coro.RunOption{recorded()} }},
	{"debug mode", 0, 100, func() []coro.RunOption { return []coro.RunOption{debugged()} }},
	{"iter.Pull recorded in debug mode", 0, 100, func() []coro.RunOption {
		return []coro.RunOption{coro.PullEngine(), recorded(), debugged()}
	}},
	{"GOMAXPROCS 1", 1, 20, func() []coro.RunOption { return nil }},
	{"GOMAXPROCS 2", 2, 20, func() []coro.RunOption { return nil }},
	{"GOMAXPROCS 8", 8, 20, func() []coro.RunOption { return nil }},
	{"GOMAXPROCS 8 with iter.Pull", 8, 20, func() []coro.RunOption { return []coro.RunOption{coro.PullEngine()} }},
}

func recorded() coro.RunOption { return coro.WithLoop(loop.Trace(trace.New())) }

// debugged is debug mode without the reports of slow steps, which a busy machine makes.
func debugged() coro.RunOption { return coro.WithLoop(loop.Debug(), loop.SlowCallback(time.Hour)) }

// How a loop hands over between coroutines, on how many processors, and what watches it, must not change what it
// does. Each mode begins at another program, so that together they see many.
func TestTracesAreTheSameInEveryMode(t *testing.T) {
	golden := loadGolden(t)
	for first, m := range modes {
		t.Run(m.name, func(t *testing.T) {
			defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(m.processors))
			origins := wrong(golden, first, m.step, func(p conformance.Program) conformance.Trace {
				return conformance.InterpretWith(p, m.options()...)
			})
			if len(origins) > 0 {
				t.Errorf("%d programs differ, among them %v", len(origins), origins[:min(5, len(origins))])
			}
		})
	}
}
