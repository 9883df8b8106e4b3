// Package cli is the command asyncio without its process: arguments in, exit
// code out.
package cli

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/alecthomas/kong"
	"github.com/goasyncio/asyncio/coro"
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
	Version  kong.VersionFlag `help:"Show the version."`
	Lessons  lessonsCommand   `cmd:"" help:"List the lessons."`
	Lesson   lessonCommand    `cmd:"" help:"Show a lesson: as text, as a page, step by step, or as a quiz."`
	List     listCommand      `cmd:"" help:"List the programs that can be run."`
	Run      runCommand       `cmd:"" help:"Run a program."`
	Serve    serveCommand     `cmd:"" help:"Show the lessons in a browser."`
	View     viewCommand      `cmd:"" help:"Make a page of a recording."`
	Lint     lintCommand      `cmd:"" help:"Look for mistakes in a recording."`
	Diff     diffCommand      `cmd:"" help:"Compare two recordings."`
	Export   exportCommand    `cmd:"" help:"Turn a recording into another format."`
	Validate validateCommand  `cmd:"" help:"Check that a recording keeps the rules of a loop."`
}

// World is what a command may touch of the process.
type World struct {
	In       io.Reader
	Out, Err io.Writer
	Getenv   func(string) string // NO_COLOR, TERM, COLUMNS, LINES and LANG are asked for

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
	if len(args) == 0 {
		args, w.Out = []string{"--help"}, w.Err
		defer func() { code = exitUsage }()
	}
	w.width, w.height = size(w.Out, w.Getenv)
	w.color = color(w.Err, w.Getenv)
	parser := kong.Must(&g, kong.Name("asyncio"), kong.Description(description), kong.Vars{"version": "asyncio " + coro.Version, "language": spoken(w.Getenv)},
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
		e = usageError{unknownCommand(parser.Model, args, e)}
	} else {
		e = command.Run(&w)
	}
	return w.report(e, helpOn(parser.Model, args))
}

// unknownCommand is the error for a command line whose first word is none of
// the commands, and else what the parser said.
func unknownCommand(app *kong.Application, args []string, said error) error {
	if helpOn(app, args) != "" || strings.HasPrefix(args[0], "-") {
		return said
	}
	var names []string
	for _, command := range app.Children {
		names = append(names, command.Name)
	}
	return unknown("command", args[0], names).(usageError).error
}

// helpOn is the command that a command line begins with, and a space; "" if it
// begins with none.
func helpOn(app *kong.Application, args []string) string {
	for _, command := range app.Children {
		if len(args) > 0 && command.Name == args[0] {
			return args[0] + " "
		}
	}
	return ""
}

// report prints an error and gives the exit code that goes with it. An error of
// the library says by itself that it is one.
func (w *World) report(err error, command string) int {
	if err == nil {
		return exitOK
	}
	text := strings.ReplaceAll(err.Error(), ": asyncio: ", ": ")
	fmt.Fprintf(w.Err, "asyncio: %s\n", text)
	if _, usage := errors.AsType[usageError](err); usage {
		fmt.Fprintln(w.Err, "Try: asyncio "+command+"--help")
		return exitUsage
	}
	return exitFailed
}
