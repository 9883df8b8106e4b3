package coro

import (
	"time"

	"github.com/goasyncio/asyncio/coro/baton"
	"github.com/goasyncio/asyncio/loop"
)

// TaskOption is a choice for CreateTask and Go. A nil one is no choice, here and
// in all lists of options.
type TaskOption func(*taskOptions)

type taskOptions struct {
	err   error // why the task cannot be made
	name  string
	group *TaskGroup
	eager choice
}

// noOptions are those of most tasks, which thus allocate none. Nobody changes
// them.
var noOptions taskOptions

func taskOptionsOf(opts []TaskOption) *taskOptions {
	if len(opts) == 0 {
		return &noOptions
	}
	o := new(taskOptions)
	for _, opt := range opts {
		if opt != nil {
			opt(o)
		}
	}
	return o
}

func (o *taskOptions) startsEagerly(rt *realm) bool {
	return o.eager == yes || o.eager == unset && rt.eager
}

// choice is a bool that may be left open.
type choice uint8

const (
	unset choice = iota
	yes
	no
)

// Named gives the task a name instead of the next Task-N.
func Named(name string) TaskOption { return func(o *taskOptions) { o.name = name } }

// In creates the task in a group: TaskGroup.create_task.
func In(g *TaskGroup) TaskOption {
	if g == nil {
		err := nilError("the group")
		return func(o *taskOptions) { o.err = err }
	}
	return func(o *taskOptions) { o.group = g }
}

// Eager runs the task's first step inside the call that creates it, so that a
// coroutine that never suspends costs no turn: eager_start=True.
func Eager() TaskOption { return func(o *taskOptions) { o.eager = yes } }

// Lazy is the opposite of Eager, for a Runner with EagerTasks.
func Lazy() TaskOption { return func(o *taskOptions) { o.eager = no } }

// WaitOption is a choice for Wait and AsCompleted.
type WaitOption func(*waitOptions)

type waitOptions struct {
	within time.Duration
	timed  bool
	until  returnWhen
}

type returnWhen uint8

const (
	allCompleted returnWhen = iota
	firstCompleted
	firstException
)

// Within gives up waiting after d: the timeout argument of asyncio's wait and
// as_completed. What is waited for goes on.
func Within(d time.Duration) WaitOption {
	return func(o *waitOptions) { o.within, o.timed = d, true }
}

// FirstCompleted makes Wait return when one is done.
func FirstCompleted(o *waitOptions) { o.until = firstCompleted }

// FirstException makes Wait return when one has failed, or all are done. A
// cancelled one has not failed.
func FirstException(o *waitOptions) { o.until = firstException }

// AllCompleted makes Wait return when all are done, as it does by itself.
func AllCompleted(o *waitOptions) { o.until = allCompleted }

func waitOptionsOf(opts []WaitOption) (o waitOptions) {
	for _, opt := range opts {
		if opt != nil {
			opt(&o)
		}
	}
	return o
}

// RunOption is a choice for Run, RunValue and NewRunner.
type RunOption func(*runOptions)

type runOptions struct {
	loop     []loop.Option
	shutdown time.Duration
	eager    bool
	engine   baton.Engine
	profile  bool
	coop     int
}

// Virtual runs under a virtual clock: sleeps take no time, and a deadlock is
// always found. See loop.VirtualClock.
func Virtual() RunOption { return WithLoop(loop.VirtualClock()) }

// DebugMode runs in asyncio's debug mode: see loop.Debug.
func DebugMode() RunOption { return WithLoop(loop.Debug()) }

// WithLoop passes options on to the loop.
func WithLoop(opts ...loop.Option) RunOption {
	return func(o *runOptions) { o.loop = append(o.loop, opts...) }
}

// EagerTasks makes every task eager, as asyncio's eager_task_factory does; see
// Eager and Lazy.
func EagerTasks() RunOption { return func(o *runOptions) { o.eager = true } }

// Coop keeps a task that never has to wait from starving the others: after n
// awaits in a row that found at once what they wanted (a future that is done, a
// lock that is free, a queue that has an item) the task's next one suspends it
// for one turn first. It may be cancelled there, as in any await. asyncio has
// no such thing: with it, schedules differ from CPython's; n = 0, as without
// the option, leaves them alone. 100 is a reasonable n.
func Coop(n int) RunOption { return func(o *runOptions) { o.coop = max(n, 0) } }

// PullEngine switches between coroutines by the runtime's own coroutine switch,
// that of iter.Pull, instead of channels. The schedule is the same. It is
// faster where few tasks take turns; but a coroutine that calls
// runtime.LockOSThread then makes the runtime throw. See package baton.
func PullEngine() RunOption { return func(o *runOptions) { o.engine = baton.Pull } }

// ShutdownTimeout is how long, on the wall clock, tasks that were cancelled at
// the end and calls in worker threads may take; 5 minutes if it is not given.
// What still runs then is named in the error.
func ShutdownTimeout(d time.Duration) RunOption {
	return func(o *runOptions) { o.shutdown = d }
}
