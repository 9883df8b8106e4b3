package schedule_test

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/goasyncio/asyncio/coro"
	"github.com/goasyncio/asyncio/examples"
	"github.com/goasyncio/asyncio/internal/conformance/schedule"
	"github.com/goasyncio/asyncio/loop"
	"github.com/goasyncio/asyncio/loop/trace"
	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// stored is the schedule that CPython took once, from testdata.
func stored(t *testing.T, name string) schedule.Schedule {
	t.Helper()
	file, err := os.Open(filepath.Join("testdata", name+".jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	s, err := schedule.Read(file)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// recorded is the schedule that the Go program takes.
func recorded(t *testing.T, main func(context.Context) error, opts ...loop.Option) schedule.Schedule {
	t.Helper()
	recorder := trace.New()
	opts = append(opts, loop.VirtualClock(), loop.Trace(recorder), loop.Output(io.Discard))
	if err := coro.Run(context.Background(), main, coro.WithLoop(opts...)); err != nil && !errors.Is(err, coro.ErrDeadlock) {
		t.Fatal(err)
	}
	return schedule.FromRecording(recorder.Events())
}

func TestExamplesAreScheduledAsByCPython(t *testing.T) {
	for _, e := range examples.All() {
		for name, opts := range map[string][]loop.Option{"": nil, "plain turns": {loop.PlainTurns()}} {
			t.Run(strings.TrimSpace(e.Name+" "+name), func(t *testing.T) {
				if difference := schedule.Compare(stored(t, e.Name), recorded(t, e.Main, opts...)); difference != "" {
					t.Error(difference)
				}
			})
		}
	}
}

func TestPairsAreScheduledAsByCPython(t *testing.T) {
	for name, main := range pairs {
		t.Run(name, func(t *testing.T) {
			if difference := schedule.Compare(stored(t, name), recorded(t, main)); difference != "" {
				t.Error(difference)
			}
		})
	}
}

// The page's feature F20: the turns that a recording counts, which the page and the lessons show, are
// those of CPython: as many, and at the same times. Only the turns in which
// nothing but a function in a thread wakes on the virtual clock are Go's own;
// CPython's threads wake without the loop.
func TestTurnsAreThoseOfCPython(t *testing.T) {
	for _, e := range examples.All() {
		want := []int64{}
		for _, turn := range stored(t, e.Name).Turns {
			want = append(want, turn.Time)
		}
		if diff := cmp.Diff(want, turnTimes(t, e)); diff != "" {
			t.Errorf("%s: CPython's turns -, Go's +\n%s", e.Name, diff)
		}
	}
}

// turnTimes are when a program's turns begin, those until main's end has stopped
// the loop.
func turnTimes(t *testing.T, e examples.Example) []int64 {
	t.Helper()
	recorder := trace.New()
	opts := []loop.Option{loop.VirtualClock(), loop.Trace(recorder), loop.Output(io.Discard)}
	if err := coro.Run(context.Background(), e.Main, coro.WithLoop(opts...)); err != nil && !errors.Is(err, coro.ErrDeadlock) {
		t.Fatal(err)
	}
	times, tick, ran, slept := []int64{}, 0, 0, 0
	sleeps := map[int]bool{} // the handles of threads that sleep
	for event := range recorder.Events() {
		switch event.Kind {
		case trace.TimerAdd:
			sleeps[event.H] = event.Label == "thread.sleep"
		case trace.TickBegin:
			if tick++; event.Tick != tick {
				t.Errorf("%s: turn %d is called %d", e.Name, tick, event.Tick)
			}
			ran, slept = 0, 0
			times = append(times, int64(event.T))
		case trace.StepBegin, trace.HandleSkip:
			if ran++; sleeps[event.H] {
				slept++
			}
		case trace.TickEnd:
			if ran > 0 && ran == slept {
				times = times[:len(times)-1]
			}
		case trace.LoopStop:
			return times
		}
	}
	return times
}

// The comparison must see the smallest difference: two entries of a queue swapped, a timer a nanosecond late.
func TestCompareSeesASwap(t *testing.T) {
	swaps := 0
	for _, e := range examples.All() {
		for i, turn := range stored(t, e.Name).Turns {
			if len(turn.Ready) < 2 || turn.Ready[0] == turn.Ready[1] {
				continue
			}
			changed := stored(t, e.Name)
			ready := changed.Turns[i].Ready
			ready[0], ready[1] = ready[1], ready[0]
			swaps++
			if schedule.Compare(stored(t, e.Name), changed) == "" || schedule.Compare(changed, recorded(t, e.Main)) == "" {
				t.Errorf("%s, turn %d: nobody sees the swap", e.Name, i+1)
			}
		}
	}
	if swaps < 20 {
		t.Errorf("only %d swaps", swaps)
	}
}

func TestCompareShowsBothSides(t *testing.T) {
	one, two := stored(t, "hello"), stored(t, "hello")
	two.Turns[1].Time++
	difference := schedule.Compare(one, two)
	if !strings.Contains(difference, `want  {"turn":2,"t":1000000000,`) || !strings.Contains(difference, `got   {"turn":2,"t":1000000001,`) {
		t.Error(difference)
	}
	one.Turns = one.Turns[:2]
	if difference := schedule.Compare(one, stored(t, "hello")); !strings.Contains(difference, `"turn":3`) {
		t.Error(difference)
	}
	if difference := schedule.Compare(stored(t, "to_thread"), stored(t, "hello")); difference == "" {
		t.Error("two programs count as equal")
	}
}

func TestReadRefusesWhatIsNoSchedule(t *testing.T) {
	for text, want := range map[string]string{
		"":                    "it has no end",
		"{":                   "line 1: unexpected end",
		`{"schedule":2}`:      "version 2, the only one known is 1",
		`{"turn":1}`:          "version 0, the only one known is 1",
		`{"schedule":1}`:      "it has no end",
		"{\"schedule\":1}\nx": "line 2: invalid character",
	} {
		if _, err := schedule.Read(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %q", text, err, want)
		}
	}
}

func TestEveryProgramPrintsItsLines(t *testing.T) {
	for _, e := range examples.All() {
		if s := stored(t, e.Name); len(s.Threads) == 0 && strings.Join(s.Prints(), "\n")+"\n" != e.Output() {
			t.Errorf("%s: the schedule prints %q", e.Name, s.Prints())
		}
	}
}
