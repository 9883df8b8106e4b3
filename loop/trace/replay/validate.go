package replay

import (
	"fmt"

	"github.com/goasyncio/asyncio/loop/trace"
)

// Invariant is something that holds in every recording of a correct loop.
type Invariant struct {
	Name string // "head-first"
	Text string // what holds

	whole bool        // it can be checked only if no event was dropped
	check func() rule // makes a check with a memory of its own
}

// A rule looks at an event and at the state before it, and returns what is
// wrong with it, "" if nothing is.
type rule func(e *trace.Event, s *State) string

// Violation is a place where an invariant does not hold.
type Violation struct {
	Invariant string
	N         int
	Text      string
}

// String gives the violation as a line.
func (v Violation) String() string { return fmt.Sprintf("event %d: %s: %s", v.N, v.Invariant, v.Text) }

// mostViolations is how many violations of one invariant are told; the first
// is the one that matters.
const mostViolations = 10

// Invariants lists what [History.Validate] checks.
func Invariants() []Invariant {
	return []Invariant{
		{"numbers-dense", "events are numbered without gaps", false, numbersDense},
		{"time-never-falls", "the clock never goes back", false, timeNeverFalls},
		{"one-open-step", "one step runs at a time; only an eager task's first step stands inside another", true, oneOpenStep},
		{"head-first", "what runs is the head of the ready queue", true, headFirst},
		{"next-turn", "what is pushed in a turn does not run before the next", true, nextTurn},
		{"turn-counts", "turns are numbered without gaps; todo is the length of the ready queue, ran what has left it", true, turnCounts},
		{"timer-order", "timers fire in the order of their deadlines, equal ones in that of their making, and never early", true, timerOrder},
		{"task-life", "a task is created once, runs only then, and is done once", true, taskLife},
		{"await-pending", "what a task waits for is pending, or was cancelled in the same step", true, awaitPending},
		{"future-once", "a future is done once", true, futureOnce},
		{"cause-earlier", "causes are earlier, and lead to the start of the loop", true, causeEarlier},
		{"job-pairs", "a job is submitted, started, ended and delivered in this order, each at most once", true, jobPairs},
		{"callback-order", "done callbacks are called in the order in which they were added", true, callbackOrder},
		{"pending-listed", "the tasks that loop.stop lists are those that are not done", true, pendingListed},
	}
}

// Validate checks a recording against all [Invariants], and returns where it
// breaks them, in order. A recording whose first events were dropped is
// checked only for what can be known.
func (h *History) Validate() []Violation {
	var found []Violation
	invariants := Invariants()
	rules := make([]rule, len(invariants))
	for i := range invariants {
		rules[i] = invariants[i].check()
	}
	told := make([]int, len(invariants))
	c := h.Cursor()
	for e := range h.Rec.Events() {
		s := c.Seek(e.N - 1)
		for i, inv := range invariants {
			if told[i] >= mostViolations || inv.whole && h.Rec.Header.Dropped > 0 {
				continue
			}
			if text := rules[i](e, s); text != "" {
				told[i]++
				found = append(found, Violation{inv.Name, e.N, text})
			}
		}
	}
	return found
}
