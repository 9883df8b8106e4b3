package coro

import (
	"context"
	"errors"

	"github.com/goasyncio/asyncio/loop"
	"github.com/goasyncio/asyncio/loop/trace"
)

// TaskGroup holds tasks together: asyncio.TaskGroup. The zero value is ready
// for one Do. Tasks are created in it by Go, and by CreateTask with the option
// In. Do ends when the body and all tasks have.
//
// State: new -> entered (Do) -> exiting (the body has ended) -> finished (and
// no task is left). Aborting, from the first failure on: whoever is left is
// cancelled, and nobody is admitted.
type TaskGroup struct {
	entered   bool
	exiting   bool
	aborting  bool
	cancelled bool // Cancel was called
	asked     bool // the parent was cancelled by this group
	rt        *realm
	parent    *task
	ctx       context.Context // what Do waits under
	first     *member
	last      *member
	options   taskOptions // of a task without others
	size      int
	errs      []error
	before    int   // Cancelling of the parent at the beginning
	outer     error // the cancellation that goes on to the caller
	late      error // the last one that only interrupted the wait
	completed *Future[struct{}]
	id        int32
}

// member is a task of the group, in a list in order of creation.
type member struct {
	count
	task       *task
	group      *TaskGroup
	prev, next *member
}

const groupMessage = "unhandled errors in a TaskGroup"

// Do runs the body and waits for the tasks of the group. When the body or a
// task fails, the tasks that are left are cancelled, and so is what the body
// awaits; the errors are returned together, as a *GroupError, when all have
// ended. A cancelled task is no failure. If the caller is cancelled, so are the
// tasks, and the error is that cancellation, unless something failed too. A
// panic of the body goes on when the tasks have ended. It stands for
// `async with TaskGroup() as group:`.
func (g *TaskGroup) Do(ctx context.Context, body func(context.Context) error) error {
	if body == nil {
		return nilError("the body")
	}
	if err := g.enter(ctx); err != nil {
		return err
	}
	defer func() {
		if !g.exiting { // the body panics, or ends its goroutine
			_ = g.exit(errUnwinding)
		}
		if g.first != nil { // the loop closes
			g.letGo()
		}
	}()
	return g.exit(body(ctx))
}

// errUnwinding stands for a panic or Goexit on its way through Do.
var errUnwinding = errors.New("unwinding")

func (g *TaskGroup) enter(ctx context.Context) error {
	t, err := holder(ctx)
	if err != nil {
		return err
	}
	if g.entered {
		return misuse("%s has already been entered: use a new group for each Do", g)
	}
	g.rt, g.parent, g.ctx, g.entered, g.before = t.rt, t, ctx, true, t.Cancelling()
	if g.rt.rec != nil {
		g.rt.traceGroup(trace.GroupEnter, g, nil)
	}
	if g.cancelled {
		g.stop()
	}
	return nil
}

// exit is the end of Do. The caller's error is the body's. Whoever waits here has
// this frame on its stack: so what need not be in it lies apart.
func (g *TaskGroup) exit(err error) error {
	g.ending(err)
	for g.first != nil {
		g.completed = newFuture[struct{}](g.rt, "group")
		interrupted := g.completed.await(g.ctx)
		g.completed = nil
		if interrupted == nil {
			continue
		}
		if closed := g.interrupted(interrupted); closed != nil {
			return closed
		}
	}
	return g.end(err)
}

// ending is the beginning of exit.
//
//go:noinline
func (g *TaskGroup) ending(err error) {
	g.exiting = true
	if isCancelled(err) {
		g.outer = err
	}
	if err != nil && !g.aborting {
		g.abort()
	}
}

// interrupted is told what ended the wait before its time. A first cancellation
// makes the group abort, and goes on to the caller; later ones only interrupt. If
// the loop closes, there is nothing to wait for: then it returns the error.
//
//go:noinline
func (g *TaskGroup) interrupted(err error) (closed error) {
	if endedContext(err) {
		g.ctx = (*taskContext)(g.parent) // it reacts to such a context once
	}
	switch {
	case !isCancelled(err) && !endedContext(err):
		g.traceExit()
		return err
	case !g.aborting:
		g.outer = err
		g.abort()
	case isCancelled(err):
		g.late = err
	}
	return nil
}

