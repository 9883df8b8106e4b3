package coro

import (
	"context"
	"fmt"
	"strconv"
	"sync/atomic"

	"github.com/goasyncio/asyncio/coro/baton"
	"github.com/goasyncio/asyncio/executor"
	"github.com/goasyncio/asyncio/loop"
	"github.com/goasyncio/asyncio/loop/trace"
)

// Task is a coroutine that runs on its own, side by side with the others:
// asyncio.Task. CreateTask makes one. It is a future too, done when its
// coroutine has ended, whose result only the coroutine can set.
type Task[T any] struct {
	task
	value T
	coro  Coro[T]
}

// task is a Task without its type.
//
// Between two steps it is in one of these states, and waiter and the ready
// queue tell which:
//
//   - scheduled: its step is in the ready queue. waiter is nil, or the future,
//     done by now, whose outcome the step will receive.
//   - waiting: waiter is a future that is not done, and the task's callback
//     stands in that future's list. When it is done, the task is scheduled.
//   - running: it holds the baton; waiter is nil.
//   - done.
//
// A cancel reaches it by its waiter. Only a task that is scheduled or runs has
// nothing to pass it on to: then mustCancel stays up until the next step, or
// the next wait.
type task struct {
	promise // first: see promise.task
	co      baton.Coroutine
	mark    loop.Mark       // of its next step, in a recording
	wake    callback        // in the list of what it awaits
	values  context.Context // of the place of creation
	body    body
	called  atomic.Pointer[string] // its name; nil means Task-<number>; the watchdog reads it
	goid    atomic.Uint64          // if there is a watchdog, the goroutine
	futID   int32                  // its number among the futures of a recording

	asked      int32  // how often Cancel was called
	cancels    int32  // Cancelling
	free       int32  // with Coop, awaits in a row that did not suspend
	walk       uint32 // the last cancelAny that came by
	mustCancel bool
	walking    bool // cancelAny is on its way through
	killed     bool // the loop closes
	denied     bool // it was refused
	crashed    bool // its coroutine panicked
	waiter     *promise
	throw      error // what the next step begins with
	nap        *nap  // the timer of its sleeps
	prev, next *task
}

// body is the typed part of a task.
type body interface {
	play(ctx context.Context) error
	fmt.Stringer
	forget()
	code() any     // the coroutine's function
	shown() string // the result
}

func (t *Task[T]) play(ctx context.Context) error {
	v, err := t.coro(ctx)
	t.value = v
	return err
}

func (t *Task[T]) forget()       { t.coro = nil }
func (t *Task[T]) code() any     { return t.coro }
func (t *Task[T]) shown() string { return showResult(&t.promise, t.value) }

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
	t := &Task[T]{coro: c}
	t.body = t
	o := &noOptions
	if len(opts) > 0 {
		o = new(taskOptions)
		for _, opt := range opts {
			opt(o)
		}
	}
	if c == nil {
		return t.refused(ctx, nilError("the coroutine"))
	}
	t.create(ctx, o, func(err error) { t.refused(ctx, err) })
	return t
}

// noOptions are those of most tasks, which thus allocate none. Nobody changes
// them.
var noOptions taskOptions

// Go is CreateTask for a function without a result.
func Go(ctx context.Context, f func(context.Context) error, opts ...TaskOption) *Task[struct{}] {
	if f == nil {
		return CreateTask[struct{}](ctx, nil, opts...)
	}
	return CreateTask(ctx, Void(f), append(opts, of(f))...)
}

// refused makes t a task that failed without having been one.
func (t *Task[T]) refused(ctx context.Context, err error) *Task[T] {
	rt, _, _ := realmIn(ctx)
	if rt == nil {
		rt = &realm{loop: noLoop}
	}
	t.rt, t.kind, t.denied = rt, kindTask, true
	t.state, t.err = finished, err
	return t
}

// noLoop is the loop of tasks that were refused because there was none.
var noLoop = func() *loop.Loop {
	l := loop.New()
	_ = l.Close()
	return l
}()

