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
	"github.com/goasyncio/asyncio/examples/cancel"
	"github.com/goasyncio/asyncio/examples/create_task"
	"github.com/goasyncio/asyncio/examples/done_callback"
	"github.com/goasyncio/asyncio/examples/gather"
	"github.com/goasyncio/asyncio/examples/gather_error"
	"github.com/goasyncio/asyncio/examples/gather_results"
	"github.com/goasyncio/asyncio/examples/hello"
	"github.com/goasyncio/asyncio/examples/names"
	"github.com/goasyncio/asyncio/examples/sequential"
	"github.com/goasyncio/asyncio/examples/task_exception"
	"github.com/goasyncio/asyncio/examples/taskgroup"
	"github.com/goasyncio/asyncio/examples/taskgroup_error"
	"github.com/goasyncio/asyncio/examples/timed"
	"github.com/goasyncio/asyncio/examples/timeout"
	"github.com/goasyncio/asyncio/examples/timeout_at"
	"github.com/goasyncio/asyncio/examples/to_thread"
	"github.com/goasyncio/asyncio/examples/wait"
	"github.com/goasyncio/asyncio/examples/wait_first"
	"github.com/goasyncio/asyncio/examples/wait_for"
)

// Example is one program.
type Example struct {
	Name  string // of its folder
	About string // what it shows
	Main  func(context.Context) error
}

// All lists the examples, the simplest first.
func All() []Example {
	return []Example{
		{"hello", "a coroutine sleeps between two lines", hello.Main},
		{"sequential", "each task awaited where it is created: one after the other", sequential.Main},
		{"create_task", "tasks created first and awaited later run side by side", createtask.Main},
		{"gather", "results of several coroutines, in the order of the arguments", gather.Main},
		{"gather_error", "the first error comes at once; the others run on", gathererror.Main},
		{"gather_results", "errors as results", gatherresults.Main},
		{"as_completed", "results as they come, the quickest first", ascompleted.Main},
		{"as_completed_error", "an error or a timeout ends the loop, not the tasks", ascompletederror.Main},
		{"wait", "what is done after 2 s, and what is not", wait.Main},
		{"wait_first", "until the first is done, the first fails, or all are done", waitfirst.Main},
		{"wait_for", "what takes too long is cancelled, and awaited", waitfor.Main},
		{"timeout", "a body that may take 2 s, and none without a limit", timeout.Main},
		{"timeout_at", "a deadline that moves", timeoutat.Main},
		{"cancel", "Cancel only asks; the answer comes at an await", cancel.Main},
		{"taskgroup", "a group ends when its last task has", taskgroup.Main},
		{"taskgroup_error", "when one task of a group fails, the others are cancelled", taskgrouperror.Main},
		{"task_exception", "a task keeps its error until somebody asks", taskexception.Main},
		{"done_callback", "a function that is called when a task is done", donecallback.Main},
		{"names", "what tasks are called", names.Main},
		{"timed", "a decorator around coroutines", timed.Main},
		{"to_thread", "a blocking function in a thread, while the loop goes on", tothread.Main},
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

//go:embed */*.py */*.txt
var files embed.FS

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
