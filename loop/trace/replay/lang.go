package replay

import (
	"fmt"
	"strings"

	"github.com/goasyncio/asyncio/loop/trace"
)

// Lang is a language in which a [History] says what happened.
type Lang string

// The languages. Whatever is not Chinese is English.
const (
	English Lang = "en"
	Chinese Lang = "zh" // simplified
)

// In gives the same history in another language: its sentences, reasons,
// findings, schedules and pictures for a terminal. Names, states and times stay
// as they are; so do [History.Validate] and what is made for other programs.
func (h *History) In(lang Lang) *History {
	other := *h
	other.say = wordsOf(lang)
	return &other
}

func wordsOf(lang Lang) *words {
	if lang == Chinese {
		return &chinese
	}
	return &english
}

// words is all that is said in one language. A format takes names, times and
// numbers in the same order in every language, whatever order it shows them in; a test holds
// the languages together, and another one the page's words to these.
type words struct {
	loopStarts, loopStops, loopStopsWith, turnBegins, turnOver string
	pollNow, pollThread, pollForever, poll, clock, joins       string
	handle, timer, timerLabel, job, jobLabel, group, callback  string
	handleCancelled, handleSkipped                             string
	timerSet, timerFires, timerLate, timerCancelled            string
	runs, called, startsBy, starts, again, wakes, wakesFor     string
	runsFor, waitCancelled, waitFailed, waitOver               string
	created, creates, named, done, errorIs, resultIs           string
	futureBegins, futureRead, willCall, wontCall               string
	cancelAsked, cancelComes, cancelCaught, uncancel           string
	groupOpens, groupAborts, groupLeaves                       string
	mayTake, mayNowTake, timeUp, leavesTimeout, shields        string
	syncWait, syncHas, syncReleases, syncPuts, syncTakes       string
	jobHanded, jobStarts, jobEnds, jobComes                    string
	unretrieved, unawaited, prints, thread                     string

	outcomes outcomes
	reasons  reasons
	states   states
	why      whyWords
	lints    map[string]lintWords
	found    findings
	lists    scheduleWords

	handles, turns, tasks, moreTasks, callbacks counted
	comma, and                                  string
}

// outcomes are the ends of a step.
type outcomes struct {
	await, yield, returns, raise, cancelled, over string
}

// reasons are what makes a handle ready.
type reasons struct {
	start, wakeup, timer, callSoon, threadsafe, doneCb, cancel, yield, other string
}

// states are those of tasks, futures and jobs.
type states struct {
	fresh, ready, running, waiting, result, exception, cancelled string
	jobQueued, jobRunning, jobEnded                              string
}

// whyWords tell why something happens, or does not.
type whyWords struct {
	because, earliest, unborn, cycle, done, waits, running, next, queued string
	timerEnds, job, unknown, other, children, more, timeout              string
}

// lintWords say what a lint is about.
type lintWords struct{ title, advice string }

// findings are what lints find.
type findings struct {
	blocked, late, meanwhile, overrun, spin, crowd, created, swallowed, orphan, thread, lost string
	waitsFor, noWake, stuck, others, tasksInARow, callsInARow                                string
}

// scheduleWords are those of the schedule, the comparison and the picture.
type scheduleWords struct {
	turn, ready, creates, prints, setsTimer, asksCancel, receives, catches, hands string
	wakes, schedules, opens, leaves, enters, moves, leavesTimeout                 string
	waitsFor, fails, returns, atOnce, untilCall, untilConnection, forTimer        string
	notDone, totals, legend, andMore                                              string
	diffTurns, diffSteps, diffTasks, diffTime, diffLate, same, first, ends, side  string
	fateNot, fateDone, fateFailed, fateCancelled                                  string
}

// counted says how many there are: one, or more.
type counted struct{ one, more string }

func (c counted) n(n int) string {
	if n == 1 {
		return fmt.Sprintf(c.one, n)
	}
	return fmt.Sprintf(c.more, n)
}

// list puts names in a row: "a, b and c".
func (w *words) list(names []string) string {
	n := len(names)
	if n < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:n-1], w.comma) + w.and + names[n-1]
}

// state is a state of a task or a future, or an end of theirs.
func (w *words) state(s Status) string {
	switch s {
	case StatusNew:
		return w.states.fresh
	case StatusReady:
		return w.states.ready
	case StatusRunning:
		return w.states.running
	case StatusWaiting:
		return w.states.waiting
	case StatusResult:
		return w.states.result
	case StatusException:
		return w.states.exception
	case StatusCancelled:
		return w.states.cancelled
	}
	return string(s)
}

// jobState is a state of a call in a worker thread.
func (w *words) jobState(state string) string {
	switch state {
	case "queued":
		return w.states.jobQueued
	case "running":
		return w.states.jobRunning
	case "ended":
		return w.states.jobEnded
	}
	return state
}

// end tells how a task or a future ended, "" if that is not recorded.
func (w *words) end(e *trace.Event) string { return w.state(Status(e.State.String())) }
