package coro

import (
	"context"
	"fmt"
	"sync/atomic"
	"unsafe"

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
	waiter  *promise
	co      baton.Coroutine
	wake    callback         // in the list of what it awaits
	cancels int32            // Cancelling
	walk    uint32           // the last cancelWalk that came by
	values  *context.Context // of the place of creation
	id      int32            // its number in a recording
	number  int32            // the N of Task-N

	// There may be a million tasks: above is what a step touches, and with what
	// follows a Task of a small type takes 160 bytes.

	body       body
	prev, next *task
	more       atomic.Pointer[extra]
}

// extra is what few tasks need. The watchdog reads it, too.
type extra struct {
	called atomic.Pointer[string] // its name; nil means Task-<number>
	goid   atomic.Uint64          // if there is a watchdog, the goroutine
	step   atomic.Pointer[string] // what recordings call its steps
	mark   loop.Mark              // of its next step, in a recording,
	msg    *string                // of the last cancel that found nothing to pass it on to

	denied  bool // it was refused
	crashed bool // its coroutine panicked
}

func (t *task) extra() *extra {
	x := t.more.Load()
	if x == nil {
		x = new(extra)
		if !t.more.CompareAndSwap(nil, x) { // the watchdog was first
			x = t.more.Load()
		}
	}
	return x
}

// body is the coroutine of a task, which knows the task's type. It is a function,
// so it lies in the interface itself, and costs no allocation. It is read by the
// holder of the baton alone.
type body interface {
	absent() bool // there is none
	play(t *task) // runs it, and sets what comes of it
	played() body // what is left of it when the task has ended: the type
	code() any    // its function, for people
	task(t *task) AnyTask
	shown(t *task) string // the result
}

func (c Coro[T]) play(t *task)         { taskAs[T](t).value, t.err = c((*taskContext)(t)) }
func (c Coro[T]) absent() bool         { return c == nil }
func (c Coro[T]) played() body         { return Coro[T](nil) }
func (c Coro[T]) code() any            { return functionOf(c) }
func (c Coro[T]) task(t *task) AnyTask { return taskAs[T](t) }
func (c Coro[T]) shown(t *task) string { return showResult(&t.promise, taskAs[T](t).value) }

// taskAs is the Task of that type that t is the first field of.
func taskAs[T any](t *task) *Task[T] { return (*Task[T])(unsafe.Pointer(t)) }

// void is the coroutine of a task without a result.
type void func(context.Context) error

func (f void) play(t *task)         { t.err = f((*taskContext)(t)) }
func (f void) absent() bool         { return f == nil }
func (f void) played() body         { return void(nil) }
func (f void) code() any            { return f }
func (f void) task(t *task) AnyTask { return taskAs[struct{}](t) }
func (f void) shown(t *task) string { return showResult(&t.promise, struct{}{}) }

// public is the task with its type.
func (t *task) public() AnyTask { return t.body.task(t) }

// ready schedules the task's next step.
func (t *task) ready(why trace.Why) { t.rt.loop.PushStep((*stepper)(t), why) }

// stepper is a task seen by the loop.
type stepper task

// Step runs one step on the loop's goroutine; one place resumes, this one.
func (s *stepper) Step(l *loop.Loop) {
	t := (*task)(s)
	if t.begin() {
		t.rt.baton.Resume(&t.co)
		t.rt.current.Store(nil)
		l.TakeOver()
	}
}

// String is for recordings and reports: Task-1.step.
func (s *stepper) String() string {
	t := (*task)(s)
	if t.rt.rec == nil || t.id == 0 {
		return t.name() + ".step"
	}
	return t.stepName()
}

// Recorded is where the recording keeps its notes of the step.
func (s *stepper) Recorded() *loop.Mark { return &(*task)(s).extra().mark }

// Number is the task's number in a recording.
func (s *stepper) Number() int { return int(s.id) }

