package corotest

import (
	"strings"
	"time"

	"github.com/goasyncio/asyncio/loop/trace"
)

// Record is what Run recorded.
type Record struct{ recorder *trace.Recorder }

// Recording is the whole schedule, event by event; package loop/trace/replay
// makes things of it.
func (r *Record) Recording() *trace.Recording { return r.recorder.Recording() }

// Printed lists the lines that the program printed by coro.Println.
func (r *Record) Printed() []string {
	var lines []string
	for e := range r.recorder.Events() {
		if e.Kind == trace.Printed {
			lines = append(lines, e.Extra().Text)
		}
	}
	return lines
}

// Turns is how many turns the loop made, those of the clean-up included.
func (r *Record) Turns() int { return r.count(trace.TickBegin) }

// Steps is how many steps of tasks and callbacks ran.
func (r *Record) Steps() int { return r.count(trace.StepBegin) }

// Elapsed is how much time passed on the loop's clock.
func (r *Record) Elapsed() time.Duration {
	if n := r.recorder.Len(); n > 0 {
		return r.recorder.At(n - 1).T
	}
	return 0
}

func (r *Record) count(kind trace.Kind) (n int) {
	for e := range r.recorder.Events() {
		if e.Kind == kind {
			n++
		}
	}
	return n
}

// Schedule is what happened turn by turn, as text.
func (r *Record) Schedule() string { return schedule(r.Recording()) }

// tailLines is how much of a schedule the log of a failed test shows.
const tailLines = 300

// tail is the end of the schedule, where the failure is.
func (r *Record) tail() string {
	if r.recorder == nil {
		return "(nothing was recorded)"
	}
	lines := strings.SplitAfter(r.Schedule(), "\n")
	if len(lines) <= tailLines {
		return strings.Join(lines, "")
	}
	return "(the end of it)\n" + strings.Join(lines[len(lines)-tailLines:], "")
}
