package bench

import (
	"fmt"
	"io"
	"math"
	"strings"
	"text/tabwriter"
	"time"
)

// head is the table's first line; cells gives the others.
var head = []string{"", "here", "raw", "CPython", "system's", "uvloop", "to raw", "faster than", "allocs", "goal"}

// cells is a row as it is printed.
func (s Score) cells(quick bool) []string {
	best, than := s.best(), "-"
	if best != Best {
		than = ratio(1/s.Ratio(best)) + "x " + best.String()
	}
	allocated := "-"
	if s.Row.Metric == Time {
		allocated = short(s.Allocs)
	}
	line := []string{s.Row.Title(quick) + ", per " + s.Row.Unit}
	for _, c := range []Contestant{Ours, Raw, CPython, System, UVLoop} {
		line = append(line, s.amount(s.Value(c)))
	}
	return append(line, ratio(s.Ratio(Raw)), than, allocated, s.goals())
}

func (s Score) goals() string {
	var all []string
	for _, v := range s.Verdicts() {
		all = append(all, v.String())
	}
	return strings.Join(all, "; ")
}

// String is "4x the best: ok", or "4x the best: MISSED, 3.1".
func (v Verdict) String() string {
	switch {
	case !v.Known:
		return v.Goal.String() + ": not measured"
	case v.Met:
		return v.Goal.String() + ": ok"
	}
	return v.Goal.String() + ": MISSED, " + ratio(v.Ratio)
}

// amount prints a time, or bytes.
func (s Score) amount(v float64) string {
	switch {
	case math.IsNaN(v):
		return "-"
	case s.Row.Metric != Time:
		return fmt.Sprintf("%.0f B", v)
	}
	for _, unit := range []struct {
		size float64
		name string
	}{{1, "s"}, {1e-3, "ms"}, {1e-6, "µs"}} {
		if v >= unit.size {
			return short(v/unit.size) + " " + unit.name
		}
	}
	return short(v*1e9) + " ns"
}

// ratio prints a ratio; "-" for none.
func ratio(v float64) string {
	if math.IsNaN(v) {
		return "-"
	}
	return short(v)
}

// short prints three digits.
func short(v float64) string {
	switch {
	case v >= 100:
		return fmt.Sprintf("%.0f", v)
	case v >= 10:
		return fmt.Sprintf("%.1f", v)
	}
	return fmt.Sprintf("%.2f", v)
}

// Print writes the table for a terminal.
func Print(w io.Writer, scores []Score, quick bool) error {
	tab := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(tab, strings.Join(head, "\t"))
	for _, s := range scores {
		fmt.Fprintln(tab, strings.Join(s.cells(quick), "\t"))
	}
	return tab.Flush()
}

// Missed counts goals, and how many were missed.
func Missed(scores []Score) (missed, known int) {
	for _, s := range scores {
		for _, v := range s.Verdicts() {
			if v.Known {
				known++
			}
			if v.Known && !v.Met {
				missed++
			}
		}
	}
	return missed, known
}

// Markdown writes the report: the machine, the versions, the date, the tables.
func Markdown(w io.Writer, c *Comparison, now time.Time) error {
	var b strings.Builder
	scores, cpu := c.Scores(false), c.Scores(true)
	missed, known := Missed(scores)
	missedCPU, _ := Missed(cpu)
	fmt.Fprintf(&b, intro, now.Format(time.DateOnly), Machine(), goVersion(), versions(c.parties), c.rounds(), load(),
		known-missed, known, known-missedCPU)
	b.WriteString("## Time\n\n")
	markdown(&b, scores, c.Quick)
	b.WriteString("\n## Time of processors\n\n")
	markdown(&b, cpu, c.Quick)
	_, err := io.WriteString(w, b.String())
	return err
}

func markdown(b *strings.Builder, scores []Score, quick bool) {
	b.WriteString("| " + strings.Join(head, " | ") + " |\n|---" + strings.Repeat("|---:", len(head)-2) + "|---|\n")
	for _, s := range scores {
		b.WriteString("| " + strings.Join(s.cells(quick), " | ") + " |\n")
	}
}
