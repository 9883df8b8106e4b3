// Package examples are small programs that stand beside their Python
// originals: in the folder of each are the Go program, the Python program, and
// what CPython prints, which is what the Go program prints too. A good order
// to read them in is that of All.
//
//	go run ./cmd/asyncio run gather
package examples

import (
	"context"
	"embed"

	"github.com/goasyncio/asyncio/examples/as_completed"
	"github.com/goasyncio/asyncio/examples/as_completed_error"
	"github.com/goasyncio/asyncio/examples/await_each"
	"github.com/goasyncio/asyncio/examples/await_in_order"
	"github.com/goasyncio/asyncio/examples/await_tasks"
	"github.com/goasyncio/asyncio/examples/blocking"
	"github.com/goasyncio/asyncio/examples/call_soon"
	"github.com/goasyncio/asyncio/examples/call_soon_missed"
	"github.com/goasyncio/asyncio/examples/callback_late"
	"github.com/goasyncio/asyncio/examples/callbacks_order"
	"github.com/goasyncio/asyncio/examples/cancel"
	"github.com/goasyncio/asyncio/examples/cancel_swallow"
	"github.com/goasyncio/asyncio/examples/create_task"
	"github.com/goasyncio/asyncio/examples/crowd"
	"github.com/goasyncio/asyncio/examples/deadlock"
	"github.com/goasyncio/asyncio/examples/done_callback"
	"github.com/goasyncio/asyncio/examples/fire_and_forget"
	"github.com/goasyncio/asyncio/examples/forgotten_await"
	"github.com/goasyncio/asyncio/examples/gather"
	"github.com/goasyncio/asyncio/examples/gather_all"
	"github.com/goasyncio/asyncio/examples/gather_error"
	"github.com/goasyncio/asyncio/examples/gather_order"
	"github.com/goasyncio/asyncio/examples/gather_results"
	"github.com/goasyncio/asyncio/examples/gather_siblings"
	"github.com/goasyncio/asyncio/examples/group_except"
	"github.com/goasyncio/asyncio/examples/hello"
	"github.com/goasyncio/asyncio/examples/names"
	"github.com/goasyncio/asyncio/examples/never_retrieved"
	"github.com/goasyncio/asyncio/examples/no_deadlock"
	"github.com/goasyncio/asyncio/examples/race"
	"github.com/goasyncio/asyncio/examples/race_lock"
	"github.com/goasyncio/asyncio/examples/run_inside"
	"github.com/goasyncio/asyncio/examples/sequential"
	"github.com/goasyncio/asyncio/examples/shield"
	"github.com/goasyncio/asyncio/examples/side_by_side"
	"github.com/goasyncio/asyncio/examples/sleep_zero"
	"github.com/goasyncio/asyncio/examples/spin_wait"
	"github.com/goasyncio/asyncio/examples/task_blocked"
	"github.com/goasyncio/asyncio/examples/task_exception"
	"github.com/goasyncio/asyncio/examples/task_starts"
	"github.com/goasyncio/asyncio/examples/taskgroup"
	"github.com/goasyncio/asyncio/examples/taskgroup_error"
	"github.com/goasyncio/asyncio/examples/thread_cancel"
	"github.com/goasyncio/asyncio/examples/thread_deadline"
	"github.com/goasyncio/asyncio/examples/ticker_drift"
	"github.com/goasyncio/asyncio/examples/ticker_steady"
	"github.com/goasyncio/asyncio/examples/timed"
	"github.com/goasyncio/asyncio/examples/timeout"
	"github.com/goasyncio/asyncio/examples/timeout_at"
	"github.com/goasyncio/asyncio/examples/timeout_await"
	"github.com/goasyncio/asyncio/examples/timeout_busy"
	"github.com/goasyncio/asyncio/examples/timers"
	"github.com/goasyncio/asyncio/examples/to_thread"
	"github.com/goasyncio/asyncio/examples/to_thread_called"
	"github.com/goasyncio/asyncio/examples/unblocked"
	"github.com/goasyncio/asyncio/examples/wait"
	"github.com/goasyncio/asyncio/examples/wait_first"
	"github.com/goasyncio/asyncio/examples/wait_for"
	"github.com/goasyncio/asyncio/examples/wait_for_cleanup"
	"github.com/goasyncio/asyncio/examples/wait_no_error"
	"github.com/goasyncio/asyncio/examples/wait_pending"
)

