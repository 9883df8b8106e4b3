package executor_test

import (
	"context"
	"testing"

	"github.com/goasyncio/asyncio/executor"
)

// BenchmarkRoundTrip is a call to an idle worker and its report: what a to_thread costs beside its function.
func BenchmarkRoundTrip(b *testing.B) {
	p := executor.New(executor.Workers(1))
	done := make(chan error)
	report := func(err error) { done <- err }
	b.ReportAllocs()
	for b.Loop() {
		_, _ = p.Submit("load", func() {}, report)
		<-done
	}
	_ = p.Shutdown(context.Background())
}

// BenchmarkQueued is a call among many that wait: queued, taken, run.
func BenchmarkQueued(b *testing.B) {
	for _, bench := range []struct {
		name string
		opts []executor.Option
	}{
		{"plain", nil},
		{"watched", []executor.Option{executor.OnStarved(1e18, func(executor.Stats) {})}},
	} {
		b.Run(bench.name, func(b *testing.B) {
			g := make(gate)
			p := executor.New(append(bench.opts, executor.Workers(1))...)
			_, _ = p.Submit("", g.call, nil)
			b.ReportAllocs()
			for b.Loop() {
				_, _ = p.Submit("load", func() {}, nil)
			}
			b.StopTimer()
			g.open()
			_ = p.Shutdown(context.Background())
		})
	}
}

func BenchmarkSubmitAndCancel(b *testing.B) {
	g := make(gate)
	p := executor.New(executor.Workers(1))
	_, _ = p.Submit("", g.call, nil)
	b.ReportAllocs()
	for b.Loop() {
		job, _ := p.Submit("load", func() {}, nil)
		job.Cancel()
	}
	g.open()
	_ = p.Shutdown(context.Background())
}
