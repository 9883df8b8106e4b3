package coro

import (
	"context"
	"fmt"
)

// Future is a result that comes later: asyncio.Future. Somebody sets it, once,
// with SetResult, SetError or Cancel; tasks await it. NewFuture makes one.
type Future[T any] struct {
	promise
	value T
}

// NewFuture makes a future of ctx's loop: loop.create_future. It does not
// suspend. If ctx is of no loop, the future has failed already, with the
// reason.
func NewFuture[T any](ctx context.Context) *Future[T] {
	f := &Future[T]{}
	if t := direct(ctx); t != nil {
		f.setup(t.rt, "user")
	} else {
		f.setupIn(ctx)
	}
	return f
}

// setupIn is setup where the realm of ctx is not known.
func (p *promise) setupIn(ctx context.Context) {
	rt, _, err := realmIn(ctx)
	if err == nil {
		p.setup(rt, "user")
		return
	}
	if rt == nil {
		rt = &realm{loop: noLoop}
	}
	p.rt, p.state, p.err = rt, finished, err
}

// newFuture makes a future; what says what for, in a recording.
func newFuture[T any](rt *realm, what string) *Future[T] {
	f := &Future[T]{}
	f.setup(rt, what)
	return f
}

func (p *promise) setup(rt *realm, what string) {
	p.rt, p.seq = rt, rt.nextSeq()
	if rt.rec != nil {
		rt.traceFuture(p, what)
	}
}

// SetResult gives the future its result and wakes who awaits it, in the next
// turn. The error is ErrInvalidState if it is done, ErrForeign or
// ErrLoopClosed if the caller may not set it.
func (f *Future[T]) SetResult(v T) error {
	if err := f.settable(); err != nil {
		return err
	}
	f.value = v
	f.succeed()
	return nil
}

// SetError gives the future an error instead of a result: set_exception. The
// errors are those of SetResult, and ErrNil for no error.
func (f *Future[T]) SetError(err error) error {
	if err == nil {
		return nilError("the error")
	}
	if err := f.settable(); err != nil {
		return err
	}
	f.finish(err)
	return nil
}

// settable is nil if the caller may set it now. Who may not must not look at the
// state: it may be another goroutine.
func (p *promise) settable() error {
	if p.rt == nil || p.rt.loop.Usable() != nil {
		if err := p.usable(); err != nil {
			return err
		}
	}
	if p.state != pending {
		return fmt.Errorf("%w: the future is done: %s", ErrInvalidState, p.string())
	}
	return nil
}

// Await waits until the future is done and returns its result or error. If the
// awaiting task is cancelled meanwhile, so is the future. Awaiting one that is
// done does not suspend.
func (f *Future[T]) Await(ctx context.Context) (T, error) {
	if f == nil {
		var zero T
		return zero, nilError("the future")
	}
	if err := f.await(ctx); err != nil {
		var zero T
		return zero, err
	}
	return f.value, nil
}

// Result is the result or error of a future that is done, else
// ErrInvalidState.
func (f *Future[T]) Result() (T, error) {
	if err := f.Err(); err != nil {
		var zero T
		return zero, err
	}
	return f.value, nil
}

// AddDoneCallback has a function called once the future is done: by the loop,
// in a turn of its own, never inside this call. Callbacks run in the order in
// which they were added. Remove takes it out again; it says whether it was
// still there.
//
// A nil function is a panic with ErrNil. On a closed loop, or from a goroutine
// that may not do that, nothing is added, and the exception handler is told. A
// future that was refused when it was made has no loop that could call it.
func (f *Future[T]) AddDoneCallback(call func(*Future[T])) (remove func() bool) {
	if call == nil {
		panic(nilError("the callback"))
	}
	return f.addCallback(func() { call(f) }, call)
}