// create makes t a task of ctx's loop and schedules its first step.
func (t *task) create(ctx context.Context, o *taskOptions, refuse func(error)) {
	rt, parent, err := realmIn(ctx)
	if err == nil {
		err = o.err
	}
	if err == nil && o.group != nil {
		err = o.group.admits(rt)
	}
	if err != nil {
		t.rename(o.name)
		refuse(err)
		return
	}
	t.setup(rt, ctx, o.name)
	if rt.rec != nil {
		rt.traceTask(t, parent, o)
	}
	if o.eager == yes || o.eager == unset && rt.eager {
		t.startEagerly()
	} else {
		rt.link(t)
		t.ready(trace.WhyStart)
	}
	if o.group != nil {
		o.group.adopt(t)
	}
	if deriving(ctx, rt) && !t.Done() {
		t.endWith(ctx)
	}
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
	t.values = flatten(ctx)
}

// flatten keeps a chain of tasks that each create the next from becoming a
// chain of contexts.
func flatten(ctx context.Context) context.Context {
	switch c := ctx.(type) {
	case *taskContext:
		return c.values
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
	rt.current.Store(t)
	rt.loop.BeginStep((*stepper)(t))
	rt.baton.ResumeFrom(from, &t.co)
	rt.current.Store(before)
	rt.loop.TakeOver()
}

// ready schedules the task's next step.
func (t *task) ready(why trace.Why) { t.rt.loop.PushStep((*stepper)(t), why) }

// stepper is a task seen by the loop.
type stepper task

// Step runs one step on the loop's goroutine; one place resumes, this one.
func (s *stepper) Step() {
	t := (*task)(s)
	if t.begin() {
		t.rt.baton.Resume(&t.co)
		t.rt.current.Store(nil)
		t.rt.loop.TakeOver()
	}
}

// String is for recordings and reports: Task-1.step.
func (s *stepper) String() string {
	t := (*task)(s)
	if t.rt.rec == nil || t.id == 0 {
		return t.name() + ".step"
	}
	return t.rt.stepName(t)
}

// Recorded is where the recording keeps its notes of the step.
func (s *stepper) Recorded() *loop.Mark { return &s.mark }

// Number is the task's number in a recording.
func (s *stepper) Number() int { return int(s.promise.id) }

// begin is the part of a step before the coroutine runs: what does it receive?
// It tells whether the coroutine is to be resumed; one that is cancelled before
// its first step ends without having run.
func (t *task) begin() bool {
	t.rt.loop.BeginStep((*stepper)(t))
	err := t.throw
	if err == nil && t.waiter != nil {
		err = t.waiter.outcome()
	}
	if t.mustCancel {
		if !isCancelled(err) {
			err = t.takeCancelled()
		}
		t.mustCancel = false
	}
	t.waiter, t.throw = nil, err
	if err != nil && t.rt.rec != nil && isCancelled(err) {
		t.rt.traceCancel(trace.CancelDeliver, t)
	}
	if err != nil && !t.co.Started() {
		t.end(err)
		return false
	}
	t.rt.current.Store(t)
	return true
}

// wait suspends the task until p, which is not done, is.
func (t *task) wait(p *promise) error {
	t.waiter = p
	p.add(&t.wake)
	if t.mustCancel && cancelAny(p, t.msg) {
		t.mustCancel = false
	}
	return t.suspend(p)
}

// yield suspends the task for one turn.
func (t *task) yield() error {
	t.ready(trace.WhyYield)
	return t.suspend(nil)
}

// fail is what a bad await does: the error comes in the next turn.
func (t *task) fail(err error) error {
	t.throw = err
	return t.yield()
}

// suspend gives the baton away until the next step, and returns what that
// receives.
func (t *task) suspend(on *promise) error {
	t.rt.loop.EndStep((*stepper)(t))
	if t.rt.rec != nil {
		t.rt.traceAwait(t, on)
	}
	if t.rt.profile != nil {
		t.rt.profile.pause(t, on)
	}
	t.co.Yield()
	t.rt.loop.TakeOver()
	if t.rt.profile != nil {
		t.rt.profile.resume(t)
	}
	err := t.throw
	t.throw, t.free = nil, 0
	return err
}

// ended receives the coroutine's end, however it came.
func (t *task) ended(out baton.Outcome) {
	if t.rt.profile != nil {
		t.rt.profile.end(t)
	}
	err := t.throw
	switch out.How {
	case baton.Panicked:
		err = t.panicked(out.Value)
		t.crashed = true
	case baton.Exited:
		err = fmt.Errorf("%w: %s", ErrGoexit, t.name())
		t.rt.loop.Exit()
	case baton.Killed:
		err = ErrLoopClosed
	}
	t.end(err)
}

// panicked is the error of a panic; of one that came while the task was being
// cancelled, the cancellation is a cause.
func (t *task) panicked(value any) error {
	err := executor.NewPanicError(value)
	if t.cancels == 0 {
		return err
	}
	return fmt.Errorf("%w (while the task was being cancelled: %w)", err, cancelledWith(t.msg))
}

// end gives the task its outcome.
func (t *task) end(err error) {
	out := trace.OutReturn
	t.throw = nil
	t.rt.unlink(t)
	switch {
	case err == nil && t.mustCancel:
		t.mustCancel = false
		out = trace.OutCancelled
		t.cancelNow(t.msg)
	case err == nil:
		t.finish(nil)
	case isCancelled(err):
		out = trace.OutCancelled
		t.err = err
		t.cancelNow(nil)
	default:
		out = trace.OutRaise
		t.finish(err)
		if t.killed && err == ErrLoopClosed {
			t.retrieved() // kill has told of it
		}
	}
	t.body.forget()
	t.nap = nil // values stay: other goroutines may hold the ctx and ask it
	t.rt.loop.EndStep((*stepper)(t))
	if t.rt.rec != nil {
		t.rt.loop.RecordEnd((*stepper)(t), &trace.Event{Task: t.Number(), Out: out})
	}
}

// Number is the task's number in a recording, 0 if there is none.
func (t *task) Number() int { return int(t.promise.id) }

// Await waits until the task is done and returns its result or error. If the
// awaiting task is cancelled meanwhile, so is this one (see Shield). Awaiting
// one that is done does not suspend.
func (t *Task[T]) Await(ctx context.Context) (T, error) {
	if t == nil {
		var zero T
		return zero, nilError("the task")
	}
	if err := t.await(ctx); err != nil {
		var zero T
		return zero, err
	}
	return t.value, nil
}

// Result is the result or error of a task that is done, else
// ErrInvalidState.
func (t *Task[T]) Result() (T, error) {
	if err := t.Err(); err != nil {
		var zero T
		return zero, err
	}
	return t.value, nil
}

// AddDoneCallback has a function called once the task is done: by the loop,
// in a turn of its own, never inside this call. Callbacks run in the order in
// which they were added. Remove takes it out again; it says whether it was
// still there.
func (t *Task[T]) AddDoneCallback(call func(*Task[T])) (remove func() bool) {
	if call == nil {
		return t.addCallback(nil, nil)
	}
	return t.addCallback(func() { call(t) }, call)
}

// name is the task's name.
func (t *task) name() string {
	if called := t.called.Load(); called != nil {
		return *called
	}
	return "Task-" + strconv.Itoa(int(t.number))
}

func (t *task) rename(name string) {
	if name == "" {
		t.called.Store(nil)
		return
	}
	called := name // else every name would move to the heap, the empty one too
	t.called.Store(&called)
}

// Name is the task's name: Task-1, Task-2 … unless Named or SetName gave
// another.
func (t *task) Name() string { return t.name() }

// SetName changes the name.
func (t *task) SetName(name string) {
	t.rename(name)
	if t.rt.rec != nil {
		t.rt.traceName(t)
	}
}

// CurrentTask is the task that ctx names, if it runs now, else nil:
// asyncio.current_task.
func CurrentTask(ctx context.Context) AnyTask {
	t, err := holder(ctx)
	if err != nil {
		return nil
	}
	return t.body.(AnyTask)
}

// AllTasks lists the tasks of ctx's loop that are not done, in the order of
// their creation: asyncio.all_tasks.
func AllTasks(ctx context.Context) []AnyTask {
	rt, _, err := realmIn(ctx)
	if err != nil {
		return nil
	}
	var all []AnyTask
	for t := rt.first; t != nil; t = t.next {
		all = append(all, t.body.(AnyTask))
	}
	return all
}

// AnyTask is a Task of any type.
type AnyTask interface {
	AnyFuture
	Name() string
	SetName(string)
	Cancelling() int
	Uncancel() int
}
