// Command mutants breaks the core in ways in which asyncio, or a library like
// it, was broken once, one at a time, and looks whether the tests notice.
//
// A mutant is a small change of the source text, with the bug that it brings
// back; the files of the directory bugs hold them. For each, the command builds
// the tests with the changed text in place of the original, by `go test
// -overlay`, in a copy of the module; the tree itself is never touched. Then it
// runs them, those first that most likely notice, until one fails: the mutant
// is killed. It exits with 1 if one survives, does not apply any more, or does
// not compile.
//
//	go run ./internal/mutants [-run regexp] [-suites regexp] [-j n] [-list]
//
// With -suites conformance it tells which bugs the comparison with CPython
// alone would find.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"regexp"
	"slices"
	"syscall"
	"time"
)

type config struct {
	root     string
	only     *regexp.Regexp
	suites   []suite
	jobs     int
	timeout  time.Duration
	hints    bool
	baseline bool
	verbose  bool
}

func main() {
	run := flag.String("run", "", "only the mutants whose names match this regular `expression`")
	in := flag.String("suites", "", "only the tests of directories that match this regular `expression`, and no hints")
	list := flag.Bool("list", false, "list the mutants and run nothing")
	c := config{root: findRoot()}
	flag.IntVar(&c.jobs, "j", 1, "how many mutants at the same time")
	flag.DurationVar(&c.timeout, "timeout", time.Minute, "how long the tests of one package may take")
	flag.BoolVar(&c.baseline, "baseline", true, "first see that the tests pass without a mutant")
	flag.BoolVar(&c.verbose, "v", false, "show what the tests printed")
	flag.Parse()
	c.only, c.hints = regexp.MustCompile(*run), *in == ""
	c.suites = chosen(suites, regexp.MustCompile(*in))

	mutants, err := load(c.only)
	switch {
	case err != nil:
	case *list:
		show(os.Stdout, mutants)
		return
	default:
		var ok bool
		ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
		defer stop()
		if ok, err = c.kill(ctx, os.Stdout, mutants); ok {
			return
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "mutants:", err)
		os.Exit(2)
	}
	os.Exit(1)
}

// findRoot is the directory of the module: that of go.mod, here or above.
func findRoot() string {
	for dir := "."; ; dir = filepath.Join("..", dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		if abs, err := filepath.Abs(dir); err != nil || abs == filepath.Dir(abs) {
			return "."
		}
	}
}

func show(w io.Writer, mutants []mutant) {
	for _, m := range mutants {
		fmt.Fprintf(w, "%-44s %-10s %s\n", m.name, m.bug, m.about)
	}
}

// verdict is what became of a mutant.
type verdict struct {
	mutant
	killer string // the test that failed; "" if none did
	output string
	broken error         // it does not apply, or does not compile
	took   time.Duration // from the start of the build
	tests  time.Duration // of that, the time in which tests ran
}

func (v *verdict) write(w io.Writer) {
	switch {
	case v.broken != nil:
		fmt.Fprintf(w, "%-44s %-10s BROKEN: %v\n", v.name, v.bug, v.broken)
	case v.killer == "":
		fmt.Fprintf(w, "%-44s %-10s SURVIVED for %.1fs\n", v.name, v.bug, v.took.Seconds())
	default:
		fmt.Fprintf(w, "%-44s %-10s killed in %.1fs (tests %.1fs) by %s\n",
			v.name, v.bug, v.took.Seconds(), v.tests.Seconds(), v.killer)
	}
}

// summary writes the last lines, and tells whether all were killed.
func summary(w io.Writer, verdicts []verdict) bool {
	var took, tests []time.Duration
	survived, broken := 0, 0
	for _, v := range verdicts {
		switch {
		case v.broken != nil:
			broken++
		case v.killer == "":
			survived++
		default:
			took, tests = append(took, v.took), append(tests, v.tests)
		}
	}
	fmt.Fprintf(w, "%d mutants: %d killed, %d survived, %d broken\n", len(verdicts), len(took), survived, broken)
	if len(took) > 0 {
		fmt.Fprintf(w, "median time to kill: %.1fs, of which the tests ran for %.2fs\n",
			median(took).Seconds(), median(tests).Seconds())
	}
	return survived+broken == 0
}

func median(d []time.Duration) time.Duration {
	slices.Sort(d)
	return d[len(d)/2]
}
