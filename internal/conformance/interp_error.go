package conformance

import (
	"errors"
	"fmt"

	"github.com/goasyncio/asyncio/coro"
)

// A failure is an error that has no counterpart in package coro: a class of Python's, or one of a program's
// own, E1 and E2.
type failure struct {
	class   string
	message string
}

func (f *failure) Error() string { return f.class + ": " + f.message }

// raised is the error that a raise op raises.
func raised(op Op) error {
	switch class := string(op.Args[0].(Text)); class {
	case "E1", "E2":
		return &failure{class, messageText(op.Args[1])}
	case "Key":
		return &failure{class: "KeyError"}
	case "Cancelled":
		return &coro.CancelledError{}
	case "Timeout":
		return coro.ErrTimeout
	case "Runtime":
		return &failure{class: "RuntimeError"}
	case "Any":
		return &failure{class: "Exception"}
	}
	return &failure{class: "BaseException"}
}

// messageText is a message as Python's str gives it.
func messageText(arg Arg) string { return fmt.Sprint(arg) }

// valueError makes a ValueError of a misuse. Python tells it from RuntimeError, package coro does not.
func valueError(err error) error {
	if errors.Is(err, coro.ErrMisuse) {
		return &failure{class: "ValueError"}
	}
	return err
}

// className is the name of the error's class in Python.
func className(err error) string {
	switch e := err.(type) {
	case *failure:
		return e.class
	case *coro.GroupError:
		if isException(err) {
			return "ExceptionGroup"
		}
		return "BaseExceptionGroup"
	case *coro.PanicError:
		if inner, ok := e.Value.(error); ok {
			return className(inner)
		}
		return fmt.Sprintf("panic: %v", e.Value)
	}
	for _, c := range sentinels {
		if errors.Is(err, c.err) {
			return c.class
		}
	}
	return err.Error()
}

// sentinels are the errors of package coro with their classes.
var sentinels = []struct {
	err   error
	class string
}{
	{coro.ErrCancelled, "CancelledError"}, {coro.ErrTimeout, "TimeoutError"},
	{coro.ErrInvalidState, "InvalidStateError"}, {coro.ErrMisuse, "RuntimeError"}, {coro.ErrSelfAwait, "RuntimeError"},
	{coro.ErrQueueEmpty, "QueueEmpty"}, {coro.ErrQueueFull, "QueueFull"}, {coro.ErrQueueShutdown, "QueueShutDown"},
	{coro.ErrBrokenBarrier, "BrokenBarrierError"},
}

// isException tells whether the error is an Exception in Python, rather than only a BaseException.
func isException(err error) bool {
	if group, ok := err.(*coro.GroupError); ok {
		for _, inner := range group.Errs {
			if !isException(inner) {
				return false
			}
		}
		return true
	}
	class := className(err)
	return class != "CancelledError" && class != "BaseException"
}

// show is the error as traces have it.
func show(err error) []any {
	shown := []any{className(err)}
	switch e := err.(type) {
	case *failure:
		if e.class == "E1" || e.class == "E2" {
			shown = append(shown, e.message)
		}
	case *coro.GroupError:
		for _, inner := range e.Errs {
			shown = append(shown, show(inner))
		}
	case *coro.PanicError:
		if inner, ok := e.Value.(error); ok {
			return show(inner)
		}
	default:
		var cancelled *coro.CancelledError
		if shown[0] == "CancelledError" && errors.As(err, &cancelled) && cancelled.HasMsg {
			shown = append(shown, cancelled.Msg)
		}
	}
	return shown
}

// caught tells whether a try with these classes catches the error.
func caught(classes Texts, err error) bool {
	class := className(err)
	for _, c := range classes {
		switch c {
		case "Base":
			return true
		case "Any":
			if isException(err) {
				return true
			}
		case "E1":
			if class == "E1" || class == "E2" {
				return true
			}
		case "Runtime":
			if class == "RuntimeError" || class == "BrokenBarrierError" {
				return true
			}
		default:
			if class == classNames[c] {
				return true
			}
		}
	}
	return false
}

// classNames are Python's names of the classes that catch only themselves.
var classNames = map[string]string{
	"E2": "E2", "Key": "KeyError", "Cancelled": "CancelledError", "Timeout": "TimeoutError",
}
