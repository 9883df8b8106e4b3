package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"strings"

	"github.com/goasyncio/asyncio/coro"
	"github.com/goasyncio/asyncio/examples"
	"github.com/goasyncio/asyncio/loop"
	"github.com/goasyncio/asyncio/loop/trace"
	"github.com/goasyncio/asyncio/loop/trace/replay"
)

type runCommand struct {
	Name     string `arg:"" help:"Which program; asyncio list shows them."`
	Clock    string `enum:"virtual,real" default:"virtual" help:"The clock: virtual (sleeps take no time) or real."`
	Schedule bool   `help:"Show the schedule afterwards, turn by turn, on standard error."`
}

// Help is the long help text.
func (runCommand) Help() string {
	return `What the program prints goes to standard output, and nothing else does.

Examples:
  asyncio run gather
  asyncio run gather --schedule
  asyncio run timeout --clock real

The exit code is 0, 1 if the program failed, 2 if there is no such program.`
}

// Run runs an example.
func (c *runCommand) Run(w *world) error {
	example, ok := examples.Find(c.Name)
	if !ok {
		return unknown(c.Name)
	}
	// The virtual clock stands still while Run's context could still end, so
	// an interrupt is for programs that take real time only.
	ctx, opts := context.Background(), []coro.RunOption{coro.Output(w.out)}
	if c.Clock == "virtual" {
		opts = append(opts, coro.Virtual())
	} else {
		interruptible, stop := signal.NotifyContext(ctx, os.Interrupt)
		defer stop()
		ctx = interruptible
	}
	var rec *trace.Recorder
	if c.Schedule {
		rec = trace.New(trace.WithHeader(trace.Header{Clock: c.Clock, Lesson: example.Name, Loop: 1}))
		opts = append(opts, coro.WithLoop(loop.Trace(rec)))
	}
	err := coro.Run(ctx, example.Main, opts...)
	if err != nil {
		err = fmt.Errorf("%s: %w", example.Name, err)
	}
	if c.Schedule {
		fmt.Fprintln(w.err) // between what the program printed and the schedule
		err = errors.Join(err, replay.New(rec.Recording()).WriteSchedule(w.err, replay.Text{Width: w.width, Color: w.color}))
	}
	return err
}

// unknown is the error for a name that is not an example's, with those that
// come near it.
func unknown(name string) error {
	var names []string
	for _, e := range examples.All() {
		names = append(names, e.Name)
	}
	text := fmt.Sprintf("there is no program %q", name)
	if near := nearest(name, names); len(near) > 0 {
		text += "; did you mean " + strings.Join(near, " or ") + "?"
	} else {
		text += "; asyncio list shows those that there are"
	}
	return usageError{errors.New(text)}
}
