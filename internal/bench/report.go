package bench

import (
	"runtime"
	"strings"
)

// intro is what stands above the table.
const intro = `# Benchmarks

The same workloads here, on CPython and on uvloop, in one run. ` + "`make bench`" + ` measures and prints them,
` + "`make bench ARGS=-write`" + ` writes this file. The workloads are in internal/bench: a function in Go, and one of the same name
in Python.

- Date: %s
- Machine: %s
- Here: %s
%s- Rounds: %d%s

In each round a row is measured on all of them, one right after the other, in processes that are begun for the round, since
where their memory happens to lie decides on a tenth of a switch and more. Times are medians; a ratio is the median of the
rounds' ratios, since others use the machine as well, so it is not quite the ratio of the medians.
"raw" is what Go itself takes for what the workload needs at the least. "faster than" is against the fastest Python.
"4x the best" is a goal against that one, and "1.4 of raw" means at most 1.4 times as long. A row without a goal of its own
shall at least not be slower than the fastest Python. Memory is what objects and stacks occupy after a collection, in Python what
the process grew by.

The second table is of the same run, with the time of all processors instead: it counts the work of Go's collector and
scheduler on other processors, but not that of other programs, so it is steadier on a busy machine. %d of %d goals were reached
by time, %d by that of the processors.

`

func goVersion() string { return runtime.Version() }

// versions is a line for each Python.
func versions(parties []Party) string {
	var b strings.Builder
	for _, p := range parties {
		if p.Version != "" {
			b.WriteString("- " + p.Contestant.String() + ": " + p.Version + "\n")
		}
	}
	return b.String()
}

func load() string {
	if Load() == "" {
		return ""
	}
	return "; load of the machine at the end: " + Load()
}
