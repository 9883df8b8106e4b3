// Command compare measures this library against CPython and uvloop; see package
// bench. Run it from the root of the module. Interrupted, it shows what it has.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"regexp"
	"strings"
	"syscall"
	"time"

	"github.com/goasyncio/asyncio/internal/bench"
)

// serveArg makes the command serve workloads to another one of its kind.
const serveArg = "-serve"

func main() {
	if len(os.Args) == 2 && os.Args[1] == serveArg {
		signal.Ignore(os.Interrupt, syscall.SIGTERM) // who asks decides: it closes stdin
		check(bench.Serve(os.Stdin, os.Stdout))
		return
	}
	only := flag.String("only", "", "the rows whose names match a regular `expression`")
	quick := flag.Bool("quick", false, "small sizes and one round: is it broken, rather than is it fast")
	rounds := flag.Int("rounds", 5, "`how often` to measure every row")
	cpu := flag.Bool("cpu", false, "print the time of processors: steadier where others use the machine")
	write := flag.Bool("write", false, "write BENCHMARKS.md")
	flag.Parse()
	o := bench.Options{Rounds: max(*rounds, 1), Quick: *quick, Log: os.Stderr, Shown: progress()}
	if *quick && !given("rounds") {
		o.Rounds = 1
	}
	check(compare(o, *only, *cpu, *write))
}

func compare(o bench.Options, only string, cpu, write bool) error {
	rows, err := choose(only)
	if err != nil {
		return err
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	parties := bench.Find(self, serveArg)
	fmt.Println("machine:", bench.Machine())
	for _, p := range parties {
		if p.Version != "" {
			fmt.Printf("%s: %s\n", p.Contestant, p.Version)
		}
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	result := bench.Compare(ctx, parties, rows, o)
	scores := result.Scores(cpu)
	fmt.Println()
	if err := bench.Print(os.Stdout, scores, o.Quick); err != nil {
		return err
	}
	missed, known := bench.Missed(scores)
	fmt.Printf("\n%d of %d goals were reached\n", known-missed, known)
	if !write {
		return nil
	}
	var text strings.Builder
	if err := bench.Markdown(&text, result, time.Now()); err != nil {
		return err
	}
	return os.WriteFile("BENCHMARKS.md", []byte(text.String()), 0o644)
}

// choose takes the rows whose names match.
func choose(only string) ([]bench.Row, error) {
	pattern, err := regexp.Compile(only)
	if err != nil {
		return nil, err
	}
	var rows []bench.Row
	for _, row := range bench.Rows() {
		if pattern.MatchString(row.Name) {
			rows = append(rows, row)
		}
	}
	if len(rows) == 0 {
		return nil, fmt.Errorf("no row matches %q", only)
	}
	return rows, nil
}

// progress is the terminal, if there is one.
func progress() io.Writer {
	if info, err := os.Stderr.Stat(); err == nil && info.Mode()&os.ModeCharDevice != 0 {
		return os.Stderr
	}
	return io.Discard
}

func given(name string) (is bool) {
	flag.Visit(func(f *flag.Flag) { is = is || f.Name == name })
	return is
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}
