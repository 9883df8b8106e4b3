package executor_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"runtime/pprof"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/goasyncio/asyncio/executor"
)

func TestNewStartsNothing(t *testing.T) {
	before := runtime.NumGoroutine()
	p := executor.New()
	if n := runtime.NumGoroutine(); n > before { // fewer, if one of an earlier test was still ending
		t.Errorf("%d goroutines, %d before", n, before)
	}
	// ThreadPoolExecutor's default
	expect(t, "Stats", p.Stats(), executor.Stats{Limit: min(32, runtime.NumCPU()+4)})
	shutdown(t, p)
}

func TestAPoolMustHaveWorkers(t *testing.T) {
	for _, n := range []int{0, -1} {
		func() {
			defer func() {
				text := fmt.Sprint(recover())
				expect(t, "panic says why: "+text, strings.Contains(text, "at least one worker"), true)
			}()
			executor.Workers(n)
		}()
	}
}

// test_idle_thread_reuse, test_saturation (Lib/test/test_concurrent_futures/test_thread_pool.py)
func TestWorkersAreStartedWhenNoneIsFree(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := executor.New(executor.Workers(3))
		for range 5 {
			must(t, p, "", func() {}, nil)
			synctest.Wait()
		}
		expect(t, "one after the other", p.Stats(), executor.Stats{Workers: 1, Limit: 3})

		g := make(gate)
		for range 2 {
			must(t, p, "", g.call, nil)
		}
		synctest.Wait()
		expect(t, "two at a time", p.Stats(), executor.Stats{Workers: 2, Limit: 3, Busy: 2})

		for range 100 {
			must(t, p, "", g.call, nil)
		}
		synctest.Wait()
		expect(t, "more than the limit", p.Stats(), executor.Stats{Workers: 3, Limit: 3, Busy: 3, Queued: 99})
		g.open()
		synctest.Wait()
		expect(t, "all free", p.Stats(), executor.Stats{Workers: 3, Limit: 3})
		shutdown(t, p)
	})
}

// A worker that was started and has not yet got to its job counts as free when that job is cancelled.
func TestWorkersThatJustStartedAreFree(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := executor.New(executor.Workers(100))
		for range 50 {
			must(t, p, "", func() {}, nil).Cancel()
		}
		if n := p.Stats().Workers; n > 2 {
			t.Errorf("%d workers for calls of which only one could be queued at a time", n)
		}
		shutdown(t, p)
	})
}

func TestH7_OneWorkerStartsCallsInOrder(t *testing.T) {
	var r record
	var want []string
	p := executor.New(executor.Workers(1))
	for i := range 200 {
		name := fmt.Sprint(i)
		must(t, p, name, func() { r.add(name + " starts") }, r.done(name))
		want = append(want, name+" starts", name+" ended")
	}
	shutdown(t, p)
	expect(t, "events", r.list(), want)
}

func TestH7_ManyWorkersStartCallsInOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const n = 60
		var r record
		var want []string
		gates := make([]gate, n)
		p := executor.New(executor.Workers(4))
		for i := range n {
			name := fmt.Sprint(i)
			want = append(want, name)
			gates[i] = make(gate)
			must(t, p, name, func() { r.add(name); gates[i].call() }, nil)
			if i < 4 {
				synctest.Wait() // the first four start at the same time otherwise
			}
		}
		for _, g := range gates {
			g.open()
			synctest.Wait()
		}
		expect(t, "starts", r.list(), want)
		shutdown(t, p)
	})
}

func TestSubmitOfNothing(t *testing.T) {
	p := executor.New()
	_, err := p.Submit("nothing", nil, nil)
	expect(t, "Submit", errors.Is(err, executor.ErrNilFunc), true)
	_, err = p.SubmitWait(context.Background(), "nothing", nil, nil)
	expect(t, "SubmitWait", errors.Is(err, executor.ErrNilFunc), true)
	expect(t, "workers", p.Stats().Workers, 0)
	shutdown(t, p)
}

func namedCall() {}

func TestNamesAndStates(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := make(gate)
		p := executor.New(executor.Workers(1))
		jobs := []*executor.Job{
			must(t, p, "first", func() {}, nil),
			must(t, p, "", g.call, nil),
			must(t, p, "", namedCall, nil),
			must(t, p, "", func() {}, nil),
		}
		synctest.Wait()
		jobs[3].Cancel()
		var got []string
		for _, j := range jobs {
			got = append(got, j.String())
		}
		expect(t, "String", got, []string{
			"<Job finished name='first'>",
			"<Job running name='executor_test.gate.call-fm'>",
			"<Job queued name='executor_test.namedCall'>",
			"<Job cancelled name='executor_test.TestNamesAndStates.func1.2'>",
		})
		expect(t, "Name", jobs[2].Name(), "executor_test.namedCall")
		g.open()
		shutdown(t, p)
	})
}

