package main

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
)

// suite is the tests of one package, or some of them.
type suite struct {
	dir   string
	run   string // -test.run
	skip  string // -test.skip
	short bool
	hint  bool   // build only what run names
	sees  string // the top directories whose changes it can notice
}

// suites are in the order in which they run: the cheap ones first. The last
// ones compare with what CPython did; the interpreter of programs that they
// use goes through nearly all of the library.
var suites = []suite{
	{dir: "timer", sees: "timer"},
	{dir: "executor", sees: "executor"},
	{dir: "loop", sees: "timer executor loop"},
	{dir: "coro", skip: "^TestStacks", sees: "timer executor loop coro"}, // a mutant is built without optimization
	{dir: "internal/conformance/schedule", run: "Examples|Pairs", sees: "timer executor loop coro"},
	{dir: "internal/conformance", run: "^Test(Directed|Golden)Programs$|EveryMode$", short: true, sees: "timer executor loop coro"},
	{dir: "internal/conformance", run: "^TestGoldenPrograms$", sees: "timer executor loop coro"},
}

func chosen(all []suite, only *regexp.Regexp) (some []suite) {
	for _, s := range all {
		if only.MatchString(s.dir) {
			some = append(some, s)
		}
	}
	return some
}

// suitesFor are the runs for a mutant: the hint, then all that can notice it.
func (c *config) suitesFor(m *mutant) (runs []suite) {
	if c.hints {
		runs = append(runs, suite{dir: m.hintDir, run: m.hintRun, hint: true})
	}
	top, _, _ := strings.Cut(m.changes[0].file, "/")
	for _, s := range c.suites {
		if strings.Contains(s.sees, top) {
			runs = append(runs, s)
		}
	}
	return runs
}

// kill runs the tests against all mutants. Ok is that each was killed.
func (c *config) kill(ctx context.Context, w io.Writer, mutants []mutant) (ok bool, err error) {
	copied, err := os.MkdirTemp("", "mutants")
	if err != nil {
		return false, err
	}
	defer os.RemoveAll(copied)
	if err := copyTree(filepath.Join(copied, "tree"), c.root); err != nil {
		return false, err
	}
	if c.baseline {
		v := c.against(ctx, copied, &mutant{name: "no-mutant"})
		if v.broken != nil || v.killer != "" {
			return false, fmt.Errorf("without any mutant: %s %v\n%s", v.killer, v.broken, v.output)
		}
		fmt.Fprintf(w, "the tests pass without a mutant, in %.1fs\n", v.took.Seconds())
	}
	verdicts := make([]verdict, len(mutants))
	var mutex sync.Mutex
	var workers sync.WaitGroup
	next := make(chan int, len(mutants))
	for i := range mutants {
		next <- i
	}
	close(next)
	for range c.jobs {
		workers.Go(func() {
			for i := range next {
				v := c.against(ctx, copied, &mutants[i])
				if ctx.Err() != nil {
					return // what it found is not true
				}
				mutex.Lock()
				v.write(w)
				if c.verbose {
					fmt.Fprintln(w, v.output)
				}
				verdicts[i] = v
				mutex.Unlock()
			}
		})
	}
	workers.Wait()
	if ctx.Err() != nil {
		return false, ctx.Err()
	}
	return summary(w, verdicts), nil
}

// copyTree copies the module, so that whoever edits it meanwhile does not
// disturb. What is hidden stays behind.
func copyTree(to, from string) error {
	return filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		switch {
		case rel != "." && strings.HasPrefix(d.Name(), "."):
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case d.IsDir():
			return os.MkdirAll(filepath.Join(to, rel), 0o755)
		case !d.Type().IsRegular():
			return nil
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, rel), text, 0o644)
	})
}
