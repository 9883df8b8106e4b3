package coro

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"

	"github.com/goasyncio/asyncio/executor"
	"github.com/goasyncio/asyncio/loop"
)

var (
	// ErrCancelled is what a cancelled await returns: asyncio.CancelledError.
	// Match it with errors.Is. A coroutine that returns it, itself or wrapped
	// by %w, ends as cancelled.
	ErrCancelled = errors.New("cancelled")
	// ErrTimeout is matched by the error of a Timeout, WaitFor or AsCompleted
	// whose time is over: TimeoutError.
	ErrTimeout = errors.New("timed out")
	// ErrInvalidState is returned when a future is not in the state that a
	// call needs: InvalidStateError.
	ErrInvalidState = errors.New("asyncio: invalid state")
	// ErrNotInTask is returned by whatever suspends when its ctx does not name
	// the task that runs now.
	ErrNotInTask = errors.New("asyncio: not in a task")
	// ErrWrongLoop is returned when something that belongs to one loop is used
	// on another.
	ErrWrongLoop = errors.New("asyncio: it belongs to a different loop")
	// ErrSelfAwait is returned when a task awaits itself.
	ErrSelfAwait = errors.New("asyncio: a task cannot await itself")
	// ErrWouldDeadlock is returned when the loop's own goroutine would wait for
	// the loop.
	ErrWouldDeadlock = errors.New("asyncio: this would wait for the loop on the loop's own goroutine: await the task, or wait from another goroutine")
	// ErrNil is returned when a coroutine, a function, an awaitable or a
	// context is nil.
	ErrNil = errors.New("asyncio: nil given")
	// ErrMisuse is returned for a call that makes no sense in the state in
	// which something is: RuntimeError, and ValueError for arguments.
	ErrMisuse = errors.New("asyncio")
	// ErrReentrant is returned when a task acquires a strict lock that it holds.
	ErrReentrant = errors.New("asyncio: the task holds this lock already")
	// ErrBrokenBarrier is returned by the Wait of a Barrier that was aborted or
	// reset: BrokenBarrierError.
	ErrBrokenBarrier = errors.New("asyncio: broken barrier")
	// ErrQueueEmpty is returned by GetNowait when there is no item: QueueEmpty.
	ErrQueueEmpty = errors.New("asyncio: the queue is empty")
	// ErrQueueFull is returned by PutNowait when there is no room: QueueFull.
	ErrQueueFull = errors.New("asyncio: the queue is full")
	// ErrQueueShutdown is returned by a queue that was shut down: QueueShutDown.
	ErrQueueShutdown = errors.New("asyncio: the queue is shut down")
	// ErrGoexit is the error of a task or thread call whose goroutine was
	// ended by runtime.Goexit, as t.FailNow does.
	ErrGoexit = executor.ErrGoexit
	// ErrShutdownTimeout is returned by Run when tasks or calls did not end in
	// the time that ShutdownTimeout allows.
	ErrShutdownTimeout = errors.New("asyncio: shutdown timed out")
	// ErrStopped is returned when the loop was stopped before what it ran was
	// done.
	ErrStopped = errors.New("asyncio: the loop was stopped before the future was done")
	// ErrLoopClosed is loop.ErrLoopClosed.
	ErrLoopClosed = loop.ErrLoopClosed
	// ErrLoopRunning is loop.ErrLoopRunning.
	ErrLoopRunning = loop.ErrLoopRunning
	// ErrForeign is loop.ErrForeign.
	ErrForeign = loop.ErrForeign
	// ErrDeadlock is loop.ErrDeadlock; see DeadlockError.
	ErrDeadlock = loop.ErrDeadlock
)

// PanicError is a panic in a coroutine, a callback or a thread call.
type PanicError = loop.PanicError

// CancelledError is ErrCancelled with the message that was given to Cancel.
// It matches context.Canceled too.
type CancelledError struct {
	Msg    string
	HasMsg bool // Cancel was called with a message, perhaps an empty one
}

// Error is "cancelled", and the message if there is one.
func (e *CancelledError) Error() string {
	if e.HasMsg && e.Msg != "" {
		return "cancelled: " + e.Msg
	}
	return "cancelled"
}

// Is matches ErrCancelled and context.Canceled.
func (e *CancelledError) Is(target error) bool {
	return target == ErrCancelled || target == context.Canceled
}

// isCancelled tells whether an error makes its task cancelled: ErrCancelled or
// a *CancelledError at the end of a chain in which each error wraps one other.
// An error that merely contains one among others is a failure.
func isCancelled(err error) bool {
	for err != nil {
		if _, ok := err.(*CancelledError); ok || err == ErrCancelled {
			return true
		}
		one, ok := err.(interface{ Unwrap() error })
		if !ok {
			return false
		}
		err = unwrapped(one)
	}
	return false
}

