package loop

import (
	"fmt"
	"runtime"
	"strings"
	"sync/atomic"
	"time"

	"github.com/goasyncio/asyncio/timer"
)

// Handle is a callback that was scheduled: asyncio.Handle. It runs once, or
// never if it is cancelled before its turn comes. It must not be copied.
type Handle struct {
	loop  *Loop
	call  func()
	notes *notes // of a recording
	state atomic.Uint64
}

// The state of a handle: flags, and above them, of one that the ready queue does
// not know, the number of its entry there.
const (
	isCancelled = 1 << iota
	isTimer
	isPosted // by CallSoonThreadsafe: others may hold it
	isSoon   // by CallSoon: its function alone is in the ready queue
	numberOne
)

// is tells whether a flag is up.
func (h *Handle) is(flag uint64) bool { return h.state.Load()&flag != 0 }

// cancel puts up the flag; false if it was up.
func (h *Handle) cancel() bool { return h.state.Or(isCancelled)&isCancelled == 0 }

// notes are what a recording needs to know of a handle. They lie apart since a
// program makes many handles, and few recordings.
type notes struct {
	Mark
	label  string // what to call it, if not its function
	number int32  // of its timer
	fut    int32  // the future that it is for
}

func newHandle(l *Loop, call func()) *Handle { return &Handle{loop: l, call: call} }

// prepare makes h, the zero Handle, the handle of a callback.
func (h *Handle) prepare(l *Loop, call func(), label string) {
	h.loop, h.call = l, call
	if l.rec != nil {
		h.noted().label = label
	}
}

// Mark is the place of a handle, or of a task's next step, in a recording: its
// number, and the event that made it ready.
type Mark struct{ id, cause int32 }

// Stepper is what stands in the ready queue: a callback, or a task for its next
// step, which may be run by whoever holds the baton (see Loop.NextStep). A task
// stands there at most once, so it needs no handle. What package coro calls back
// may be a Stepper of its own too, if it neither panics nor suspends.
type Stepper interface {
	// Step runs the step on the loop's goroutine and returns when the baton
	// is back there.
	Step(l *Loop)
	// String names the step: Task-1.step.
	String() string
	// Number is the task's number in a recording, 0 for a callback.
	Number() int
	// Recorded is where the recording keeps its notes.
	Recorded() *Mark
}

// callback is a Handle in the ready queue.
type callback Handle

// String is that of the Handle.
func (c *callback) String() string { return (*Handle)(c).String() }

// Number says that it is no task.
func (c *callback) Number() int { return 0 }

// Recorded is where the recording keeps its notes.
func (c *callback) Recorded() *Mark { return &(*Handle)(c).noted().Mark }

// Cancel makes sure that the callback does not run any more. It may be
// called twice, from the callback itself, and, for a handle that
// CallSoonThreadsafe returned, from any goroutine.
func (h *Handle) Cancel() {
	// Of a posted one the recording shows only that it was skipped: who
	// cancels it may be anybody.
	if !h.cancel() || h.is(isPosted) || h.loop == nil {
		return
	}
	l := h.loop
	if h.is(isSoon) {
		l.ready.remove(h.state.Load() / numberOne)
	}
	if l.rec != nil && !l.IsClosed() {
		l.traceCancelled(h)
	}
	h.forget()
}

// forget lets go of the callback and what hangs on it, as asyncio does: its
// owner may keep the handle for long. A report may still want its name.
func (h *Handle) forget() {
	if l := h.loop; l.rec == nil && l.watch == nil && !l.debug {
		h.call = nil
	}
}

// noted is the handle's notes, made at their first use.
func (h *Handle) noted() *notes {
	if h.notes == nil {
		h.notes = new(notes)
	}
	return h.notes
}

// For tells a recording which of its futures the timer is for.
func (t *TimerHandle) For(fut int) { t.noted().fut = int32(fut) }

// Cancelled tells whether Cancel was called.
func (h *Handle) Cancelled() bool { return h.is(isCancelled) }

// String is as in asyncio: <Handle main.tick() at main.go:12>.
func (h *Handle) String() string { return h.describe("Handle", "") }

func (h *Handle) describe(kind, more string) string {
	if h.Cancelled() {
		kind += " cancelled"
	}
	if label := h.label(); label != "" {
		more += " " + label
	}
	return "<" + kind + more + ">"
}

// label is what the handle calls, for people; "" if it calls nothing any more.
func (h *Handle) label() string {
	if h.call == nil {
		return ""
	}
	name, place := funcName(h.call)
	return name + "() at " + place
}

// TimerHandle is a callback that was scheduled for a time: asyncio's
// TimerHandle.
type TimerHandle struct {
	Handle
	entry timer.Timer[*Handle]
}

// When is the time, on the loop's clock, at which the callback becomes
// ready.
func (t *TimerHandle) When() time.Duration { return t.entry.When() }

// Cancel makes sure that the callback does not run any more. It may be
// called twice, and after the callback ran.
func (t *TimerHandle) Cancel() {
	if !t.cancel() || t.loop == nil {
		return
	}
	t.loop.timers.Cancel(&t.entry)
	if t.loop.rec != nil && !t.loop.IsClosed() {
		t.loop.traceTimerCancelled(t)
	}
	t.forget()
}

// String is as in asyncio: <TimerHandle when=2s main.tick() at main.go:12>.
func (t *TimerHandle) String() string {
	return t.describe("TimerHandle", fmt.Sprintf(" when=%v", t.When()))
}

// funcName is the name of a function, without the path of its package, and
// the file and line where it is written.
func funcName(call func()) (name, place string) {
	f := runtime.FuncForPC(pcOf(call))
	if f == nil {
		return "func", "?"
	}
	file, line := f.FileLine(f.Entry())
	return shortName(f.Name()), fmt.Sprintf("%s:%d", file[strings.LastIndex(file, "/")+1:], line)
}

func shortName(full string) string {
	name := full[strings.LastIndex(full, "/")+1:]
	return strings.TrimSuffix(name, "-fm")
}