// end is the rest of exit.
func (g *TaskGroup) end(err error) error {
	g.ctx = nil
	g.traceExit()
	if err == errUnwinding {
		g.reportLost()
		return nil
	}
	outer := g.balance(g.outer)
	if outer != nil && len(g.errs) == 0 {
		return outer
	}
	if err != nil && !isCancelled(err) {
		g.errs = append(g.errs, err)
	}
	return g.result()
}

func (g *TaskGroup) traceExit() {
	if g.rt.rec != nil {
		g.rt.traceGroup(trace.GroupExit, g, nil)
	}
}

// reportLost tells the exception handler what the tasks failed with, when the
// panic or Goexit that goes on leaves nobody to return it to.
func (g *TaskGroup) reportLost() {
	for _, err := range g.errs {
		g.rt.loop.CallExceptionHandler(loop.ExceptionContext{
			Message: "unhandled error in a TaskGroup, behind a panic of its body", Err: err, Task: g.parent.public()})
	}
}

// balance takes back the group's own cancel of its parent. If no other is left,
// nobody outside needs to hear of it; but if one came while the group, cancelled
// by Cancel, was only waiting for its tasks, it must go on.
func (g *TaskGroup) balance(outer error) error {
	if !g.asked {
		return outer
	}
	left := g.parent.Uncancel()
	if left == 0 && isCancelled(outer) {
		return nil
	}
	if left > g.before && outer == nil {
		return g.late
	}
	return outer
}

// result is the error of a group that has ended.
func (g *TaskGroup) result() error {
	if len(g.errs) == 0 {
		return nil
	}
	// A cancel from outside that the errors hide must surface at the next
	// await, with the count unchanged.
	if g.parent.Cancelling() > 0 {
		g.parent.Uncancel()
		cancelAny(&g.parent.promise, nil)
	}
	return &GroupError{Msg: groupMessage, Errs: g.errs}
}

// endedContext tells whether an await ended because its Go context did.
func endedContext(err error) bool {
	_, ok := err.(*contextError)
	return ok
}

// Go creates a task in the group. It is CreateTask with In, for a function
// without a result.
func (g *TaskGroup) Go(ctx context.Context, f func(context.Context) error, opts ...TaskOption) *Task[struct{}] {
	o := g.optionsWith(opts)
	t, m := newTask[struct{}](ctx, o)
	t.body = void(f)
	return t.start(ctx, o, m)
}

// optionsWith are the options of a task of the group.
func (g *TaskGroup) optionsWith(opts []TaskOption) *taskOptions {
	if g == nil || len(opts) > 0 {
		return taskOptionsOf(append(opts, In(g)))
	}
	g.options.group = g
	return &g.options
}

// Cancel ends the group early: its tasks and its body are cancelled, and Do
// returns nil when they have ended, or the errors of those that failed. Before
// Do it is remembered; a second call, and one after the end, do nothing. In a
// goroutine that may not cancel it does nothing but tell the exception handler.
// It is TaskGroup.cancel of Python 3.15.
func (g *TaskGroup) Cancel() {
	if g.cancelled {
		return
	}
	if g.rt != nil {
		if err := g.rt.loop.Usable(); err != nil {
			g.rt.misused("TaskGroup.Cancel", err)
			return
		}
	}
	g.cancelled = true
	if g.entered && !(g.exiting && g.first == nil) {
		g.stop()
	}
}

// stop aborts, and cancels the parent unless that was done.
func (g *TaskGroup) stop() {
	if !g.aborting {
		g.abort()
	}
	if !g.asked && !g.parent.Done() {
		g.asked = true
		cancelAny(&g.parent.promise, nil)
	}
}

func (g *TaskGroup) abort() {
	g.aborting = true
	if g.rt.rec != nil {
		g.rt.traceGroup(trace.GroupAbort, g, g.members())
	}
	g.rt.cancelEach(g.members())
}

func (g *TaskGroup) members() (tasks []*task) {
	for m := g.first; m != nil; m = m.next {
		tasks = append(tasks, m.task)
	}
	return tasks
}
