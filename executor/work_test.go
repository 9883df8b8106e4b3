package executor_test

import (
	"context"
	"errors"
	"runtime"
	"testing"
	"testing/synctest"

	"github.com/goasyncio/asyncio/executor"
)

// work is a call as an object. It uses its pool wherever it may.
type work struct {
	job  executor.Job
	pool *executor.Pool
	name string
	run  func()
	r    *record
}

func (w *work) Run() {
	w.r.add(w.name + " starts")
	w.run()
}

func (w *work) Ended(err error) {
	w.r.done(w.name)(err)
	_ = w.pool.Stats()
}

func (w *work) Name() string {
	_ = w.pool.Stats()
	return w.name
}

// A call that is an object has its place among the others, and ends as they do.
func TestSubmitWork(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var r record
		g := make(gate)
		p := executor.New(executor.Workers(1), executor.Queue(5))
		submit := func(name string, run func()) *work {
			w := &work{pool: p, name: name, run: run, r: &r}
			if err := p.SubmitWork(&w.job, w); err != nil {
				r.add(name + " is refused: " + err.Error())
			}
			return w
		}
		busy := submit("busy", g.call)
		synctest.Wait()
		must(t, p, "function", func() { r.add("function starts") }, r.done("function"))
		submit("goexit", runtime.Goexit)
		waits := submit("cancelled", func() {})
		expect(t, "Cancel", waits.job.Cancel(), true)
		submit("a", func() {})
		submit("b", func() {})
		submit("c", func() {})
		submit("d", func() {})
		expect(t, "String", busy.job.String(), "<Job running name='busy'>")
		expect(t, "Name", waits.job.Name(), "cancelled")
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		var stuck *executor.StuckError
		if !errors.As(p.Shutdown(ctx), &stuck) || stuck.Calls[0].Name != "busy" {
			t.Errorf("stuck is %v", stuck)
		}
		submit("late", func() {})
		g.open()
		shutdown(t, p)
		expect(t, "events", r.list(), []string{"busy starts", "cancelled: " + executor.ErrCancelled.Error(),
			"d is refused: " + executor.ErrOverloaded.Error(), "late is refused: " + executor.ErrShutdown.Error(),
			"busy ended", "function starts", "function ended", "goexit starts", "goexit: " + executor.ErrGoexit.Error(),
			"a starts", "a ended", "b starts", "b ended", "c starts", "c ended"})
		expect(t, "String", busy.job.String(), "<Job finished name='busy'>")
	})
}

func TestWorkThatPanics(t *testing.T) {
	var r record
	p := executor.New()
	w := &work{pool: p, name: "a", run: func() { panic("boom") }, r: &r}
	if err := p.SubmitWork(&w.job, w); err != nil {
		t.Fatal(err)
	}
	shutdown(t, p)
	expect(t, "events", len(r.list()), 2)
}

// The pool adds nothing to what the caller allocates.
func TestSubmitWorkAllocatesNothing(t *testing.T) {
	p, ended := executor.New(executor.Workers(1)), make(chan error)
	const calls = 100
	jobs := make([]quiet, calls+1)
	n := testing.AllocsPerRun(calls, func() {
		w := &jobs[0]
		jobs, w.ended = jobs[1:], ended
		_ = p.SubmitWork(&w.job, w)
		<-ended
	})
	expect(t, "allocations", n, 0)
	shutdown(t, p)
}

type quiet struct {
	job   executor.Job
	ended chan error
}

func (*quiet) Run()              {}
func (q *quiet) Ended(err error) { q.ended <- err }
func (*quiet) Name() string      { return "quiet" }
