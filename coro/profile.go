package coro

import (
	"context"
	"runtime/pprof"
	rtrace "runtime/trace"
)

// Profile makes Go's own tools see tasks. Profiles of goroutines and of the CPU
// carry the labels asyncio.task, the task's name, and asyncio.coro, its
// coroutine's function. While runtime/trace records, each task is a task there,
// named after its function, with a region for each step and a line in the log
// for what it awaits. It costs some microseconds a task, and nothing if it is
// not given.
func Profile() RunOption { return func(o *runOptions) { o.profile = true } }

// profile is what Go's tools are told of the tasks that have begun.
type profile map[*task]*profiled

type profiled struct {
	ctx    context.Context
	task   *rtrace.Task
	region *rtrace.Region
}

// begin is called on a task's goroutine before its coroutine runs.
func (p profile) begin(t *task) {
	name := coroName(t.body.code())
	labels := pprof.Labels("asyncio.task", t.name(), "asyncio.coro", name)
	q := &profiled{ctx: pprof.WithLabels(context.Background(), labels)}
	pprof.SetGoroutineLabels(q.ctx)
	if rtrace.IsEnabled() {
		q.ctx, q.task = rtrace.NewTask(q.ctx, name)
	}
	p[t] = q
	p.resume(t)
}

// resume is called on it at the begin of each step, pause at the end.
func (p profile) resume(t *task) {
	if q := p[t]; q != nil && rtrace.IsEnabled() {
		q.region = rtrace.StartRegion(q.ctx, "step")
	}
}

func (p profile) pause(t *task, on *promise) {
	q := p[t]
	if q == nil || q.region == nil {
		return
	}
	if on != nil {
		rtrace.Log(q.ctx, "asyncio", "await "+on.short())
	}
	q.region.End()
	q.region = nil
}

// end is called on it when the coroutine has ended; the goroutine may carry
// another one next.
func (p profile) end(t *task) {
	q := p[t]
	if q == nil {
		return
	}
	p.pause(t, nil)
	if q.task != nil {
		q.task.End()
	}
	pprof.SetGoroutineLabels(context.Background())
	delete(p, t)
}
