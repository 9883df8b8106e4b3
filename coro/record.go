package coro

import (
	"strings"
	"time"

	"github.com/goasyncio/asyncio/loop/trace"
)

// This file writes the package's part of a recording: what the loop, which
// knows no task, cannot tell. Nothing in it runs unless there is a recorder.

func (rt *realm) emit(e *trace.Event) int { return rt.loop.Record(e) }

// stepName is the name of a task's steps, which every step needs. A watchdog may
// ask, too.
func (t *task) stepName() string {
	x := t.extra()
	if name := x.step.Load(); name != nil {
		return *name
	}
	name := t.name() + ".step"
	x.step.Store(&name)
	return name
}

func (rt *realm) traceTask(t *task, parent *task, o *taskOptions) {
	rt.numbers.task++
	t.id = rt.numbers.task
	e := &trace.Event{Kind: trace.TaskNew, Task: t.Number(), Fut: t.fut(), Label: t.name(),
		What: coroName(t.body.code()), Eager: o.startsEagerly(rt), Src: rt.rec.Here()}
	if parent != nil {
		e.Parent = parent.Number()
	}
	if o.group != nil {
		e.ID = int(o.group.id)
	}
	rt.emit(e)
}

// about is what a recording says of a future that is awaited.
type about struct{ what, label string }

func (rt *realm) note(p *promise, what, label string) {
	if rt.about == nil {
		rt.about = make(map[uint32]about)
	}
	rt.about[p.seq] = about{what, label}
}

func (rt *realm) traceFuture(p *promise, what string) {
	rt.note(p, what, "")
	rt.emit(&trace.Event{Kind: trace.FutNew, Fut: p.fut(), What: what})
}

func (rt *realm) traceNap(n *nap, d time.Duration) {
	n.seq = rt.nextSeq()
	n.timer.For(n.fut())
	rt.note(&n.promise, "sleep", "Sleep("+d.String()+")")
	rt.emit(&trace.Event{Kind: trace.FutNew, Fut: n.fut(), What: "sleep", Label: "Sleep(" + d.String() + ")"})
}

func (rt *realm) traceGather(g *gathering) {
	p := g.outer
	rt.note(p, "gather", "")
	more := &trace.More{}
	for c := range g.all {
		more.Children = append(more.Children, c.fut())
	}
	rt.emit(&trace.Event{Kind: trace.FutNew, Fut: p.fut(), What: "gather", More: more})
}

// fut is a promise's number among the futures of a recording.
func (p *promise) fut() int { return int(p.seq) }

var states = [...]trace.State{trace.StateNone, trace.StateResult, trace.StateCancelled}

func (rt *realm) traceDone(p *promise) {
	e := &trace.Event{Kind: trace.FutDone, Fut: p.fut(), State: states[p.state]}
	if p.kind == kindTask {
		e.Kind, e.Task = trace.TaskDone, p.task().Number()
	}
	if p.state == finished && p.err != nil {
		e.State = trace.StateException
		e.More = &trace.More{Exc: safeError(p.err)}
	}
	if p.kind == kindTask && e.State == trace.StateResult {
		if v := p.task().body.shown(p.task()); v != "" && v != "result={}" { // a struct{} says nothing
			e.More = &trace.More{Val: strings.TrimPrefix(v, "result=")}
		}
	}
	if p.kind != kindTask {
		delete(rt.about, p.seq)
	}
	rt.emit(e)
}

func (rt *realm) traceCallback(kind trace.Kind, p *promise, n *callback) {
	e := &trace.Event{Kind: kind, Fut: p.fut(), Label: n.label(rt)}
	if n.purpose == forTask {
		e.Task = n.task().Number()
	}
	rt.emit(e)
}

func (rt *realm) traceName(t *task) {
	t.extra().step.Store(nil)
	rt.emit(&trace.Event{Kind: trace.TaskName, Task: t.Number(), Label: t.name()})
}

func (rt *realm) traceCancelRequest(t *task, msg *string) {
	more := &trace.More{Count: int(t.cancels)}
	if msg != nil {
		more.Msg, more.HasMsg = *msg, true
	}
	rt.emit(&trace.Event{Kind: trace.CancelRequest, Task: t.Number(), More: more})
}

func (rt *realm) traceCancel(kind trace.Kind, t *task) {
	rt.emit(&trace.Event{Kind: kind, Task: t.Number(), More: &trace.More{Count: int(t.cancels)}})
}

// coroName is what to call a coroutine: the function whose code it is, without
// its package and without the numbers of closures.
func coroName(f any) string {
	parts := strings.Split(strings.TrimSuffix(strings.ReplaceAll(nameOf(f), "[...]", ""), "-fm"), ".")
	for i := len(parts) - 1; i > 0; i-- {
		if p := strings.TrimLeft(strings.TrimPrefix(parts[i], "func"), "0123456789"); p != "" {
			return parts[i]
		}
	}
	return parts[0]
}

// traceAwait is the end of a step that suspends.
func (rt *realm) traceAwait(t *task, on *promise) {
	e := trace.Event{Task: t.Number(), Out: trace.OutYield}
	if on != nil {
		rt.describeAwait(&e, on)
	}
	rt.loop.RecordEnd((*stepper)(t), &e)
}

func (rt *realm) describeAwait(e *trace.Event, on *promise) {
	e.Out, e.Fut = trace.OutAwait, on.fut()
	e.What, e.Label = rt.about[on.seq].what, rt.about[on.seq].label
	if on.kind == kindTask {
		e.What, e.Label = "task", on.task().name()
	}
	if stack := rt.rec.Stack(); len(stack) > 0 {
		e.More = &trace.More{Stack: stack}
	}
}

func (rt *realm) newScope() int32 {
	rt.numbers.scope++
	return rt.numbers.scope
}

func (rt *realm) traceScope(kind trace.Kind, s *TimeoutScope) {
	if s.id == 0 {
		s.id = rt.newScope()
	}
	rt.emit(&trace.Event{Kind: kind, ID: int(s.id), Task: s.task.Number(), When: s.when})
}

func (rt *realm) traceGroup(kind trace.Kind, g *TaskGroup, tasks []*task) {
	if g.id == 0 {
		g.id = rt.newScope()
	}
	e := &trace.Event{Kind: kind, ID: int(g.id), Task: g.parent.Number()}
	if len(tasks) > 0 {
		e.More = &trace.More{}
		for _, t := range tasks {
			e.More.Children = append(e.More.Children, t.Number())
		}
	}
	rt.emit(e)
}

func (rt *realm) traceShield(kind trace.Kind, outer *promise) {
	e := &trace.Event{Kind: kind, Fut: outer.fut()}
	if t := rt.current.Load(); t != nil {
		e.Task = t.Number()
	}
	rt.emit(e)
}

func (rt *realm) traceUnretrieved(r *report) {
	if rt.rec != nil {
		rt.emit(&trace.Event{Kind: trace.ExcUnretrieved, Label: r.name, More: &trace.More{Exc: safeError(r.err)}})
	}
}
