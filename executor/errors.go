package executor

import (
	"context"
	"errors"
	"fmt"
)

var (
	// ErrShutdown is returned for a call that is submitted after Shutdown.
	ErrShutdown = errors.New("executor: cannot submit a call after Shutdown")

	// ErrOverloaded is returned by Submit when all workers are busy and the queue is full.
	ErrOverloaded = errors.New("executor: overloaded, the queue is full")

	// ErrNilFunc is returned when the function to call is nil.
	ErrNilFunc = errors.New("executor: the function is nil")

	// errNilContext is returned when the context is nil.
	errNilContext = errors.New("executor: the context is nil: give context.Background() if there is no other")

	// errUnmade is the error of a zero Pool, which has no workers.
	errUnmade = errors.New("executor: this Pool is a zero value: make it with executor.New")

	// ErrCancelled is what done gets for a call that was cancelled before it started.
	ErrCancelled = errors.New("executor: the call was cancelled before it started")

	// ErrGoexit is what done gets for a call that ended its goroutine with runtime.Goexit, as t.FailNow does.
	ErrGoexit = errors.New("executor: the call ended its goroutine with runtime.Goexit")
)

// ended is the error of a wait that ctx ended. It Is ctx.Err() and the context's cause.
func ended(ctx context.Context) error {
	err, cause := ctx.Err(), context.Cause(ctx)
	if errors.Is(cause, err) {
		return cause
	}
	return fmt.Errorf("%w: %w", err, cause)
}
