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
	future, err := submit(ctx, t, pool, f)
	if err != nil {
		return zero, err
	}
	return future.Await(ctx)
}

// Thread is ToThread as a coroutine, to hand on.
func Thread[T any](f func(context.Context) (T, error)) Coro[T] {
	return func(ctx context.Context) (T, error) { return ToThread(ctx, f) }
}

// submit starts a thread call and makes the future of its result.
func submit[T any](ctx context.Context, t *task, pool *executor.Pool, f func(context.Context) (T, error)) (*Future[T], error) {
	future := newFuture[T](t.rt, "thread")
	tc := &threadCall{loop: t.rt.loop, ready: make(chan struct{})}
	inner, cancel := context.WithCancel(&threadContext{context.WithoutCancel(ctx), tc, t.rt})
	var value T
	var failed error
	call, err := t.rt.loop.Submit(pool, loop.CallInfo{Name: t.rt.callName(f), Task: t.Number(), Fut: future.fut()}, func() {
		<-tc.ready
		value, failed = f(inner)
	}, func(err error) {
		cancel()
		if future.Done() {
			if !errors.Is(err, executor.ErrCancelled) {
				t.rt.loop.CountLate()
			}
			return
		}
		future.value = value
		if err == nil {
			err = failed
		}
		future.deliver(err)
	})
	if err != nil {
		cancel()
		return nil, err
	}
	tc.call = call
	close(tc.ready)
	future.whenDone(forThread, func() {
		if future.Cancelled() {
			cancel()
			call.Cancel()
		}
	})
	return future, nil
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

// threadCall is a function in a worker; its ctx leads here.
type threadCall struct {
	loop  *loop.Loop
	call  *loop.Call
	ready chan struct{}
}

// threadContext is the ctx of a thread call. It ends when the loop closes: then
// nobody awaits the call any more.
type threadContext struct {
	context.Context
	call *threadCall
	rt   *realm
}

// Done is closed when the loop is.
func (c *threadContext) Done() <-chan struct{} { return c.rt.loop.Done() }

// Err is nil until the loop is closed.
func (c *threadContext) Err() error { return c.rt.ctxErr() }

// AfterFunc lets the standard library derive contexts without a goroutine.
func (c *threadContext) AfterFunc(f func()) (stop func() bool) { return c.rt.afterClose(f) }

// Value finds the call, and the values of the caller.
func (c *threadContext) Value(key any) any {
	if _, ok := key.(taskKey); ok {
		return c.call
	}
	return c.Context.Value(key)
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
	tc, ok := ctx.Value(taskKey{}).(*threadCall)
	if !ok {
		return misuse("Block is for functions in ToThread: a coroutine uses Sleep")
	}
	return tc.call.Sleep(d)
}

// callName is what a function that is handed over is called; a recording's
// readers want its line as well, which takes time to find out.
func (rt *realm) callName(f any) string {
	if rt.rec != nil {
		return trace.CallName(f)
	}
	return nameOf(f)
}

// nameOf is the name of a function, for reports.
func nameOf(f any) string {
	full := runtime.FuncForPC(reflect.ValueOf(f).Pointer()).Name()
	full = strings.TrimSuffix(full, "[...]")
	return full[strings.LastIndex(full, "/")+1:]
}
