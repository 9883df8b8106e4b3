package coro

import (
	"errors"
	"fmt"

	"github.com/goasyncio/asyncio/loop"
)

// Misuse is told where it happens: by the error of the call. A call that has no
// error panics if it makes no sense anywhere, as with a nil function. If it only
// comes too late, or from a goroutine that may not make it, a panic could end a
// program that has not gone wrong elsewhere: then it does nothing, and the
// exception handler is told.

// usable is nil if the caller may change p now.
func (p *promise) usable() error {
	if p.rt == nil {
		return errUnmade
	}
	err := p.rt.loop.Usable()
	if err != nil && p.rt.loop == noLoop {
		return p.failure()
	}
	return err
}

// misused tells of a call without an error result that could not be made.
func (p *promise) misused(call string, err error) {
	if p.rt == nil {
		panic(err)
	}
	if p.rt.loop != noLoop { // else there is nobody to tell, and whoever asks for p's error learns it
		p.rt.misused(call, err)
	}
}

// misused tells the exception handler, on the loop, or if that is closed here.
func (rt *realm) misused(call string, err error) {
	c := loop.ExceptionContext{Message: call + " was called and has done nothing", Err: fmt.Errorf("%w (%s)", err, callerOutside())}
	if errors.Is(err, ErrLoopClosed) {
		rt.loop.CallExceptionHandler(c)
		return
	}
	_, _ = rt.loop.CallSoonThreadsafe(func() { rt.loop.CallExceptionHandler(c) })
}
