// Testreport reads what `go test -json` writes and prints what a person wants
// to know: a line for each package, the output of what failed, and, at the
// end, which tests were skipped and why. It exits with 1 if anything failed.
//
//	go test -json ./... | go run ./internal/programs/testreport
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
)

func main() {
	ok, err := report(os.Stdin, os.Stdout)
	if err != nil {
		fmt.Fprintln(os.Stderr, "testreport:", err)
	}
	if !ok || err != nil {
		os.Exit(1)
	}
}

// event is a line of `go test -json`.
type event struct {
	Action, Package, Test, Output, ImportPath string
	Elapsed                                   float64
	FailedBuild                               string
}

func (e *event) key() string { return e.Package + e.ImportPath + " " + e.Test }

// reporter keeps each test's output until it is known whether it failed.
type reporter struct {
	out    io.Writer
	output map[string][]string
	skips  map[string][]string // reason -> tests
	failed []string
}

func report(in io.Reader, out io.Writer) (ok bool, err error) {
	r := &reporter{out: out, output: map[string][]string{}, skips: map[string][]string{}}
	lines := bufio.NewReader(in)
	for {
		line, err := lines.ReadBytes('\n')
		var e event
		switch {
		case len(line) > 0 && json.Unmarshal(line, &e) == nil:
			r.take(&e)
		case len(line) > 0: // not of go test: a warning of the linker, say
			out.Write(line)
		}
		if err == io.EOF {
			r.summary()
			return len(r.failed) == 0, nil
		}
		if err != nil {
			return false, err
		}
	}
}

func (r *reporter) take(e *event) {
	switch e.Action {
	case "output", "build-output":
		r.output[e.key()] = append(r.output[e.key()], e.Output)
	case "build-fail":
		r.fail(e, "does not build")
	case "fail":
		if e.FailedBuild == "" {
			r.fail(e, "failed")
		} else {
			r.failed = append(r.failed, e.Package+" (not built)")
		}
	case "skip":
		if e.Test != "" {
			reason := r.reason(e)
			r.skips[reason] = append(r.skips[reason], e.Test)
		}
	case "pass":
		if e.Test == "" {
			fmt.Fprintf(r.out, "ok    %6.1fs  %s\n", e.Elapsed, e.Package)
		}
	}
	if e.Test != "" && (e.Action == "pass" || e.Action == "skip") {
		delete(r.output, e.key())
	}
}

// unfinished prints what tests said that never ended: the package's time was
// over, say.
func (r *reporter) unfinished(e *event) {
	for _, key := range slices.Sorted(maps.Keys(r.output)) {
		if strings.HasPrefix(key, e.Package+" ") && key != e.key() {
			fmt.Fprintf(r.out, "%s did not end\n%s", key, strings.Join(r.output[key], ""))
		}
	}
}

func (r *reporter) fail(e *event, how string) {
	name := strings.TrimSpace(e.key())
	if e.Test == "" && e.Package != "" {
		r.unfinished(e)
	}
	r.failed = append(r.failed, name)
	fmt.Fprintf(r.out, "FAIL  %6.1fs  %s %s\n%s", e.Elapsed, name, how, strings.Join(r.output[e.key()], ""))
	delete(r.output, e.key())
}

// reason is what a test said when it was skipped.
func (r *reporter) reason(e *event) string {
	for _, line := range r.output[e.key()] {
		line = strings.TrimSpace(line)
		if _, text, found := strings.Cut(line, ".go:"); found && !strings.HasPrefix(line, "---") {
			_, text, _ = strings.Cut(text, ": ")
			return text
		}
	}
	return "no reason given"
}

func (r *reporter) summary() {
	for _, reason := range slices.Sorted(maps.Keys(r.skips)) {
		fmt.Fprintf(r.out, "skipped: %s: %s\n", reason, strings.Join(r.skips[reason], ", "))
	}
	if len(r.skips) == 0 {
		fmt.Fprintln(r.out, "nothing was skipped")
	}
	for _, name := range r.failed {
		fmt.Fprintln(r.out, "failed:", name)
	}
}
