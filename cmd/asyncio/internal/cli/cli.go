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
	exitFailed = 1 // the program that was run failed
	exitUsage  = 2 // the command was not understood
)

const description = `Run small asyncio programs and see their schedules.

Examples:
  asyncio list
  asyncio run gather
  asyncio run gather --schedule
  asyncio run timeout --clock real`

// grammar is what can be typed.
type grammar struct {
	List listCommand `cmd:"" help:"List the programs that can be run."`
	Run  runCommand  `cmd:"" help:"Run a program."`
}

// world is what a command may touch.
type world struct {
	out, err io.Writer
	width    int
	color    bool // of what goes to err
}

// usageError is an error of whoever typed the command.
type usageError struct{ error }

// finished stops the parser after it has printed a help text.
type finished struct{}

// Main runs a command line and returns its exit code: 0, 1 if the program that
// was run failed, 2 if the command was not understood. What the program prints
// goes to out, everything else to err. Getenv tells NO_COLOR, TERM and
// COLUMNS.
func Main(args []string, out, err io.Writer, getenv func(string) string) (code int) {
	var g grammar
	w := &world{out: out, err: err, width: width(getenv), color: color(err, getenv)}
	parser := kong.Must(&g, kong.Name("asyncio"), kong.Description(description), kong.UsageOnError(),
		kong.Writers(out, err), kong.Exit(func(int) { panic(finished{}) }),
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
		e = command.Run(w)
	}
	return w.report(e)
}

// report prints an error and gives the exit code that goes with it.
func (w *world) report(err error) int {
	if err == nil {
		return exitOK
	}
	fmt.Fprintf(w.err, "asyncio: %v\n", err)
	var usage usageError
	if errors.As(err, &usage) {
		fmt.Fprintln(w.err, "Try: asyncio --help")
		return exitUsage
	}
	return exitFailed
}
