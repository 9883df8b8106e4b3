// Package cli is the command asyncio without its process: arguments in, exit
// code out.
package cli

import (
	"errors"
	"fmt"
	"io"

	"github.com/alecthomas/kong"
)

// The exit codes.
const (
	exitOK     = 0
	exitFailed = 1 // the program that was run failed, or a check found something
	exitUsage  = 2 // the command was not understood
)

const description = `Run small asyncio programs, see their schedules, and learn from them.

Examples:
  asyncio lessons
  asyncio lesson gather-order --quiz
  asyncio lesson gather-order --html gather.html
  asyncio run gather --schedule
  ASYNCIO_TRACE=out.jsonl ./my-program && asyncio view out.jsonl`

// grammar is what can be typed.
type grammar struct {
	Lessons  lessonsCommand  `cmd:"" help:"List the lessons."`
	Lesson   lessonCommand   `cmd:"" help:"Show a lesson: as text, as a page, step by step, or as a quiz."`
	List     listCommand     `cmd:"" help:"List the programs that can be run."`
	Run      runCommand      `cmd:"" help:"Run a program."`
	Serve    serveCommand    `cmd:"" help:"Show the lessons in a browser."`
	View     viewCommand     `cmd:"" help:"Make a page of a recording."`
	Lint     lintCommand     `cmd:"" help:"Look for mistakes in a recording."`
	Diff     diffCommand     `cmd:"" help:"Compare two recordings."`
	Export   exportCommand   `cmd:"" help:"Turn a recording into another format."`
	Validate validateCommand `cmd:"" help:"Check that a recording keeps the rules of a loop."`
}

// World is what a command may touch of the process.
type World struct {
	In       io.Reader
	Out, Err io.Writer
	Getenv   func(string) string // NO_COLOR, TERM, COLUMNS and LINES are asked for

	width, height int
	color         bool // of what goes to Err
}

// usageError is an error of whoever typed the command.
type usageError struct{ error }

// foundError tells that a check found something; it has said what.
type foundError struct{ error }

// finished stops the parser after it has printed a help text.
type finished struct{}

// Main runs a command line and returns its exit code: 0, 1 if the program that
// was run failed or a check found something, 2 if the command was not
// understood. What was asked for goes to Out, everything else to Err.
func Main(args []string, w World) (code int) {
	var g grammar
	w.width, w.height = size(w.Out, w.Getenv)
	w.color = color(w.Err, w.Getenv)
	parser := kong.Must(&g, kong.Name("asyncio"), kong.Description(description), kong.UsageOnError(),
		kong.Writers(w.Out, w.Err), kong.Exit(func(int) { panic(finished{}) }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, NoExpandSubcommands: true, WrapUpperBound: w.width}))
	defer func() {
		if v := recover(); v != nil {
			if _, ok := v.(finished); !ok {
				panic(v)
			}
			code = exitOK
		}
	}()
	command, e := parser.Parse(args)
	if e != nil {
		e = usageError{e}
	} else {
		e = command.Run(&w)
	}
	return w.report(e)
}

// report prints an error and gives the exit code that goes with it.
func (w *World) report(err error) int {
	if err == nil {
		return exitOK
	}
	fmt.Fprintf(w.Err, "asyncio: %v\n", err)
	if _, usage := errors.AsType[usageError](err); usage {
		fmt.Fprintln(w.Err, "Try: asyncio --help")
		return exitUsage
	}
	return exitFailed
}
