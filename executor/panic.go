package executor

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"
)

// A PanicError is what done gets for a call that panicked.
type PanicError struct {
	Value any    // what was given to panic; *runtime.PanicNilError for panic(nil)
	Stack []byte // the goroutine's stack when it panicked, as debug.Stack prints it
	site  string // file:line that panicked
	whole bool   // Error shows the stack
}

// NewPanicError makes an error of v, which a deferred function has recovered. It takes the stack of the goroutine, so
// that function must call it before it returns: afterwards the stack no longer shows the panic.
func NewPanicError(v any) *PanicError {
	return &PanicError{Value: v, Stack: debug.Stack(), site: panicSite()}
}

// Error holds the value and the line that panicked. Only in a copy made by [PanicError.WithStack] does it hold the
// whole stack.
func (e *PanicError) Error() string {
	switch {
	case e.whole:
		return fmt.Sprintf("panic: %v\n\n%s", e.Value, e.Stack)
	case e.site == "":
		return fmt.Sprintf("panic: %v", e.Value)
	}
	return fmt.Sprintf("panic: %v (%s)", e.Value, e.site)
}

// WithStack returns a copy whose Error holds the value and the whole stack. It is for those who panic again with the
// error: the runtime then prints where the panic came from, not only where it was passed on.
func (e *PanicError) WithStack() *PanicError {
	c := *e
	c.whole = true
	return &c
}

// Unwrap is the value if that is an error, so errors.As finds a runtime.Error or whatever was given to panic.
func (e *PanicError) Unwrap() error {
	err, _ := e.Value.(error)
	return err
}

// panicSite is the file and line of the innermost frame below the panic that is not the runtime's own.
func panicSite() string {
	pcs := make([]uintptr, 32)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(2, pcs)])
	panicking := false
	for {
		f, more := frames.Next()
		switch {
		case panicking && !ofRuntime(f.Function):
			return fmt.Sprintf("%s:%d", f.File, f.Line)
		case f.Function == "runtime.gopanic":
			panicking = true
		}
		if !more {
			return ""
		}
	}
}

// ofRuntime tells whether a function is part of the runtime: between panic and the guilty line stand its own frames
// when the panic was a fault (runtime.sigpanic) or a misused map (internal/runtime/maps).
func ofRuntime(function string) bool {
	return strings.HasPrefix(function, "runtime.") || strings.HasPrefix(function, "internal/runtime/")
}
