// Conform compares this project with CPython on random programs: it generates them, runs each on both sides
// and compares the traces, event for event. It exits with 1 when any differ, and shows the first of them as
// small as it can make them. An interrupt ends it early, with the result so far.
//
//	go run ./internal/conformance/conform -n 20000 -seed 1
package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"runtime/debug"

	"github.com/goasyncio/asyncio/internal/conformance"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "conform:", err)
		os.Exit(1)
	}
}

func run() error {
	n := flag.Int("n", 20_000, "how many programs")
	seed := flag.Uint64("seed", 1, "the first seed")
	profile := flag.String("profile", "", "lean on one family of ops: one of "+fmt.Sprint(conformance.Profiles())+"; by default each seed chooses")
	find := flag.Bool("find", false, "only look for CPython 3.13, print which it is, and run nothing")
	show := flag.Bool("print", false, "print the programs, a line each, and run nothing")
	flag.Parse()
	origin, err := conformance.ParseOrigin(*profile + ":0")
	if err != nil {
		return err
	}
	if *find {
		return findPython()
	}
	if *show {
		return printPrograms(*n, *seed, origin.Profile)
	}
	debug.SetGCPercent(400) // programs and traces come and go, and memory is not short
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	return compare(ctx, *n, *seed, origin.Profile)
}

func findPython() error {
	python, reason := conformance.FindPython()
	if python == "" {
		return errors.New(reason)
	}
	fmt.Println("CPython 3.13:", python)
	return nil
}

// compare prints the report; the error says that something differs, or that nothing could be compared.
func compare(ctx context.Context, n int, seed uint64, profile conformance.Profile) error {
	python, reason := conformance.FindPython()
	if python == "" {
		return errors.New(reason)
	}
	report, err := conformance.Conform(ctx, conformance.Config{
		Programs: n, Seed: seed, Profile: profile, Python: python,
		Interpret: conformance.Interpret, Progress: os.Stderr,
	})
	if err != nil {
		return err
	}
	report.Write(os.Stdout)
	switch {
	case report.Diverged > 0:
		return fmt.Errorf("%d of %d programs differ", report.Diverged, report.Programs)
	case report.Programs < n:
		return fmt.Errorf("interrupted after %d of %d programs", report.Programs, n)
	}
	return nil
}

func printPrograms(n int, seed uint64, profile conformance.Profile) error {
	out := bufio.NewWriter(os.Stdout)
	for i := range n {
		out.Write(conformance.Generate(seed+uint64(i), profile).JSON())
		out.WriteByte('\n')
	}
	return out.Flush()
}