// unwrapped is what an error wraps; nothing if it panics when it is asked,
// since this is asked between two steps, where no task could be blamed.
func unwrapped(one interface{ Unwrap() error }) (err error) {
	defer func() {
		if recover() != nil {
			err = nil
		}
	}()
	return one.Unwrap()
}

// timeoutError is a deadline that passed. It does not unwrap to what it
// interrupted, so that it is not taken for a cancellation.
type timeoutError struct{ interrupted error }

func (e *timeoutError) Error() string   { return "timed out" }
func (e *timeoutError) Timeout() bool   { return true }
func (e *timeoutError) Temporary() bool { return true }
func (e *timeoutError) Is(target error) bool {
	return target == ErrTimeout || target == context.DeadlineExceeded
}

// contextError is the end of a Go context that an await was given.
type contextError struct{ err, cause error }

func contextErrorOf(ctx context.Context) error {
	return &contextError{err: ctx.Err(), cause: context.Cause(ctx)}
}

func (e *contextError) Error() string {
	if e.cause == nil || e.cause == e.err {
		return "await ended: " + e.err.Error()
	}
	return "await ended: " + e.err.Error() + ": " + e.cause.Error()
}

// Unwrap gives both: the context's error and its cause.
func (e *contextError) Unwrap() []error { return []error{e.err, e.cause} }

// GroupError is one or several errors at once: ExceptionGroup. errors.Is and
// errors.As look at each.
type GroupError struct {
	Msg  string
	Errs []error
}

// Error is as in Python: unhandled errors in a TaskGroup (2 sub-exceptions),
// with the errors behind it.
func (e *GroupError) Error() string {
	plural := "s"
	if len(e.Errs) == 1 {
		plural = ""
	}
	texts := make([]string, len(e.Errs))
	for i, err := range e.Errs {
		texts[i] = safeError(err)
	}
	return fmt.Sprintf("%s (%d sub-exception%s): %s", e.Msg, len(e.Errs), plural, strings.Join(texts, "; "))
}

// Unwrap gives the errors.
func (e *GroupError) Unwrap() []error { return e.Errs }

// Split divides the errors into those for which match is true and the rest;
// each part is a *GroupError, nested as before, or nil if it is empty. It is
// ExceptionGroup.split, for what except* does.
func (e *GroupError) Split(match func(error) bool) (matched, rest error) {
	var yes, no []error
	add := func(list *[]error, err error) {
		if err != nil {
			*list = append(*list, err)
		}
	}
	for _, err := range e.Errs {
		if inner, ok := err.(*GroupError); ok {
			y, n := inner.Split(match)
			add(&yes, y)
			add(&no, n)
		} else if match(err) {
			add(&yes, err)
		} else {
			add(&no, err)
		}
	}
	return e.derive(yes), e.derive(no)
}

func (e *GroupError) derive(errs []error) error {
	if len(errs) == 0 {
		return nil
	}
	return &GroupError{Msg: e.Msg, Errs: errs}
}

// misuse is an error of the caller, with what to do.
func misuse(format string, args ...any) error {
	return fmt.Errorf("%w: "+format, append([]any{ErrMisuse}, args...)...)
}

// errUnmade is the error of a zero Future or Task, which is of no loop.
var errUnmade = misuse("this Future or Task is a zero value, of no loop: make it with NewFuture or CreateTask")

// errNoRunner is the error of a nil or zero Runner, which has no loop.
var errNoRunner = misuse("this Runner was not made by NewRunner")

// nilError says what is nil, and where the call outside this package stands.
func nilError(what string) error {
	return fmt.Errorf("%w: %s is nil (%s)", ErrNil, what, callerOutside())
}

// callerOutside is file:line of the nearest caller outside the project's core.
func callerOutside() string {
	pcs := make([]uintptr, 16)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(2, pcs)])
	for {
		f, more := frames.Next()
		if !strings.HasPrefix(f.Function, "github.com/goasyncio/asyncio/coro.") || strings.HasSuffix(f.File, "_test.go") {
			return fmt.Sprintf("%s:%d", f.File[strings.LastIndex(f.File, "/")+1:], f.Line)
		}
		if !more {
			return "?"
		}
	}
}

// safeError is err.Error(), whatever the types of its user do in it.
func safeError(err error) (text string) {
	defer func() {
		if recover() != nil {
			text = "<panic in Error>"
		}
	}()
	return err.Error()
}
