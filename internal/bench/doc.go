// Package bench measures this library against asyncio: the same workloads run
// here, on CPython and on uvloop, and beside them the raw limits of Go itself,
// such as a round trip over an unbuffered channel. The command is
// internal/bench/compare; `make bench` runs it.
//
// A workload is a function here (work_*.go) and one of the same name in
// bench.py. It does a number of operations, and its time is divided by that. A
// row of the table ([Rows]) is a workload with a size, and the goals that it is
// held to.
//
// Every contestant is a process that serves workloads (serve.go, and the end of
// bench.py), so that one start serves many; each round has processes of its own,
// since where their memory happens to lie decides on a tenth and more of the time
// of a switch, and what measures memory gets a fresh one. In each round every row
// is measured on every contestant, one right after the other, and a ratio is the
// median of the rounds' ratios: on a machine that others use as well, times of
// different rounds cannot be compared.
package bench
