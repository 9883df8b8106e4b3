package coro

import (
	"runtime"
	"slices"

	"github.com/goasyncio/asyncio/loop"
)

// An error that nobody reads is reported to the exception handler: when its
// future or task has become garbage, so that nobody can read it any more, or
// when the loop closes, whichever is first. Under a virtual clock it is always
// at the close, since garbage is collected when it pleases and a virtual run is
// the same every time. What is kept for the report is not the task but its name
// and the error.

// report is an error that nobody has read yet. It stands in the place of that
// error, so that a promise needs no field for it.
type report struct {
	prev, next *report
	seq        uint32
	name       string // of the task, "" of a future
	err        error
	cleanup    runtime.Cleanup
	done       bool
}

func (r *report) Error() string { return r.err.Error() }

type reportList struct{ first, last *report }

// unretrieved notes that p has an error, which p now expects to be read.
func (p *promise) unretrieved() {
	r := &report{seq: p.seq, err: p.err, prev: p.rt.reports.last}
	if p.kind == kindTask {
		r.name = p.task().name()
	}
	if r.prev == nil {
		p.rt.reports.first = r
	} else {
		r.prev.next = r
	}
	p.rt.reports.last = r
	p.err = r
	if !p.rt.loop.Virtual() {
		rt := p.rt
		r.cleanup = runtime.AddCleanup(p, func(r *report) {
			_, _ = rt.loop.CallSoonThreadsafe(func() { rt.tell(r) })
		}, r)
	}
}

// retrieved notes that somebody has read the error.
func (p *promise) retrieved() {
	if r, ok := p.err.(*report); ok {
		p.read(r)
	}
}

func (p *promise) read(r *report) {
	p.err = r.err
	r.cleanup.Stop()
	p.rt.dropReport(r)
}

func (rt *realm) dropReport(r *report) {
	if r.done {
		return
	}
	r.done = true
	if r.prev == nil {
		rt.reports.first = r.next
	} else {
		r.prev.next = r.next
	}
	if r.next == nil {
		rt.reports.last = r.prev
	} else {
		r.next.prev = r.prev
	}
}

// tell reports an error to the exception handler.
func (rt *realm) tell(r *report) {
	if r.done {
		return
	}
	rt.dropReport(r)
	c := loop.ExceptionContext{Message: "Future exception was never retrieved", Err: r.err}
	if r.name != "" {
		c.Message = "Task exception was never retrieved"
		c.Task = named(r.name)
	}
	rt.traceUnretrieved(r)
	rt.loop.CallExceptionHandler(c)
}

// named stands for a task that is gone.
type named string

// String is as that of a task.
func (n named) String() string { return "<Task finished name='" + string(n) + "'>" }

// reportAll tells what nobody has read, in order of creation.
func (rt *realm) reportAll() {
	var all []*report
	for r := rt.reports.first; r != nil; r = r.next {
		all = append(all, r)
	}
	slices.SortFunc(all, func(a, b *report) int { return int(a.seq) - int(b.seq) })
	for _, r := range all {
		r.cleanup.Stop()
		rt.tell(r)
	}
}
