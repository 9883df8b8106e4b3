package coro

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"

	"github.com/goasyncio/asyncio/loop"
)

// cancelRounds is how often Close cancels what is left: tasks may be created
// while others are being cancelled. The loop's close reports those that are left
// even then.
const cancelRounds = 3

func (rt *realm) cancelAll(deadline context.Context) error {
	for range cancelRounds {
		left := rt.tasks()
		if len(left) == 0 {
			return nil
		}
		if err := rt.cancelRound(deadline, left); err != nil {
			return err
		}
	}
	return nil
}

// cancelRound cancels tasks, in the order of their creation, and runs the loop
// until they are done.
func (rt *realm) cancelRound(deadline context.Context, left []*task) error {
	rt.cancelEach(left)
	all := newFuture[struct{}](rt, "stop")
	waits := len(left)
	for _, t := range left {
		t.whenDone(forStop, func() {
			if waits--; waits == 0 {
				all.succeed()
			}
		})
	}
	stop := context.AfterFunc(deadline, func() { _, _ = rt.loop.CallSoonThreadsafe(rt.loop.Stop) })
	defer stop()
	err := RunUntilComplete(rt.loop, all)
	for errors.Is(err, ErrStopped) && deadline.Err() == nil {
		// Not the deadline: a stop that was left over, as when main called
		// Goexit and its own stop never had its turn.
		err = RunUntilComplete(rt.loop, all)
	}
	if errors.Is(err, ErrStopped) {
		return rt.stuck()
	}
	if err != nil {
		return err
	}
	for _, t := range left {
		rt.reportShutdown(t)
	}
	return nil
}

func (rt *realm) reportShutdown(t *task) {
	if t.Cancelled() {
		return
	}
	if err := t.outcome(); err != nil {
		rt.loop.CallExceptionHandler(loop.ExceptionContext{
			Message: "unhandled exception during Run's shutdown", Err: err, Task: t.public()})
	}
}

// stuck names the tasks that did not end, with their stacks.
func (rt *realm) stuck() error {
	var b strings.Builder
	for t := rt.first; t != nil; t = t.next {
		fmt.Fprintf(&b, "\n%s, cancelled %d times, is at:\n%s", t.name(), t.cancels, frames(rt.stack(t), "\t"))
	}
	return fmt.Errorf("%w: these tasks did not end after they were cancelled:%s", ErrShutdownTimeout, b.String())
}

// frames prints a stack.
func frames(pcs []uintptr, indent string) string {
	if len(pcs) == 0 {
		return indent + "(not started)\n"
	}
	var b strings.Builder
	all := runtime.CallersFrames(pcs)
	for {
		f, more := all.Next()
		if f.Function != "" && !ofCore(f) {
			fmt.Fprintf(&b, "%s%s at %s:%d\n", indent, f.Function, f.File, f.Line)
		}
		if !more {
			return b.String()
		}
	}
}

// ofCore tells whether a frame is the library's own or the runtime's.
func ofCore(f runtime.Frame) bool {
	if strings.HasSuffix(f.File, "_test.go") {
		return false
	}
	for _, prefix := range []string{"github.com/goasyncio/asyncio/coro.", "github.com/goasyncio/asyncio/coro/baton.", "github.com/goasyncio/asyncio/loop.", "runtime."} {
		if strings.HasPrefix(f.Function, prefix) {
			return true
		}
	}
	return false
}
