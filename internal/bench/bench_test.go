package bench_test

import (
	"testing"

	"github.com/goasyncio/asyncio/internal/bench"
)

// BenchmarkRow is our side of every row, for benchstat: how did a change of the
// library move it? An operation is that of the row.
//
//	go test -run '^$' -bench Row/gather -count 10 ./internal/bench
func BenchmarkRow(b *testing.B) {
	for _, row := range bench.Rows() {
		if row.Metric == bench.Time {
			b.Run(row.Name, func(b *testing.B) { benchmark(b, row) })
		}
	}
}

// A handle of CallSoon that nobody keeps is never made, also in a package like
// this one, which does not import package loop.
func TestCallSoonAllocatesNothing(t *testing.T) {
	const times = 100_000
	m := bench.Run(bench.Request{Work: "soon_batch", Size: 1000, Times: times})
	if m.Missing != "" || m.Allocs > times/100 {
		t.Errorf("%v allocations in %d calls %s", m.Allocs, times, m.Missing)
	}
}

// benchmark runs at least one round of a workload, and reports its own time:
// that leaves out how long it takes to set up.
func benchmark(b *testing.B, row bench.Row) {
	size := row.Small
	if size == 0 {
		size = row.Size
	}
	r := bench.Request{Work: row.Work, Size: size, Eager: row.Eager, Pull: row.Pull}
	r.Times = b.N
	if rest := b.N % size; rest != 0 && !row.Nested() {
		r.Times += size - rest
	}
	m := bench.Run(r)
	if m.Missing != "" {
		b.Fatal(m.Missing)
	}
	b.ReportMetric(m.Seconds/float64(r.Times)*1e9, "ns/op")
	b.ReportMetric(m.Allocs/float64(r.Times), "allocs/op")
}
