package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"

	"github.com/goasyncio/asyncio/cmd/asyncio/internal/lesson"
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
	Language
	Html  string `placeholder:"FILE" help:"Write the recorded run as a page that needs nothing else."`
	Trace string `placeholder:"FILE" help:"Write the recording; compressed if the name ends in .gz."`
}

// Help is the long help text.
func (runCommand) Help() string {
	return `What the program prints goes to standard output, and nothing else does.

Examples:
  asyncio run gather
  asyncio run gather --schedule
  asyncio run gather --html gather.html
  asyncio run timeout --clock real --trace timeout.jsonl

The exit code is 0, 1 if the program failed, 2 if there is no such program.`
}

// Run runs an example.
func (c *runCommand) Run(w *World) error {
	example, ok := examples.Find(c.Name)
	if !ok {
		return unknown("program", c.Name, programs())
	}
	// The virtual clock stands still while Run's context could still end, so
	// an interrupt is for programs that take real time only.
	ctx, opts := context.Background(), []coro.RunOption{coro.Output(w.Out)}
	if c.Clock == "virtual" {
		opts = append(opts, coro.Virtual())
	} else {
		interruptible, stop := signal.NotifyContext(ctx, os.Interrupt)
		defer stop()
		ctx = interruptible
	}
	var rec *trace.Recorder
	if c.Schedule || c.Html != "" || c.Trace != "" {
		rec = lesson.NewRecorder(example, c.Clock)
		opts = append(opts, coro.WithLoop(loop.Trace(rec)))
	}
	err := coro.Run(ctx, example.Main, opts...)
	if err != nil {
		err = fmt.Errorf("%s: %w", example.Name, err)
	}
	if rec != nil {
		err = errors.Join(err, c.show(w, example, rec.Recording()))
	}
	return err
}

// show does with the recording what the flags say.
func (c *runCommand) show(w *World, e examples.Example, rec *trace.Recording) error {
	h := replay.New(rec)
	var errs []error
	if c.Schedule {
		fmt.Fprintln(w.Err) // between what the program printed and the schedule
		errs = append(errs, h.In(c.speak()).WriteSchedule(w.Err, replay.Text{Width: w.width, Color: w.color}))
	}
	if c.Trace != "" {
		errs = append(errs, w.saveTrace(c.Trace, rec))
	}
	if c.Html != "" {
		d, err := lesson.Single(e, &lesson.Run{Program: lesson.Program{Name: e.Name}, History: h, Marks: lesson.Marks(e)}, c.Lang)
		if err == nil {
			err = w.savePage(c.Html, d)
		}
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}
