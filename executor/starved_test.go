package executor_test

import (
	"context"
	"runtime"
	"testing"
	"testing/synctest"
	"time"

	"github.com/goasyncio/asyncio/executor"
)

// starving returns a pool whose reports go into a record, with the time since now.
func starving(r *record, opts ...executor.Option) *executor.Pool {
	start := time.Now()
	report := func(s executor.Stats) { r.add(time.Since(start).String() + ": " + s.String()) }
	return executor.New(append(opts, executor.OnStarved(30*time.Second, report))...)
}

func TestF2_AStarvedPoolIsReported(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var r record
		p := starving(&r, executor.Workers(32))
		all, g := make(gate), make(gate)
		for range 32 {
			must(t, p, "", func() {
				all.call() // until each has a worker
				// Each needs a call that can never start.
				ended := make(chan struct{})
				_, _ = p.Submit("", func() {}, func(error) { close(ended) })
				select {
				case <-ended:
				case <-g:
				}
			}, nil)
		}
		synctest.Wait()
		all.open()
		time.Sleep(time.Hour)
		expect(t, "reports", r.list(), []string{"30s: executor starved: 32/32 busy, oldest 30s, 32 waiting"})
		g.open()
		shutdown(t, p)
	})
}

// A pool that is loaded and gets on is not starved, nor is one whose calls are slow while nothing waits.
func TestF2_ALoadedPoolIsNotReported(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var r record
		p := starving(&r, executor.Workers(2))
		for range 100 {
			must(t, p, "", func() { time.Sleep(29 * time.Second) }, nil)
		}
		time.Sleep(time.Hour)
		for range 2 {
			must(t, p, "slow", func() { time.Sleep(time.Hour) }, nil)
		}
		time.Sleep(30 * time.Minute)
		must(t, p, "", func() {}, nil).Cancel() // only for a moment does one wait
		time.Sleep(time.Hour)
		expect(t, "reports", r.list(), nil)
		shutdown(t, p)
	})
}

// A starvation is counted from its beginning, reported once, and again after a call has started.
func TestF2_EachStarvationIsReportedOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var r record
		first, second, third := make(gate), make(gate), make(gate)
		p := starving(&r, executor.Workers(1))
		must(t, p, "", first.call, nil)
		time.Sleep(time.Minute)
		must(t, p, "", second.call, nil) // starved since 1m
		time.Sleep(time.Second)
		must(t, p, "", third.call, nil)
		time.Sleep(time.Hour)
		first.open() // at 1h1m1s the second call starts
		time.Sleep(10 * time.Minute)
		second.open()
		time.Sleep(10 * time.Minute)
		expect(t, "reports", r.list(), []string{
			"1m30s: executor starved: 1/1 busy, oldest 1m30s, 2 waiting",
			"1h1m31s: executor starved: 1/1 busy, oldest 30s, 1 waiting",
		})
		third.open()
		shutdown(t, p)
	})
}

// A call that starts puts the report off.
func TestF2_ProgressPutsTheReportOff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var r record
		g := make(gate)
		p := starving(&r, executor.Workers(1))
		must(t, p, "", func() { time.Sleep(20 * time.Second) }, nil)
		must(t, p, "", g.call, nil)
		must(t, p, "", g.call, nil)
		time.Sleep(time.Minute)
		expect(t, "reports", r.list(), []string{"50s: executor starved: 1/1 busy, oldest 30s, 1 waiting"})
		g.open()
		shutdown(t, p)
	})
}

// Who waits for room in the queue waits as well.
func TestF2_BlockedCallsStarveToo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var r record
		g := make(gate)
		p := starving(&r, executor.Workers(1), executor.Queue(0))
		must(t, p, "", g.call, nil)
		go func() { _, _ = p.SubmitWait(context.Background(), "", func() {}, nil) }()
		time.Sleep(time.Minute)
		expect(t, "reports", r.list(), []string{"30s: executor starved: 1/1 busy, oldest 30s, 1 waiting"})
		g.open()
		synctest.Wait()
		shutdown(t, p)
	})
}

// Shutdown waits for a report that is under way, even for one that ends its goroutine.
func TestShutdownWaitsForTheReport(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g, reporting := make(gate), make(gate)
		p := executor.New(executor.Workers(1), executor.OnStarved(time.Second, func(executor.Stats) {
			reporting.call()
			runtime.Goexit()
		}))
		must(t, p, "", g.call, nil)
		must(t, p, "", func() {}, nil)
		time.Sleep(time.Minute)
		g.open()
		ended := false
		go func() {
			shutdown(t, p)
			ended = true
		}()
		synctest.Wait()
		expect(t, "ended while it reports", ended, false)
		reporting.open()
		synctest.Wait()
		expect(t, "ended", ended, true)
	})
}

func TestStatsString(t *testing.T) {
	for _, test := range []struct {
		stats executor.Stats
		want  string
	}{
		{executor.Stats{Limit: 32}, "executor: 0/32 busy, oldest 0s, 0 waiting"},
		{executor.Stats{Workers: 3, Limit: 32, Busy: 2, Oldest: 1234567}, "executor: 2/32 busy, oldest 1ms, 0 waiting"},
		{executor.Stats{Workers: 32, Limit: 32, Busy: 32, Oldest: 30*time.Second + 1}, "executor: 32/32 busy, oldest 30s, 0 waiting"},
		{executor.Stats{Workers: 32, Limit: 32, Busy: 32, Queued: 4, Blocked: 1, Oldest: 30 * time.Second},
			"executor starved: 32/32 busy, oldest 30s, 5 waiting"},
	} {
		expect(t, "String", test.stats.String(), test.want)
	}
}
