package bench

import (
	"fmt"
	"math"
	"strings"
)

// Contestant is one of those that are compared.
type Contestant int

// The contestants. Raw is not one of them, but what Go itself takes for what
// the workload needs at the least.
const (
	Ours    Contestant = iota
	Raw                // see Row.Raw
	CPython            // the newest that was found
	System             // the python3 of the system, if that is another
	UVLoop             // uvloop
	Best               // the fastest of those three; only goals name it
)

func (c Contestant) String() string {
	return [...]string{"here", "raw", "CPython", "system's Python", "uvloop", "the best"}[c]
}

// Metric is what of a measurement a row shows.
type Metric int

// The metrics: the time of an operation, the bytes that each parked task holds,
// and the most memory of the process, for each.
const (
	Time Metric = iota
	Live
	Peak
)

// Row is a row of the table: a workload with its size.
type Row struct {
	Name   string // what -only matches
	Text   string // what it does; %s stands for the size
	Unit   string // what is one operation
	Work   string
	Size   int
	Small  int    // the size with -quick; 0 for the same
	Raw    string // the workload that is its limit
	RawAt  int    // the size of that; 0 for the same
	Eager  bool
	Pull   bool
	Fresh  bool // in a process of its own
	Once   int  // how often at most, in rounds; 0 for no limit
	Metric Metric
	Goals  []Goal
}

// Goal is a ratio that a row shall reach.
type Goal struct {
	kind    goalKind
	against Contestant
	bound   float64
}

type goalKind int

const (
	faster goalKind = iota // at least bound times as fast
	within                 // at most bound times as long
	allocs                 // at most bound allocations
)

// String is as in the table: "4x the best", "1.4 raw".
func (g Goal) String() string {
	switch g.kind {
	case faster:
		return fmt.Sprintf("%gx %s", g.bound, g.against)
	case within:
		return fmt.Sprintf("%g of %s", g.bound, g.against)
	}
	return fmt.Sprintf("%g allocs", g.bound)
}

func atLeast(bound float64, against Contestant) Goal { return Goal{faster, against, bound} }
func atMost(bound float64, against Contestant) Goal  { return Goal{within, against, bound} }

// noAllocs is the goal of a step.
var noAllocs = Goal{kind: allocs}

// Verdict says whether a goal was reached; Known is false where the contestant
// that it names is not there.
type Verdict struct {
	Goal   Goal
	Ratio  float64
	Met    bool
	Known  bool
	Agains Contestant // who Best was
}

// Score is what was measured of a row.
type Score struct {
	Row    Row
	Rounds map[Contestant][]float64 // a value each, NaN where there is none
	Allocs float64                  // of an operation
}

// Value is the median of a contestant's rounds, NaN if it was not there.
func (s Score) Value(c Contestant) float64 { return median(s.Rounds[c]) }

// Ratio is how many times ours is the contestant's: the median of the rounds'
// ratios.
func (s Score) Ratio(c Contestant) float64 {
	var ratios []float64
	for i, theirs := range s.Rounds[c] {
		if i < len(s.Rounds[Ours]) {
			ratios = append(ratios, s.Rounds[Ours][i]/theirs)
		}
	}
	return median(ratios)
}

// best is the fastest of the Pythons; Best if there is none.
func (s Score) best() Contestant {
	best := Best
	for _, c := range []Contestant{CPython, System, UVLoop} {
		if v := s.Value(c); !math.IsNaN(v) && (best == Best || v < s.Value(best)) {
			best = c
		}
	}
	return best
}

// Verdicts holds the row to its goals.
func (s Score) Verdicts() []Verdict {
	var all []Verdict
	for _, g := range s.Row.Goals {
		all = append(all, s.verdict(g))
	}
	return all
}

func (s Score) verdict(g Goal) Verdict {
	v := Verdict{Goal: g, Agains: g.against}
	if g.kind == allocs {
		v.Ratio, v.Known = s.Allocs, s.Row.Metric == Time && len(s.Rounds[Ours]) > 0
		v.Met = s.Allocs < g.bound+0.01
		return v
	}
	if g.against == Best {
		v.Agains = s.best()
	}
	v.Ratio = s.Ratio(v.Agains)
	if g.kind == faster {
		v.Ratio = 1 / v.Ratio
	}
	v.Known = !math.IsNaN(v.Ratio)
	v.Met = g.kind == faster && v.Ratio >= g.bound || g.kind == within && v.Ratio <= g.bound
	return v
}

// At is the size, which is smaller for a quick look.
func (r Row) At(quick bool) int {
	if quick && r.Small > 0 {
		return r.Small
	}
	return r.Size
}

// Title is the text with the size in it.
func (r Row) Title(quick bool) string {
	return strings.ReplaceAll(r.Text, "%s", thousands(r.At(quick)))
}

// thousands writes 10000 as 10,000.
func thousands(n int) string {
	if n < 1000 {
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("%s,%03d", thousands(n/1000), n%1000)
}
