package coro

import (
	"context"
	"errors"
	"reflect"
	"runtime"
	"strings"
	"time"

	"github.com/goasyncio/asyncio/executor"
	"github.com/goasyncio/asyncio/loop"
	"github.com/goasyncio/asyncio/loop/trace"
)

// ToThread runs a blocking function on a worker goroutine and suspends until
// it has returned: asyncio.to_thread. A panic in it is its error, a
// *PanicError; if it ends its goroutine, ErrGoexit.
//
// If the caller is cancelled, ToThread returns that at once. A function that
// runs cannot be stopped: it goes on, and its result is dropped, but the ctx
// that it was given is cancelled, as it is when the loop closes. That ctx
// carries the caller's values; it awaits nothing. Under a context that has ended
// already the function is not called.
func ToThread[T any](ctx context.Context, f func(context.Context) (T, error)) (T, error) {
	return RunInExecutor(ctx, nil, f)
}

// RunInExecutor is ToThread on a pool of the caller's, nil for the loop's
// default one: loop.run_in_executor. What the pool refuses is the error:
// executor.ErrShutdown, executor.ErrOverloaded.
func RunInExecutor[T any](ctx context.Context, pool *executor.Pool, f func(context.Context) (T, error)) (T, error) {
	var zero T
	t, err := holder(ctx)
	if err != nil {
		return zero, err
	}
	if f == nil {
		return zero, nilError("the function")
	}
	if own(ctx, t) && ctx.Err() != nil {
		return zero, contextErrorOf(ctx) // else f would run, with nobody to end it
	}
	w := &threadWork[T]{f: f}
	if err := w.submit(ctx, t, pool); err != nil {
		return zero, err
	}
	return w.future.Await(ctx)
}

// Thread is ToThread as a coroutine, to hand on.
func Thread[T any](f func(context.Context) (T, error)) Coro[T] {
	return func(ctx context.Context) (T, error) { return ToThread(ctx, f) }
}

// threadWork is a thread call: all that it needs, in one allocation. The worker
// calls its Run, the loop the rest.
type threadWork[T any] struct {
	threadCall
	future Future[T] // its value is the worker's until the loop hears of the end
	failed error     // so is the error of f
	f      func(context.Context) (T, error)
	done   call // in the future's list
}

// submit hands the call to a worker.
func (w *threadWork[T]) submit(ctx context.Context, t *task, pool *executor.Pool) error {
	rt := t.rt
	w.rt, w.values, w.code = rt, flatten(ctx), pcOf(w.f)
	w.future.setup(rt, "thread")
	about := loop.CallInfo{Task: t.Number(), Fut: w.future.fut()}
	if err := rt.loop.SubmitWork(&w.call, pool, w, about); err != nil {
		return err
	}
	w.future.whenDoneCall(&w.done, forThread, w.settled)
	return nil
}

// Run calls the function, on the worker.
func (w *threadWork[T]) Run() {
	f := w.f
	w.f = nil // who keeps the ctx shall not keep what f holds
	w.future.value, w.failed = f(&w.threadCall)
}

// Ended gives the future its outcome.
func (w *threadWork[T]) Ended(err error) {
	w.end()
	w.f = nil
	if w.future.Done() {
		if !errors.Is(err, executor.ErrCancelled) {
			w.rt.loop.CountLate()
		}
		return
	}
	if err == nil {
		err = w.failed
	}
	w.future.deliver(err)
}

// settled is called when the future is done: if that is since nobody awaits it
// any more, the call shall know.
func (w *threadWork[T]) settled() {
	if w.future.Cancelled() {
		w.end()
		w.call.Cancel()
	}
}

// deliver gives a future the outcome of a call: a cancellation, if that is the
// error.
func (p *promise) deliver(err error) {
	if isCancelled(err) {
		p.err = err
		p.cancelNow(nil)
		return
	}
	p.finish(err)
}

// Block is time.Sleep for a function in ToThread, on the loop's clock: under a
// virtual one it takes no time, and while it lasts the function does not hold
// that clock. Like time.Sleep it cannot be interrupted; it returns ErrLoopClosed
// if the loop closes meanwhile, and ErrMisuse if ctx is not that of a thread
// call.
func Block(ctx context.Context, d time.Duration) error {
	if ctx == nil {
		return nilError("the context")
	}
	c, ok := ctx.Value(taskKey{}).(*threadCall)
	if !ok {
		return misuse("Block is for functions in ToThread: a coroutine uses Sleep")
	}
	return c.call.Sleep(d)
}

// callName is what a function that is handed over is called.
func (rt *realm) callName(f any) string { return rt.codeName(pcOf(f)) }

// codeName is callName of the function whose code begins there; a recording's
// readers want its line as well, which takes time to find out.
func (rt *realm) codeName(pc uintptr) string {
	if rt.rec != nil {
		return trace.CodeName(pc)
	}
	return nameAt(pc)
}

// nameOf is the name of a function, for reports.
func nameOf(f any) string { return nameAt(pcOf(f)) }

func pcOf(f any) uintptr { return reflect.ValueOf(f).Pointer() }

// nameAt is the name of the function whose code begins there.
func nameAt(pc uintptr) string {
	full := runtime.FuncForPC(pc).Name()
	full = strings.TrimSuffix(full, "[...]")
	return full[strings.LastIndex(full, "/")+1:]
}
