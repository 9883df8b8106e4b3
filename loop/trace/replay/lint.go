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

// Lints lists what [History.Lint] looks for, in words of a language.
func Lints(lang Lang) []Lint {
	lints := slices.Clone(allLints)
	for i := range lints {
		say := wordsOf(lang).lints[lints[i].Code]
		lints[i].Title, lints[i].Advice = say.title, say.advice
	}
	return lints
}

var allLints = []Lint{
	{Code: "blocked-loop", find: blockedLoop},
	{Code: "never-awaited", find: neverAwaited},
	{Code: "never-retrieved", find: neverRetrieved},
	{Code: "swallowed-cancel", find: swallowedCancel},
	{Code: "orphan-at-exit", find: orphanAtExit},
	{Code: "sequential-awaits", find: sequentialAwaits},
	{Code: "await-cycle", find: awaitCycle},
	{Code: "timeout-overrun", find: timeoutOverrun},
	{Code: "starving-spin", find: starvingSpin},
	{Code: "unbounded-gather", find: unboundedGather},
	{Code: "late-timer", find: lateTimer},
	{Code: "thread-outlives-cancel", find: threadOutlivesCancel},
	{Code: "lost-sibling-exception", find: lostSiblingException},
}

// Lint looks for all mistakes of [Lints], and returns them in the order of
// their events.
func (h *History) Lint(limits Thresholds) []Finding {
	limits = limits.filled()
	var found []Finding
	for _, lint := range allLints {
		for _, f := range lint.find(h, limits) {
			f.Code = lint.Code
			found = append(found, f)
		}
	}
	slices.SortStableFunc(found, func(a, b Finding) int { return cmp.Compare(a.N, b.N) })
	return found
}
