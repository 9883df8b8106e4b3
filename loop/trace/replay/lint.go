package replay

import (
	"cmp"
	"slices"
	"time"
)

// Lint is a mistake that a recording can show: one that a program made, not
// the loop.
type Lint struct {
	Code   string // "blocked-loop"
	Title  string // what is wrong, in a few words
	Advice string // what to do about it

	find func(*History, Thresholds) []Finding
}

// Finding is a place where a program made the mistake of a [Lint].
type Finding struct {
	Code string
	N    int    // the event at which it shows
	Text string // what happened, with names and times
	Refs []int  // other events that belong to it
}

// Thresholds say from when on something counts as a mistake. A field that is
// 0 has its default.
type Thresholds struct {
	SlowStep time.Duration // a step at least so long blocks the loop: 100 ms, as in CPython
	Late     time.Duration // a timer at least so late is late: 50 ms
	Spin     int           // so many idle turns in a row are spinning: 3
	Crowd    int           // more tasks at once than this are a crowd: 100
}

func (t Thresholds) filled() Thresholds {
	t.SlowStep = cmp.Or(t.SlowStep, 100*time.Millisecond)
	t.Late = cmp.Or(t.Late, 50*time.Millisecond)
	t.Spin = cmp.Or(t.Spin, 3)
	t.Crowd = cmp.Or(t.Crowd, 100)
	return t
}

// Lints lists what [History.Lint] looks for.
func Lints() []Lint {
	return []Lint{
		{"blocked-loop", "a step held up all others", "do blocking or long work with ToThread, or await in between", blockedLoop},
		{"never-awaited", "a coroutine was made but never awaited", "await it, or give it to CreateTask", neverAwaited},
		{"never-retrieved", "nobody looked at a task's error", "await the task, or ask for its result", neverRetrieved},
		{"swallowed-cancel", "a task was cancelled and went on", "return the cancellation after cleaning up", swallowedCancel},
		{"orphan-at-exit", "a task was still running when main ended", "await it, or start it in a TaskGroup", orphanAtExit},
		{"sequential-awaits", "things that could run together ran one after the other", "start them all, then wait: Gather or a TaskGroup", sequentialAwaits},
		{"await-cycle", "tasks wait for each other, or for nothing that will come", "find the one that should not wait", awaitCycle},
		{"timeout-overrun", "a deadline passed while a step ran", "a timeout only acts at an await: split the step, or use ToThread", timeoutOverrun},
		{"starving-spin", "a task takes turn after turn without doing anything", "wait for an Event or a Future instead of yielding in a loop", starvingSpin},
		{"unbounded-gather", "very many tasks were started at once", "limit them with a Semaphore or a Queue of workers", unboundedGather},
		{"late-timer", "a timer fired long after its deadline", "look for the step that ran meanwhile", lateTimer},
		{"thread-outlives-cancel", "a worker thread went on after its caller had been cancelled", "let the function look at its ctx", threadOutlivesCancel},
		{"lost-sibling-exception", "gather returned one error; another was lost", "use GatherResults or a TaskGroup to see all errors", lostSiblingException},
	}
}

// Lint looks for all mistakes of [Lints], and returns them in the order of
// their events.
func (h *History) Lint(limits Thresholds) []Finding {
	limits = limits.filled()
	var found []Finding
	for _, lint := range Lints() {
		for _, f := range lint.find(h, limits) {
			f.Code = lint.Code
			found = append(found, f)
		}
	}
	slices.SortStableFunc(found, func(a, b Finding) int { return cmp.Compare(a.N, b.N) })
	return found
}
