package loop

import (
	"fmt"
	"log/slog"

	"github.com/goasyncio/asyncio/executor"
)

// ExceptionContext is what an exception handler is told: the context
// dictionary of asyncio's call_exception_handler.
type ExceptionContext struct {
	Message string       // what happened, as asyncio words it
	Err     error        // the error or, if something panicked, a *PanicError
	Handle  *Handle      // the callback, if it was one; see CallSoon
	Task    fmt.Stringer // the task, if it was one
	Future  fmt.Stringer // the future, if it was one
}

// ExceptionHandler is called, on the loop, for errors that have no other
// reader.
type ExceptionHandler func(l *Loop, c ExceptionContext)

// SetExceptionHandler replaces the handler; nil stands for
// DefaultExceptionHandler.
func (l *Loop) SetExceptionHandler(h ExceptionHandler) { l.handler = h }

// ExceptionHandler is the handler that was set, nil for the default one.
func (l *Loop) ExceptionHandler() ExceptionHandler { return l.handler }

// CallExceptionHandler reports an error to the handler. A handler that
// panics is reported to the default one, once.
func (l *Loop) CallExceptionHandler(c ExceptionContext) {
	if l.handler == nil {
		l.DefaultExceptionHandler(c)
		return
	}
	if err := caught(func() { l.handler(l, c) }); err != nil {
		l.DefaultExceptionHandler(ExceptionContext{Message: "Unhandled error in exception handler", Err: err})
	}
}

// DefaultExceptionHandler logs the error at level ERROR: the message, and
// what it is about. A logger that panics is given up.
func (l *Loop) DefaultExceptionHandler(c ExceptionContext) {
	_ = caught(func() { l.log.Error(c.Message, c.attrs()...) })
}

func (c ExceptionContext) attrs() []any {
	var attrs []any
	add := func(key string, v fmt.Stringer) { attrs = append(attrs, slog.String(key, safeString(v))) }
	if c.Err != nil {
		attrs = append(attrs, slog.String("exception", safeError(c.Err)))
	}
	if c.Handle != nil {
		add("handle", c.Handle)
	}
	if c.Task != nil {
		add("task", c.Task)
	}
	if c.Future != nil {
		add("future", c.Future)
	}
	return attrs
}

// rest runs what is left of the turn, up to the first callback that panics;
// that panic is the error. One guard for all that do not panic costs less than
// one for each, which would take as long as the callback.
func (l *Loop) rest() (err error) {
	defer func() {
		if l.called == nil {
			return // no callback runs: a panic is not one of theirs
		}
		if v := recover(); v != nil {
			err = executor.NewPanicError(v)
		}
	}()
	for s := l.next(); s != nil; s = l.next() {
		if s.Step(l); l.exiting {
			break
		}
	}
	return nil
}

// failed tells the exception handler of a callback that panicked.
func (l *Loop) failed(err error) {
	h := l.handle
	if h == nil {
		h = newHandle(l, l.called)
	}
	name, place := funcName(l.called)
	l.CallExceptionHandler(ExceptionContext{
		Message: "Exception in callback " + name + "() at " + place, Err: err, Handle: h})
	l.end(h)
}

// caught calls f and returns its panic as an error.
func caught(f func()) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = executor.NewPanicError(v)
		}
	}()
	f()
	return nil
}

// safeString is v.String(), whatever the types of its user do in it.
func safeString(v fmt.Stringer) (text string) {
	defer func() {
		if recover() != nil {
			text = "<panic in String>"
		}
	}()
	return v.String()
}

func safeError(err error) (text string) {
	defer func() {
		if recover() != nil {
			text = "<panic in Error>"
		}
	}()
	return err.Error()
}
