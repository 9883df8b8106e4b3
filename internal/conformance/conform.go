package conformance

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// A Config says what Conform compares.
type Config struct {
	Programs  int     // how many
	Seed      uint64  // the first seed
	Profile   Profile // empty: each seed chooses
	Python    string  // path of a CPython 3.13
	Processes int     // Pythons side by side; 0 means one more than there are processors
	Interpret func(Program) Trace
	Progress  io.Writer // gets a line now and then; may be nil
}

// A Report is what came of a comparison.
type Report struct {
	Programs, Events, Pairs int
	Diverged                int       // programs whose traces differ
	First                   []Finding // the first few of them
	Elapsed                 time.Duration
}

// A Finding is a program on which the two sides differ, as small as shrinking made it.
type Finding struct {
	Origin     Origin // of the program before it was shrunk
	Program    Program
	Divergence *Divergence
}

const (
	batchSize     = 500 // programs between two looks at the coverage
	shareSize     = 20  // programs that a Python gets at a time
	mostFindings  = 3   // findings that are shrunk and shown
	shrinkingRuns = 4000
)

// Conform runs programs on both sides and compares the traces. The programs depend on the seed and on the
// interpreter's traces alone, so a run can be repeated. When ctx ends, the report is of the programs compared so
// far. An error means that there is no result.
func Conform(ctx context.Context, config Config) (Report, error) {
	c := comparison{Config: config, explorer: NewExplorer(config.Seed, config.Profile)}
	if c.Progress == nil {
		c.Progress = io.Discard
	}
	begun := time.Now()
	if err := c.startPythons(context.WithoutCancel(ctx)); err != nil {
		return c.report, err
	}
	defer c.stopPythons()
	for next := begun.Add(5 * time.Second); c.report.Programs < config.Programs && ctx.Err() == nil; {
		if err := c.batch(min(batchSize, config.Programs-c.report.Programs)); err != nil {
			return c.report, err
		}
		if time.Now().After(next) {
			next = time.Now().Add(5 * time.Second)
			fmt.Fprintf(c.Progress, "%d programs, %d divergences, %s\n",
				c.report.Programs, c.report.Diverged, time.Since(begun).Round(time.Second))
		}
	}
	c.report.Pairs = c.explorer.Coverage.Pairs()
	c.report.Elapsed = time.Since(begun)
	return c.report, nil
}

// A comparison is one run of Conform.
type comparison struct {
	Config
	explorer *Explorer
	pythons  []*Python
	report   Report
}

func (c *comparison) startPythons(ctx context.Context) error {
	for range cmp.Or(c.Processes, runtime.NumCPU()+1) {
		python, err := StartPython(ctx, c.Python)
		if err != nil {
			c.stopPythons()
			return err
		}
		c.pythons = append(c.pythons, python)
	}
	return nil
}

func (c *comparison) stopPythons() {
	for _, python := range c.pythons {
		python.Close()
	}
}

// A sample is one program with what became of it on both sides.
type sample struct {
	origin  Origin
	program Program
	trace   Trace // the interpreter's
	differs bool
}

// batch compares n programs, shared out among the Pythons, and then learns from their traces.
func (c *comparison) batch(n int) error {
	samples := make([]sample, n)
	for i := range samples {
		samples[i].origin = c.explorer.Next()
	}
	var sides sync.WaitGroup
	failures := make([]error, len(c.pythons))
	shares := slices.Collect(slices.Chunk(samples, shareSize))
	var taken atomic.Int64
	for i, python := range c.pythons {
		sides.Go(func() {
			for at := taken.Add(1); at <= int64(len(shares)) && failures[i] == nil; at = taken.Add(1) {
				failures[i] = c.compareShare(python, shares[at-1])
			}
		})
	}
	sides.Wait()
	if err := errors.Join(failures...); err != nil {
		return err
	}
	for _, s := range samples {
		if err := c.takeIn(s); err != nil {
			return err
		}
	}
	return nil
}

// compareShare runs the programs of a share on one Python and on the interpreter.
func (c *comparison) compareShare(python *Python, share []sample) error {
	lines := make([][]byte, len(share))
	for i := range share {
		share[i].program = share[i].origin.Program()
		lines[i] = share[i].program.JSON()
	}
	return python.Lines(lines, func(i int, want []byte) {
		share[i].trace = c.Interpret(share[i].program)
		share[i].differs = !bytes.Equal(want, share[i].trace.JSON())
	})
}

func (c *comparison) takeIn(s sample) error {
	c.report.Programs++
	c.report.Events += len(s.trace)
	c.explorer.Learn(s.origin, s.trace)
	if !s.differs {
		return nil
	}
	c.report.Diverged++
	fmt.Fprintf(c.Progress, "program %s differs\n", s.origin)
	if len(c.report.First) == mostFindings {
		return nil
	}
	finding, err := c.shrink(s)
	c.report.First = append(c.report.First, finding)
	return err
}

// shrink makes the program of a sample small and finds the first event that differs.
func (c *comparison) shrink(s sample) (Finding, error) {
	finding := Finding{Origin: s.origin}
	var failure error
	diverge := func(p Program) *Divergence {
		want, err := c.pythons[0].Trace(p)
		if err != nil {
			failure = err
			return nil
		}
		return Compare(want, c.Interpret(p))
	}
	differs := func(p Program) bool { return failure == nil && diverge(p) != nil }
	finding.Program = Shrink(s.program, differs, shrinkingRuns)
	finding.Divergence = diverge(finding.Program)
	return finding, failure
}

// Write prints the report as people read it.
func (r Report) Write(w io.Writer) {
	for _, f := range r.First {
		fmt.Fprintf(w, "program %s, shrunk:\n%s\n%s\n", f.Origin, f.Program.JSON(), f.Divergence)
	}
	perSecond := float64(r.Programs) / max(r.Elapsed.Seconds(), 1e-9)
	fmt.Fprintf(w, "%d programs, %d events, %d pairs of events, %d divergences, %.0f programs a second\n",
		r.Programs, r.Events, r.Pairs, r.Diverged, perSecond)
}
