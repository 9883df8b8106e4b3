package loop

import (
	"errors"

	"github.com/goasyncio/asyncio/executor"
)

var (
	// ErrLoopClosed is returned by whatever needs a loop that was closed.
	ErrLoopClosed = errors.New("asyncio: the loop is closed: make a new one with loop.New")
	// ErrLoopRunning is returned when a loop that runs is run again or
	// closed.
	ErrLoopRunning = errors.New("asyncio: the loop is running: stop it first, or await instead of running it again")
	// ErrForeign is returned when a goroutine that does not run on the loop
	// schedules something by a call that is not safe for it.
	ErrForeign = errors.New("asyncio: called from a goroutine that does not run on the loop: use CallSoonThreadsafe")
	// errUnmade is the error of a zero Loop.
	errUnmade = errors.New("asyncio: this Loop is a zero value: make it with loop.New")
	// errNilContext is the error of a nil context.
	errNilContext = errors.New("asyncio: the context is nil: give context.Background() if there is no other")
	// ErrNilCallback is returned when there is nothing to call.
	ErrNilCallback = errors.New("asyncio: the callback is nil")
	// ErrDeadlock is returned by RunForever when nothing is ready, no timer
	// is set and nobody holds the loop: nothing can ever happen again.
	ErrDeadlock = errors.New("asyncio: deadlock: nothing is ready, no timer is set and nothing is in flight, so nothing can happen any more")
	// ErrLivelock is returned by RunForever under the virtual clock when so
	// many turns passed at one instant that time seems to stand still.
	ErrLivelock = errors.New("asyncio: livelock: the virtual clock does not get on, because something is always ready")
	// ErrTurnLimit is returned by RunForever after the turns of the option
	// TurnLimit.
	ErrTurnLimit = errors.New("asyncio: the limit of turns is reached")
	// ErrOverloaded is returned by CallSoonThreadsafe when the inbox holds
	// as many callbacks as the option InboxLimit allows, and by
	// RunInExecutor when a bounded pool's queue is full.
	ErrOverloaded = executor.ErrOverloaded
)

// PanicError is a panic that was caught: its value, its stack, and in the
// text of Error the place where it began.
type PanicError = executor.PanicError