// Profiles tell the workers apart, and a worker does not carry the labels of who submitted its first call.
func TestWorkersHaveLabels(t *testing.T) {
	var profile strings.Builder
	p := executor.New(executor.Name("db"))
	pprof.Do(context.Background(), pprof.Labels("request", "secret"), func(context.Context) {
		must(t, p, "", func() { _ = pprof.Lookup("goroutine").WriteTo(&profile, 1) }, nil)
	})
	shutdown(t, p)
	lines := slices.DeleteFunc(strings.Split(profile.String(), "\n"), func(line string) bool {
		return !strings.HasPrefix(line, "# labels:") || !strings.Contains(line, "db_0")
	})
	expect(t, "labels", lines, []string{`# labels: {"worker":"db_0"}`})
}

// The functions may use the pool: it does not hold its lock while it calls them.
func TestCallsMayUseThePool(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var r record
		p := executor.New(executor.Workers(1))
		must(t, p, "outer", func() {
			inner := must(t, p, "inner", func() {}, func(err error) {
				r.done("inner")(err)
				expect(t, "Stats", p.Stats().Busy, 1)
			})
			expect(t, "Cancel", inner.Cancel(), true)
		}, func(err error) {
			r.done("outer")(err)
			must(t, p, "next", func() {}, r.done("next"))
			must(t, p, "last", func() {}, r.done("last"))
			p.CancelQueued()
		})
		synctest.Wait()
		shutdown(t, p)
		expect(t, "events", r.list(), []string{
			"inner: executor: the call was cancelled before it started",
			"outer ended",
			"next: executor: the call was cancelled before it started",
			"last: executor: the call was cancelled before it started",
		})
	})
}

// Whoever keeps a finished job does not keep what its functions hold.
func TestAFinishedJobHoldsNothing(t *testing.T) {
	collected := make(chan string, 2)
	hold := func(name string) func() {
		big := new([1 << 16]byte)
		runtime.AddCleanup(big, func(name string) { collected <- name }, name)
		return func() { big[0]++ }
	}
	p := executor.New(executor.Workers(1))
	g := make(gate)
	blocker := must(t, p, "", g.call, nil)
	jobs := []*executor.Job{must(t, p, "", hold("run"), nil), must(t, p, "", hold("cancelled"), nil)}
	jobs[1].Cancel()
	g.open()
	shutdown(t, p)
	var got []string
	for deadline := time.Now().Add(5 * time.Second); len(got) < 2 && time.Now().Before(deadline); {
		runtime.GC()
		select {
		case name := <-collected:
			got = append(got, name)
		case <-time.After(time.Millisecond):
		}
	}
	slices.Sort(got)
	expect(t, "collected", got, []string{"cancelled", "run"})
	runtime.KeepAlive(append(jobs, blocker))
}

// TestEveryCallIsReportedOnce lets many goroutines submit calls that end in every way, and cancel some of them.
func TestEveryCallIsReportedOnce(t *testing.T) {
	everyCallIsReportedOnce(t, 16, 200)
}

func everyCallIsReportedOnce(t *testing.T, goroutines, calls int) {
	ways := []func(){func() {}, func() { panic("x") }, runtime.Goexit, runtime.Gosched}
	p := executor.New(executor.Workers(4), executor.Queue(8), executor.OnStarved(time.Microsecond, func(executor.Stats) {}))
	var submitters sync.WaitGroup
	reports := make([][]int, goroutines) // how often each call was reported
	var mu sync.Mutex
	for g := range goroutines {
		reports[g] = make([]int, calls)
		submitters.Go(func() {
			for i := range calls {
				ctx, cancel := context.WithTimeout(context.Background(), 50*time.Microsecond)
				done := func(error) { mu.Lock(); reports[g][i]++; mu.Unlock() }
				job, err := p.SubmitWait(ctx, "", ways[(g+i)%len(ways)], done)
				if cancel(); err != nil {
					done(err)
				} else if i%3 == 0 {
					job.Cancel()
				}
				if i%50 == 0 {
					p.CancelQueued()
				}
			}
		})
	}
	submitters.Wait()
	shutdown(t, p)
	for g := range reports {
		for i, n := range reports[g] {
			if n != 1 {
				t.Errorf("call %d of goroutine %d was reported %d times", i, g, n)
			}
		}
	}
}
