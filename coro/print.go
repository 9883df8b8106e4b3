package coro

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/goasyncio/asyncio/loop"
)

// Println is fmt.Println for coroutines, callbacks and functions in ToThread:
// it writes a line to the loop's Output. What it adds is that the line stands
// in a recording of the loop, at the place in the schedule where it was
// printed, and that tests can read it. It never suspends. With a ctx of no
// loop it is fmt.Println.
func Println(ctx context.Context, args ...any) {
	line := strings.TrimSuffix(fmt.Sprintln(args...), "\n")
	if ctx == nil {
		ctx = context.Background()
	}
	switch v := ctx.Value(taskKey{}).(type) {
	case *task:
		v.print(ctx, line)
	case *realm:
		v.loop.Print(0, line)
	case *threadCall:
		v.call.Print(line)
	default:
		fmt.Println(line)
	}
}

// Output is where Println writes; os.Stdout if it is not given.
func Output(w io.Writer) RunOption { return WithLoop(loop.Output(w)) }

// print prints for a task; a goroutine that has no right to the task's ctx
// prints as a thread would.
func (t *task) print(ctx context.Context, line string) {
	if _, err := holder(ctx); err != nil {
		t.rt.loop.PrintThreadsafe(line)
		return
	}
	t.rt.loop.Print(t.Number(), line)
}
