package schedule

import (
	"fmt"
	"iter"
	"strings"

	"github.com/goasyncio/asyncio/loop/trace"
)

// known are the names of the library's own callbacks, as Go's recordings have them, with those of a schedule.
var known = map[string]string{
	"sleep": "sleep", "timeout": "timeout", "gather": "gather", "wait": "wait", "wait.timeout": "wait.timeout",
	"wait_for": "wait_for", "as_completed": "as_completed", "as_completed.timeout": "as_completed.timeout",
	"shield": "shield", "shield.outer": "shield.outer", "group": "group", "to_thread": "to_thread", "stop": "stop",
}

// threadSleep is the timer of a function in a thread that sleeps on the loop's clock. In Python such a
// function sleeps by itself, and no turn of the loop tells of it; here it is left out.
const threadSleep = "thread.sleep"

// FromRecording makes the schedule of what a recorder has seen, up to the turn in which the loop was first
// stopped.
func FromRecording(events iter.Seq[*trace.Event]) Schedule {
	r := reducer{names: map[int]string{}, timers: map[int]int64{}, threads: map[int]bool{}, delivered: map[int]bool{}}
	r.begin()
	for event := range events {
		if event.Kind == trace.LoopStop {
			break
		}
		r.take(event)
	}
	r.finish()
	r.schedule.Deadlock = !r.stopped
	return r.schedule
}

// A reducer builds a schedule from events.
type reducer struct {
	schedule  Schedule
	turn      Turn
	actions   *[]string // where what happens now is written
	queue     []int     // the handles in the ready queue
	names     map[int]string
	timers    map[int]int64 // the deadlines of handles that are timers
	threads   map[int]bool  // the handles that are left out
	delivered map[int]bool  // the events that say that a thread has delivered
	inTurn    bool
	inStep    bool
	stopped   bool // the last step was main's end
}

// begin begins to collect a turn: first what happens in its poll.
func (r *reducer) begin() {
	r.turn = Turn{Poll: []string{}, Fired: []string{}, Ready: []string{}, Steps: []Step{}}
	r.actions = &r.turn.Poll
	r.inTurn = false
}

// finish ends a turn, unless it was only there for a thread.
func (r *reducer) finish() {
	if r.inTurn {
		r.turn.Number = len(r.schedule.Turns) + 1
		r.schedule.Turns = append(r.schedule.Turns, r.turn)
	}
	r.begin()
}

func (r *reducer) does(format string, args ...any) {
	*r.actions = append(*r.actions, fmt.Sprintf(format, args...))
}

func (r *reducer) take(e *trace.Event) {
	switch e.Kind {
	case trace.ReadyPush:
		r.push(e)
	case trace.TimerAdd:
		r.setTimer(e)
	case trace.TimerFire:
		if !r.threads[e.H] {
			r.turn.Fired = append(r.turn.Fired, r.names[e.H])
		}
	case trace.TimerCancel:
		r.does("cancel %s %d", r.names[e.H], r.timers[e.H])
	case trace.HandleCancel:
		r.cancelled(e.H)
	case trace.TickBegin:
		r.snapshot(e)
	case trace.StepBegin:
		r.step(e.H, true)
	case trace.StepEnd:
		r.inStep = false
	case trace.HandleSkip:
		r.step(e.H, false)
	case trace.TickEnd:
		r.finish()
	case trace.JobDeliver:
		r.delivered[e.N] = true
	case trace.Printed:
		r.printed(e)
	}
}

// push notes what joined the queue. A timer that fired is told of apart.
func (r *reducer) push(e *trace.Event) {
	if e.Why == trace.WhyTimer {
		r.queue = append(r.queue, e.H)
		return
	}
	if r.names[e.H] = handleName(e); r.delivered[e.By] {
		r.names[e.H] = "to_thread.done"
	}
	r.queue = append(r.queue, e.H)
	r.does("push %s", r.names[e.H])
}

// handleName is the schedule's name of what was pushed. A task that was woken goes on; one that starts or
// yields takes a step.
func handleName(e *trace.Event) string {
	if e.Task > 0 {
		task := strings.TrimSuffix(e.Label, ".step")
		if e.Why == trace.WhyWakeup {
			return task + ".wakeup"
		}
		return task + ".step"
	}
	return callbackName(e.Label)
}

func callbackName(label string) string {
	if name, ok := known[label]; ok {
		return name
	}
	return "callback"
}

func (r *reducer) setTimer(e *trace.Event) {
	if e.Label == threadSleep {
		r.threads[e.H] = true
		return
	}
	r.names[e.H] = callbackName(e.Label)
	r.timers[e.H] = int64(e.When)
	r.does("timer %s %d", r.names[e.H], int64(e.When))
}

// cancelled notes that a handle in the queue was cancelled; one that has run already makes no difference.
func (r *reducer) cancelled(h int) {
	for _, waiting := range r.queue {
		if waiting == h {
			r.does("cancel %s", r.names[h])
			return
		}
	}
}

// snapshot notes what stands in the queue when a turn's steps begin.
func (r *reducer) snapshot(e *trace.Event) {
	r.turn.Time = int64(e.T)
	for _, h := range r.queue {
		if !r.threads[h] {
			r.turn.Ready = append(r.turn.Ready, r.names[h])
		}
	}
	r.inTurn = len(r.turn.Ready) > 0 || len(r.queue) == 0
}

// step notes that the head of the queue runs, or is skipped.
func (r *reducer) step(h int, runs bool) {
	if len(r.queue) > 0 {
		r.queue = r.queue[1:]
	}
	r.inStep = runs
	r.stopped = r.names[h] == "stop"
	if r.threads[h] {
		return
	}
	step := Step{Skip: r.names[h]}
	if runs {
		step = Step{Run: r.names[h]}
	}
	r.turn.Steps = append(r.turn.Steps, step)
	r.actions = &r.turn.Steps[len(r.turn.Steps)-1].Does
}

// printed notes a line. What is printed outside a step comes from a thread, and has no place in a turn.
func (r *reducer) printed(e *trace.Event) {
	text := e.Extra().Text
	if r.inStep {
		r.does("print %s", text)
		return
	}
	r.schedule.Threads = append(r.schedule.Threads, Print{Time: int64(e.T), Text: text})
}