// begin is the part of a step before the coroutine runs. It tells whether the
// coroutine is to be resumed.
func (t *task) begin() bool {
	t.rt.loop.BeginStep((*stepper)(t))
	switch {
	case t.waiter != nil && t.waiter.succeeded() && !t.mustCancel:
		t.waiter = nil // the step receives nothing
	case t.waiter != nil || t.mustCancel:
		if !t.deliver() { // else t.err is what it receives
			return false
		}
	}
	t.rt.current.Store(t)
	return true
}

// deliver finds out what the step receives of what the task has awaited, or of a
// cancel. It is false if that ends the task: one that is cancelled before its first
// step does not run.
func (t *task) deliver() bool {
	err := t.err
	if err == nil && t.waiter != nil {
		err = t.waiter.outcome()
	}
	if t.mustCancel {
		if !isCancelled(err) {
			err = cancelledWith(t.cancelMsg())
		}
		t.mustCancel = false
	}
	t.waiter, t.err = nil, err
	if err != nil && t.rt.rec != nil && isCancelled(err) {
		t.rt.traceCancel(trace.CancelDeliver, t)
	}
	if err != nil && !t.co.Started() {
		t.end(err)
		return false
	}
	return true
}

// yield suspends the task for one turn.
func (t *task) yield() error { return t.wait(nil) }

// fail is what a bad await does: the error comes in the next turn.
func (t *task) fail(err error) error {
	t.err = err
	return t.yield()
}

// wait suspends the task until p, which is not done, is, for one turn if p is
// nil. It gives the baton away until the next step, and returns what that
// receives. The awaits most used do the same without it: a frame less, as Swap
// of package baton says.
func (t *task) wait(p *promise) error {
	for s := t.suspend(p); s.Due(); s = t.resumed() {
		s.Do()
	}
	return t.received()
}

// suspend begins a wait: see Leave of package baton.
func (t *task) suspend(p *promise) baton.Swap {
	if p == nil {
		t.ready(trace.WhyYield)
	} else {
		t.waiter = p
		p.add(&t.wake)
		if t.mustCancel {
			t.passOn(p)
		}
	}
	if t.rt.observed() {
		t.observeWait(p)
	}
	return t.rt.baton.Leave(&t.co)
}

// passOn cancels what the task is about to await, for a cancel that came before.
func (t *task) passOn(p *promise) { t.mustCancel = !cancelAny(p, t.cancelMsg()) }

// resumed is called when the baton is there: see Back of package baton.
func (t *task) resumed() baton.Swap { return t.rt.baton.Back(&t.co) }

// received ends a wait: it is what the step receives.
func (t *task) received() error {
	if t.rt.observed() {
		t.observeResume()
	}
	err := t.err
	t.err, t.rt.free = nil, 0
	return err
}

// ended receives the coroutine's end, however it came.
func (t *task) ended(out baton.Outcome) {
	if t.rt.profile != nil {
		t.rt.profile.end(t)
	}
	err := t.err
	switch out.How {
	case baton.Panicked:
		err = t.panicked(out.Value)
		t.extra().crashed = true
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
	return fmt.Errorf("%w (while the task was being cancelled: %w)", err, &CancelledError{})
}

// end gives the task its outcome.
func (t *task) end(err error) {
	out := trace.OutReturn
	t.err = nil
	t.rt.unlink(t)
	switch {
	case err == nil && t.mustCancel:
		t.mustCancel = false
		out = trace.OutCancelled
		t.cancelNow(t.cancelMsg())
	case err == nil:
		t.succeed()
	case isCancelled(err):
		out = trace.OutCancelled
		t.err = err
		t.cancelNow(nil)
	default:
		out = trace.OutRaise
		t.finish(err)
		if t.co.Killed() && err == ErrLoopClosed {
			t.retrieved() // kill has told of it
		}
	}
	t.body = t.body.played() // values stay: other goroutines may hold the ctx and ask it
	t.rt.loop.EndStep((*stepper)(t))
	if t.rt.rec != nil {
		t.rt.loop.RecordEnd((*stepper)(t), &trace.Event{Task: t.Number(), Out: out})
	}
}
