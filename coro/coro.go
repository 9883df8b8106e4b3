package coro

import (
	"context"
	"fmt"
	"reflect"
)

// Coro is a coroutine: a function that may suspend, not called yet. A function
// that returns one is what `async def` is in Python; calling it runs nothing.
// It runs when it is awaited, in the task that awaits, or becomes a task of its
// own by CreateTask. Each await runs it again from the start.
type Coro[T any] func(context.Context) (T, error)

// Await runs the coroutine in the caller's task: a plain call, which by itself
// does not suspend.
func (c Coro[T]) Await(ctx context.Context) (T, error) {
	var zero T
	if c == nil {
		return zero, nilError("the coroutine")
	}
	if _, err := holder(ctx); err != nil {
		return zero, err
	}
	return c(ctx)
}

// Awaitable is what can be awaited: a Coro, a Task, a Future, and every type
// with such a method.
type Awaitable[T any] interface {
	Await(context.Context) (T, error)
}

// Void makes a coroutine without a result of a function; of a nil one, a nil
// coroutine, which all calls refuse.
//
// It must not be inlined: functionOf knows its coroutines by their code, of
// which each copy would have its own.
//
//go:noinline
func Void(f func(context.Context) error) Coro[struct{}] {
	if f == nil {
		return nil
	}
	return func(ctx context.Context) (struct{}, error) {
		if asked, ok := ctx.(*question); ok {
			asked.f = f
			return struct{}{}, nil
		}
		return struct{}{}, f(ctx)
	}
}

// question is the ctx by which a coroutine of Void is asked for its function,
// instead of being run: a recording and a profile name that one. So the name
// costs nothing where nobody asks.
type question struct {
	context.Context
	f any
}

// functionOf is the function that a coroutine runs.
func functionOf[T any](c Coro[T]) any {
	if v, ok := any(c).(Coro[struct{}]); ok && codeOf(v) == codeOf(Void(nothing)) {
		var q question
		_, _ = v(&q)
		return q.f
	}
	return c
}

func codeOf(f any) uintptr { return reflect.ValueOf(f).Pointer() }

func nothing(context.Context) error { return nil }

// Of makes a coroutine of a function, or of a method: coro.Of(q.Get).
func Of[T any](f func(context.Context) (T, error)) Coro[T] { return f }

// Result is the outcome of one of several awaitables.
type Result[T any] struct {
	Value T
	Err   error
}

// String is the value, or the error.
func (r Result[T]) String() string {
	if r.Err != nil {
		return "error: " + safeError(r.Err)
	}
	return fmt.Sprint(r.Value)
}

// typed is a Future[T] or a Task[T].
type typed[T any] interface {
	AnyFuture
	get() T
}

func (f *Future[T]) get() T { return f.value }
func (t *Task[T]) get() T   { return t.value }

// ensure is asyncio's ensure_future: a task or future as it is, anything else
// in a new task.
func ensure[T any](ctx context.Context, aw Awaitable[T]) (typed[T], error) {
	if isNil(aw) {
		return nil, nilError("the awaitable")
	}
	rt, _, err := realmIn(ctx)
	if err != nil {
		return nil, err
	}
	return ensureIn(rt, ctx, aw)
}

// ensureIn is ensure where the realm of ctx is known, and aw is not nil.
func ensureIn[T any](rt *realm, ctx context.Context, aw Awaitable[T]) (typed[T], error) {
	if f, ok := any(aw).(typed[T]); ok {
		return f, rt.owns(f.core())
	}
	t := new(Task[T])
	return t, t.run(ctx, aw)
}

// run makes t, a new one, the task of an awaitable that is no future or task.
func (t *Task[T]) run(ctx context.Context, aw Awaitable[T]) error {
	c, ok := any(aw).(Coro[T])
	if !ok {
		c = aw.Await
	}
	t.body = c
	if t.start(ctx, &noOptions, nil).denied() {
		return t.failure()
	}
	return nil
}

// owns is nil if a future or task is of this loop, else why it cannot be used
// here.
func (rt *realm) owns(p *promise) error {
	if p.rt == rt {
		return nil
	}
	return p.stranger()
}

// stranger is why p cannot be used on a loop that is not its own. One that was
// refused when it was made tells the reason of that.
func (p *promise) stranger() error {
	switch {
	case p.rt == nil:
		return errUnmade
	case p.rt.loop == noLoop:
		return p.failure()
	}
	return fmt.Errorf("%w: %s", ErrWrongLoop, p.string())
}

// isNil tells whether there is nothing in an interface: neither a value nor,
// in a type that can be nil, anything but that.
func isNil(v any) bool {
	if v == nil {
		return true
	}
	switch r := reflect.ValueOf(v); r.Kind() {
	case reflect.Pointer, reflect.Func, reflect.Map, reflect.Slice, reflect.Chan:
		return r.IsNil()
	}
	return false
}

// anyNil is the error of a list in which something is nil; then nothing has
// been started yet.
func anyNil[A any](list []A) error {
	for i, v := range list {
		if isNil(v) {
			return nilError(fmt.Sprintf("number %d of the awaitables", i))
		}
	}
	return nil
}
