package coro

import (
	"context"
	"fmt"
	"time"

	"github.com/goasyncio/asyncio/loop"
)

// A coroutine's ctx is its task, seen as a context.Context: it carries the
// values of the place where the task was created, it names the task, and its
// Done channel is the loop's, closed when that closes. A cancellation does not
// close it: it is an error of one await, and clean-up may await again.
type taskContext task

type taskKey struct{}

// Deadline says that there is none.
func (c *taskContext) Deadline() (time.Time, bool) { return time.Time{}, false }

// Done is closed when the loop is.
func (c *taskContext) Done() <-chan struct{} { return c.rt.loop.Done() }

// Err is nil until the loop is closed.
func (c *taskContext) Err() error { return c.rt.ctxErr() }

// Value finds the task, and the values of its place of creation.
func (c *taskContext) Value(key any) any {
	if _, ok := key.(taskKey); ok {
		return (*task)(c)
	}
	return (*c.values).Value(key)
}

// AfterFunc lets the standard library derive contexts without a goroutine.
func (c *taskContext) AfterFunc(f func()) (stop func() bool) { return c.rt.afterClose(f) }

// String is the task's name, for contexts that print their parents.
func (c *taskContext) String() string { return "coro(" + (*task)(c).name() + ")" }

// loopContext is the ctx of a loop and no task.
type loopContext struct {
	context.Context
	rt *realm
}

// Value names the loop to CreateTask and NewFuture.
func (c *loopContext) Value(key any) any {
	if _, ok := key.(taskKey); ok {
		return c.rt
	}
	return c.Context.Value(key)
}

// Context is a ctx of a loop but of no task, for tasks and futures that are
// made in callbacks, or before the loop runs. CreateTask, NewFuture,
// GatherFuture and ShieldFuture accept it; what suspends does not. A nil loop is
// a panic with ErrNil.
func Context(l *loop.Loop) context.Context {
	if l == nil {
		panic(nilError("the loop"))
	}
	return &loopContext{context.Background(), realmOf(l)}
}

// direct is holder for the most frequent case, inlined: ctx is the task's own, and
// there is no question that the task holds the baton. Otherwise it is nil, and
// holder is to be asked.
func direct(ctx context.Context) *task {
	if c, ok := ctx.(*taskContext); ok {
		if t := (*task)(c); t.rt.current.Load() == t && !t.rt.loop.Debug() && !t.co.Killed() {
			return t
		}
	}
	return nil
}

// holder is the task that ctx names, if it holds the baton. The ctx may be derived
// from the task's own.
func holder(ctx context.Context) (*task, error) {
	if t := direct(ctx); t != nil {
		return t, nil
	}
	if ctx == nil {
		return nil, nilError("the context")
	}
	switch v := ctx.Value(taskKey{}).(type) {
	case *task:
		return v, v.checkHolder()
	case *realm:
		return nil, fmt.Errorf("%w: this ctx is of a loop, not of a task: create a task with it", ErrNotInTask)
	case *threadCall:
		return nil, fmt.Errorf("%w: this is a thread call, which cannot await: use RunThreadsafe", ErrNotInTask)
	}
	return nil, fmt.Errorf("%w: this ctx is not a coroutine's: pass on the ctx that the coroutine was given, or start with coro.Run", ErrNotInTask)
}

// checkHolder says why t may not use its ctx now, nil if it may.
func (t *task) checkHolder() error {
	switch {
	case t.co.Killed() && t.rt.current.Load() == t:
		return ErrLoopClosed
	case t.rt.loop.Debug() && !t.rt.loop.Owned():
		return fmt.Errorf("%w: the ctx of %s is used by a goroutine of its own: use RunThreadsafe", ErrNotInTask, t.name())
	case t.rt.current.Load() == t:
		return nil
	case t.Done():
		return fmt.Errorf("%w: %s has ended, and this is its ctx", ErrNotInTask, t.name())
	}
	return fmt.Errorf("%w: this is the ctx of %s, which does not run now: use the ctx that this function was given, and RunThreadsafe in other goroutines", ErrNotInTask, t.name())
}

// realmIn is the loop that ctx belongs to, for what does not suspend. The
// task is nil where the ctx is of a loop only.
func realmIn(ctx context.Context) (*realm, *task, error) {
	if t := direct(ctx); t != nil {
		return t.rt, t, nil
	}
	if c, ok := ctx.(*loopContext); ok {
		return c.rt, nil, c.rt.loop.Usable()
	}
	if ctx != nil {
		if rt, ok := ctx.Value(taskKey{}).(*realm); ok {
			return rt, nil, rt.loop.Usable()
		}
	}
	t, err := holder(ctx)
	if err != nil {
		return nil, t, err
	}
	return t.rt, t, nil
}

// RunningLoop is the loop on which the coroutine runs: asyncio's
// get_running_loop. It is nil if ctx is not of a loop.
func RunningLoop(ctx context.Context) *loop.Loop {
	if ctx == nil {
		return nil
	}
	switch v := ctx.Value(taskKey{}).(type) {
	case *task:
		return v.rt.loop
	case *realm:
		return v.loop
	}
	return nil
}

// That CallSoon is inlined here makes it so in programs that import this package
// and not package loop: a package passes on to its importers what it inlines of
// others, and no more.
var _ = func(l *loop.Loop) { _, _ = l.CallSoon(nil) }

// own tells whether an await has a context of its own, one that may end before
// the loop does.
func own(ctx context.Context, t *task) bool {
	if _, ok := ctx.(*taskContext); ok {
		return false
	}
	if ctx.Done() == t.rt.loop.Done() {
		return false
	}
	t.checkWallClock(ctx)
	return true
}

// awaitUnder waits under a context that may end. When it does first, p is
// cancelled as by Task.Cancel, and the await returns the context's error; but
// a Cancel of the task that came too goes first.
func (p *promise) awaitUnder(ctx context.Context, t *task) error {
	if ctx.Err() != nil {
		return contextErrorOf(ctx)
	}
	over, ended, walk := false, false, t.walk
	stop := t.rt.onEnd(ctx, func() {
		if !over && t.waiter == p {
			ended = cancelAny(p, nil)
		}
	})
	defer stop() // also when the loop closes, and this goroutine ends
	err := t.wait(p)
	over = true
	if ended && isCancelled(err) && t.walk == walk {
		return contextErrorOf(ctx)
	}
	return err
}
