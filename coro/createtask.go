package coro

import (
	"context"

	"github.com/goasyncio/asyncio/coro/baton"
	"github.com/goasyncio/asyncio/loop"
	"github.com/goasyncio/asyncio/loop/trace"
)

// CreateTask starts a coroutine as a task: its first step runs in the next
// turn of the loop, after what is ready now; with Eager, inside this call. It
// does not suspend, and never returns nil: if the task cannot be made, it has
// failed already, with the reason. The options are Named, In and Eager.
//
// The task sees the values of ctx. If ctx is derived from a coroutine's by
// context.WithCancel and the like, the end of ctx cancels the task, once; so a
// deferred cancel() of such a context ends the tasks that were created with
// it. It stands for asyncio.create_task.
func CreateTask[T any](ctx context.Context, c Coro[T], opts ...TaskOption) *Task[T] {
	return createTask(ctx, c, taskOptionsOf(opts))
}

// Go is CreateTask for a function without a result.
func Go(ctx context.Context, f func(context.Context) error, opts ...TaskOption) *Task[struct{}] {
	o := taskOptionsOf(opts)
	t, m := newTask[struct{}](ctx, o)
	t.body = void(f)
	return t.start(ctx, o, m)
}

func createTask[T any](ctx context.Context, c Coro[T], o *taskOptions) *Task[T] {
	t, m := newTask[T](ctx, o)
	t.body = c
	return t.start(ctx, o, m)
}

// newTask allocates a task. One of a group is together with what the group keeps
// of it, unless it may well have ended before the group hears of it.
func newTask[T any](ctx context.Context, o *taskOptions) (*Task[T], *member) {
	if by := direct(ctx); o.group == nil || by == nil || o.startsEagerly(by.rt) {
		return new(Task[T]), nil
	}
	both := new(struct {
		Task[T]
		member
	})
	return &both.Task, &both.member
}

// start creates the task, or says why not.
func (t *Task[T]) start(ctx context.Context, o *taskOptions, m *member) *Task[T] {
	if err := t.create(ctx, o, m); err != nil {
		return t.refused(ctx, err)
	}
	return t
}

// refused makes t a task that failed without having been one. If nobody asks
// it why, the exception handler of its loop is told.
func (t *Task[T]) refused(ctx context.Context, err error) *Task[T] {
	rt, _, unusable := realmIn(ctx)
	if rt == nil {
		rt = &realm{loop: noLoop}
	}
	t.rt, t.kind = rt, kindTask
	t.extra().denied = true
	t.state, t.err = finished, err
	if !t.named() {
		t.rename("refused")
	}
	if unusable == nil {
		t.seq = rt.nextSeq()
		t.unretrieved()
	}
	return t
}

// denied tells whether the task was refused.
func (t *task) denied() bool {
	x := t.more.Load()
	return x != nil && x.denied
}

// noLoop is the loop of tasks that were refused because there was none.
var noLoop = func() *loop.Loop {
	l := loop.New()
	_ = l.Close()
	return l
}()

// create makes t a task of ctx's loop and schedules its first step.
func (t *task) create(ctx context.Context, o *taskOptions, m *member) error {
	rt, parent, err := realmIn(ctx)
	if t.body.absent() {
		err = nilError("the coroutine")
	}
	if err == nil {
		err = o.err
	}
	if err == nil && o.group != nil {
		err = o.group.admits(rt)
	}
	if err != nil {
		t.rename(o.name)
		return err
	}
	t.setup(rt, ctx, o.name)
	if rt.rec != nil {
		rt.traceTask(t, parent, o)
	}
	if o.startsEagerly(rt) {
		t.startEagerly()
	} else {
		rt.link(t)
		t.ready(trace.WhyStart)
	}
	if o.group != nil {
		o.group.adopt(t, m)
	}
	if deriving(ctx, rt) && !t.Done() {
		t.endWith(ctx)
	}
	return nil
}

// setup is the task's constructor.
func (t *task) setup(rt *realm, ctx context.Context, name string) {
	t.rt, t.kind = rt, kindTask
	if name == "" {
		rt.names++
		t.number = int32(rt.names)
	} else {
		t.rename(name)
	}
	t.seq = rt.nextSeq()
	t.wake.purpose = forTask
	t.values = place(ctx)
}

// place is flatten for a task: those that tasks create share their creators'.
func place(ctx context.Context) *context.Context {
	if c, ok := ctx.(*taskContext); ok {
		return c.values
	}
	values := flatten(ctx)
	return &values
}

// flatten keeps a chain of tasks that each create the next from becoming a
// chain of contexts.
func flatten(ctx context.Context) context.Context {
	switch c := ctx.(type) {
	case *taskContext:
		return *c.values
	case *loopContext:
		return c.Context
	}
	return ctx
}

// deriving tells whether a task's ctx would end before its loop.
func deriving(ctx context.Context, rt *realm) bool {
	switch ctx.(type) {
	case *taskContext, *loopContext:
		return false
	}
	return ctx.Done() != nil && ctx.Done() != rt.loop.Done()
}

// endWith cancels the task once ctx ends.
func (t *task) endWith(ctx context.Context) {
	if ctx.Err() != nil {
		cancelAny(&t.promise, nil)
		return
	}
	stop := t.rt.onEnd(ctx, func() { cancelAny(&t.promise, nil) })
	t.whenDone(forContext, func() { stop() })
}

// startEagerly runs the first step inside the call that creates the task.
func (t *task) startEagerly() {
	rt := t.rt
	if !rt.loop.IsRunning() {
		rt.link(t)
		t.ready(trace.WhyStart)
		return
	}
	rt.link(t)
	var from *baton.Coroutine
	before := rt.current.Load()
	if before != nil {
		from = &before.co
	}
	free := rt.free
	rt.current.Store(t)
	rt.loop.BeginStep((*stepper)(t))
	rt.baton.ResumeFrom(from, &t.co)
	rt.current.Store(before)
	rt.free = free
	rt.loop.TakeOver()
}
