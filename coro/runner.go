package coro

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/goasyncio/asyncio/loop"
)

// Run runs main as a task on a new loop, on the calling goroutine, until it
// has ended, and cleans up: asyncio.run. Tasks that are left are cancelled and
// awaited, worker threads are waited for (see ShutdownTimeout), the loop is
// closed. It returns main's error.
//
// When ctx ends, main is cancelled, once; it may clean up, and if it then ends
// as cancelled, and nobody else had cancelled it, the error Is ctx.Err() and
// carries its cause. The values of ctx
// are seen in main. If main panicked, Run panics with the *PanicError after
// cleaning up. If some task called runtime.Goexit, as t.FailNow does, so does
// Run. The error is ErrLoopRunning if ctx is a coroutine's: await instead.
func Run(ctx context.Context, main func(context.Context) error, opts ...RunOption) error {
	if main == nil {
		return nilError("main")
	}
	_, err := RunValue(ctx, Void(main), opts...)
	return err
}

// RunValue is Run for a coroutine with a result.
func RunValue[T any](ctx context.Context, main Coro[T], opts ...RunOption) (value T, err error) {
	r := NewRunner(opts...)
	clean := false
	defer func() {
		if !clean { // the goroutine ends, or a user's handler panics
			_ = r.Close()
		}
	}()
	value, err = RunIn(ctx, r, main)
	clean = true
	closeErr := r.Close()
	var p *PanicError
	if r.panicked && errors.As(err, &p) {
		panic(p.WithStack())
	}
	if err == nil {
		err = closeErr
	}
	return value, err
}

// Runner runs several coroutines, one after the other, on one loop:
// asyncio.Runner. NewRunner makes one; Close ends it.
type Runner struct {
	rt          *realm
	options     runOptions
	panicked    bool
	interrupted bool // main was cancelled because Run's context ended
	closed      bool
}

// NewRunner makes a runner and its loop. What the loop does is recorded if the
// environment says so; see TraceVariable.
func NewRunner(opts ...RunOption) *Runner {
	r := &Runner{options: runOptions{shutdown: 5 * time.Minute}}
	for _, opt := range opts {
		if opt != nil {
			opt(&r.options)
		}
	}
	if path := os.Getenv(TraceVariable); path != "" {
		r.options.loop = append(r.options.loop, loop.TraceWith(traceFile(path, r.options.eager)))
	}
	r.rt = realmOn(loop.New(r.options.loop...), r.options.engine)
	r.rt.eager, r.rt.coop = r.options.eager, r.options.coop
	if r.options.profile {
		r.rt.profile = make(profile)
	}
	return r
}

// Loop is the runner's loop: Runner.get_loop. It is nil if the Runner was not
// made by NewRunner.
func (r *Runner) Loop() *loop.Loop {
	if r == nil || r.rt == nil {
		return nil
	}
	return r.rt.loop
}

// Run runs main to its end on the runner's loop: Runner.run. What it leaves
// behind waits for the next run, or for Close. If main panicked, that is its
// error here, a *PanicError. The rest is as in the function Run.
func (r *Runner) Run(ctx context.Context, main func(context.Context) error) error {
	if main == nil {
		return nilError("main")
	}
	_, err := RunIn(ctx, r, Void(main))
	return err
}

// RunIn is Runner.Run for a coroutine with a result.
func RunIn[T any](ctx context.Context, r *Runner, main Coro[T]) (value T, err error) {
	if err := r.refuses(ctx, main == nil); err != nil {
		return value, err
	}
	release := r.rt.watch(ctx)
	defer release()
	t := CreateTask(&loopContext{ctx, r.rt}, main, Lazy())
	if t.denied() {
		return value, t.Err()
	}
	defer r.cancelAtEnd(ctx, &t.task)() // deferred: a task may end this goroutine
	err = RunUntilComplete(r.rt.loop, t)
	if t.Done() {
		r.panicked = t.isPanic()
	}
	if isCancelled(err) && r.interrupted && t.cancels <= 1 {
		err = contextErrorOf(ctx) // else somebody had cancelled main as well, and that goes first
	}
	return t.value, err
}

func (r *Runner) refuses(ctx context.Context, nothing bool) error {
	switch {
	case ctx == nil:
		return nilError("the context")
	case nothing:
		return nilError("main")
	case r == nil || r.rt == nil:
		return errNoRunner
	case r.closed:
		return ErrLoopClosed
	case r.rt.loop.IsRunning():
		return ErrLoopRunning
	}
	switch v := ctx.Value(taskKey{}).(type) {
	case *task:
		if v.rt.loop.IsRunning() {
			return fmt.Errorf("%w (Run was called in %s)", ErrLoopRunning, v.name())
		}
	case *realm:
		if v.loop.IsRunning() {
			return ErrLoopRunning
		}
	}
	return nil
}

// watch holds the loop while a context that can end might cancel main.
func (rt *realm) watch(ctx context.Context) (release func()) {
	if ctx.Done() == nil {
		return func() {}
	}
	return rt.loop.AwaitContext()
}

// cancelAtEnd cancels main when Run's context ends; at once if it has ended.
func (r *Runner) cancelAtEnd(ctx context.Context, main *task) (stop func()) {
	r.interrupted = false
	interrupt := func() {
		if cancelAny(&main.promise, nil) {
			r.interrupted = true
		}
	}
	switch {
	case ctx.Err() != nil:
		interrupt()
		return func() {}
	case ctx.Done() == nil:
		return func() {}
	}
	return r.rt.onEnd(ctx, interrupt)
}

// isPanic tells whether the task's own coroutine panicked, rather than
// returned the error of another one that did.
func (t *task) isPanic() bool {
	x := t.more.Load()
	return x != nil && x.crashed
}

// RunUntilComplete runs a loop until a future or task is done and returns its
// error: loop.run_until_complete. If the loop is stopped before, the error is
// ErrStopped; if f was refused when it was made, the reason of that. It must not
// be called while the loop runs.
func RunUntilComplete(l *loop.Loop, f AnyFuture) error {
	if l == nil || isNil(f) {
		return nilError("the loop or the future")
	}
	p := f.core()
	if p.rt == nil || p.rt.loop != l {
		return p.stranger()
	}
	if l.IsClosed() {
		return ErrLoopClosed
	}
	if l.IsRunning() {
		return ErrLoopRunning
	}
	stop := p.whenDone(forStop, l.Stop)
	defer p.remove(stop)
	if err := l.RunForever(); err != nil {
		return err
	}
	if !p.Done() {
		return ErrStopped
	}
	return p.outcome()
}

// Close cancels the tasks that are left and waits for them, shuts the default
// executor down and closes the loop: Runner.close. What does not end within
// ShutdownTimeout is named in the error. Closing twice is fine.
func (r *Runner) Close() error {
	if r == nil || r.rt == nil {
		return errNoRunner
	}
	if r.closed {
		return nil
	}
	if r.rt.loop.IsRunning() {
		return ErrLoopRunning
	}
	r.closed = true
	deadline, cancel := context.WithTimeout(context.Background(), r.options.shutdown)
	defer cancel()
	var err error
	defer func() { _ = r.rt.loop.Close() }() // also if a task ends the goroutine
	err = r.rt.cancelAll(deadline)
	if e := r.rt.loop.ShutdownExecutor(deadline); e != nil {
		err = errors.Join(err, fmt.Errorf("%w: %w", ErrShutdownTimeout, e))
	}
	return err
}