// Example is one program.
type Example struct {
	Name  string // of its folder
	About string // what it shows
	Main  func(context.Context) error

	// Deadlocks tells that the program never ends by itself: Run returns
	// ErrDeadlock, and CPython waits for ever.
	Deadlocks bool
}

// All lists the examples, the simplest first.
func All() []Example {
	return []Example{
		{Name: "hello", About: "a coroutine sleeps between two lines", Main: hello.Main},
		{Name: "sequential", About: "each task awaited where it is created: one after the other", Main: sequential.Main},
		{Name: "create_task", About: "tasks created first and awaited later run side by side", Main: createtask.Main},
		{Name: "gather", About: "results of several coroutines, in the order of the arguments", Main: gather.Main},
		{Name: "gather_error", About: "the first error comes at once; the others run on", Main: gathererror.Main},
		{Name: "gather_results", About: "errors as results", Main: gatherresults.Main},
		{Name: "as_completed", About: "results as they come, the quickest first", Main: ascompleted.Main},
		{Name: "as_completed_error", About: "an error or a timeout ends the loop, not the tasks", Main: ascompletederror.Main},
		{Name: "wait", About: "what is done after 2 s, and what is not", Main: wait.Main},
		{Name: "wait_first", About: "until the first is done, the first fails, or all are done", Main: waitfirst.Main},
		{Name: "wait_for", About: "what takes too long is cancelled, and awaited", Main: waitfor.Main},
		{Name: "timeout", About: "a body that may take 2 s, and none without a limit", Main: timeout.Main},
		{Name: "timeout_at", About: "a deadline that moves", Main: timeoutat.Main},
		{Name: "cancel", About: "Cancel only asks; the answer comes at an await", Main: cancel.Main},
		{Name: "taskgroup", About: "a group ends when its last task has", Main: taskgroup.Main},
		{Name: "taskgroup_error", About: "when one task of a group fails, the others are cancelled", Main: taskgrouperror.Main},
		{Name: "task_exception", About: "a task keeps its error until somebody asks", Main: taskexception.Main},
		{Name: "done_callback", About: "a function that is called when a task is done", Main: donecallback.Main},
		{Name: "names", About: "what tasks are called", Main: names.Main},
		{Name: "timed", About: "a decorator around coroutines", Main: timed.Main},
		{Name: "to_thread", About: "a blocking function in a thread, while the loop goes on", Main: tothread.Main},

		// More programs that lessons tell about, in the order of the lessons.
		{Name: "run_inside", About: "run starts nothing in the background", Main: runinside.Main},
		{Name: "forgotten_await", About: "a coroutine that is called and not awaited does not run", Main: forgottenawait.Main},
		{Name: "await_each", About: "awaiting a coroutine is a call: nobody runs in between", Main: awaiteach.Main},
		{Name: "await_tasks", About: "awaiting a task suspends: the others have their turn", Main: awaittasks.Main},
		{Name: "side_by_side", About: "the same two tasks, created first: 2 s instead of 3 s", Main: sidebyside.Main},
		{Name: "task_starts", About: "a created task starts in the next turn", Main: taskstarts.Main},
		{Name: "task_blocked", About: "a created task waits until its creator suspends", Main: taskblocked.Main},
		{Name: "call_soon_missed", About: "a function that is called soon is not called now", Main: callsoonmissed.Main},
		{Name: "call_soon", About: "functions in the ready queue, and what a turn runs of it", Main: callsoon.Main},
		{Name: "sleep_zero", About: "two tasks take turns", Main: sleepzero.Main},
		{Name: "spin_wait", About: "waiting by asking again and again", Main: spinwait.Main},
		{Name: "ticker_drift", About: "a second after each tick: the ticks drift", Main: tickerdrift.Main},
		{Name: "ticker_steady", About: "sleeping until the next deadline: they do not", Main: tickersteady.Main},
		{Name: "timers", About: "timers fire by deadline", Main: timers.Main},
		{Name: "blocking", About: "a blocking call stops everything", Main: blocking.Main},
		{Name: "unblocked", About: "the same call in a thread stops nothing", Main: unblocked.Main},
		{Name: "to_thread_called", About: "a call among the arguments of a thread blocks the loop", Main: tothreadcalled.Main},
		{Name: "thread_cancel", About: "a timeout ends the wait for a thread, not the thread", Main: threadcancel.Main},
		{Name: "thread_deadline", About: "a blocking function with a limit of its own", Main: threaddeadline.Main},
		{Name: "gather_order", About: "results in the order of the arguments, whoever is done first", Main: gatherorder.Main},
		{Name: "crowd", About: "gather starts everything at once", Main: crowd.Main},
		{Name: "gather_siblings", About: "the siblings of a failure run on, and a second error is lost", Main: gathersiblings.Main},
		{Name: "gather_all", About: "errors as results: none is lost", Main: gatherall.Main},
		{Name: "group_except", About: "a group returns a group of errors", Main: groupexcept.Main},
		{Name: "await_in_order", About: "the quick one is heard late, behind a slow one", Main: awaitinorder.Main},
		{Name: "wait_no_error", About: "a wait that is over is no error", Main: waitnoerror.Main},
		{Name: "wait_pending", About: "a wait that is over cancels nothing", Main: waitpending.Main},
		{Name: "wait_for_cleanup", About: "a wait that lasts until the cleaning up has ended", Main: waitforcleanup.Main},
		{Name: "timeout_busy", About: "a timeout cannot interrupt code that does not await", Main: timeoutbusy.Main},
		{Name: "timeout_await", About: "a timeout ends an await", Main: timeoutawait.Main},
		{Name: "cancel_swallow", About: "a task that catches its cancellation lives on", Main: cancelswallow.Main},
		{Name: "callback_late", About: "a callback added to a finished task runs in the next turn", Main: callbacklate.Main},
		{Name: "callbacks_order", About: "done callbacks run in order, awaiters among them", Main: callbacksorder.Main},
		{Name: "never_retrieved", About: "an error that nobody asks for", Main: neverretrieved.Main},
		{Name: "fire_and_forget", About: "when main ends, the tasks that are left are cancelled", Main: fireandforget.Main},
		{Name: "race", About: "read, await, write: others come in between", Main: race.Main},
		{Name: "race_lock", About: "a lock keeps them out", Main: racelock.Main},
		{Name: "shield", About: "a cancellation that goes no further", Main: shield.Main},
		{Name: "no_deadlock", About: "one task waits for the other", Main: nodeadlock.Main},
		{Name: "deadlock", About: "two tasks wait for each other, for ever", Main: deadlock.Main, Deadlocks: true},
	}
}

// Find returns the example with that name.
func Find(name string) (Example, bool) {
	for _, e := range All() {
		if e.Name == name {
			return e, true
		}
	}
	return Example{}, false
}

//go:embed */*.go */*.py */*.txt
var files embed.FS

// Go is the Go program.
func (e Example) Go() string { return e.file(".go") }

// Python is the Python original.
func (e Example) Python() string { return e.file(".py") }

// Output is what CPython prints.
func (e Example) Output() string { return e.file(".txt") }

func (e Example) file(ending string) string {
	text, err := files.ReadFile(e.Name + "/" + e.Name + ending)
	if err != nil {
		return ""
	}
	return string(text)
}
