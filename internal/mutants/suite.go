package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"time"
)

// suite is the tests of one package, or some of them.
type suite struct {
	dir   string
	run   string // -test.run
	short bool
	sees  string // the top directories whose changes it can notice
}

// suites are in the order in which they run: the cheap ones first. The last
// ones compare with what CPython did; the interpreter of programs that they
// use goes through nearly all of the library.
var suites = []suite{
	{dir: "timer", sees: "timer"},
	{dir: "executor", sees: "executor"},
	{dir: "loop", sees: "timer executor loop"},
	{dir: "coro", sees: "timer executor loop coro"},
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
		runs = append(runs, suite{dir: m.hintDir, run: m.hintRun})
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
func (c *config) kill(w io.Writer, mutants []mutant) (ok bool, err error) {
	copied, err := os.MkdirTemp("", "mutants")
	if err != nil {
		return false, err
	}
	defer os.RemoveAll(copied)
	if err := copyTree(filepath.Join(copied, "tree"), c.root); err != nil {
		return false, err
	}
	if c.baseline {
		v := c.against(copied, &mutant{name: "no-mutant", changes: []change{{file: "timer executor loop coro"}}})
		if v.broken != nil || v.killer != "" {
			return false, fmt.Errorf("the tests fail without any mutant: %s%v\n%s", v.killer, v.broken, v.output)
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
				v := c.against(copied, &mutants[i])
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

// trial is one mutant, and the test programs that were built with it.
type trial struct {
	config   *config
	tree     string
	dir      string // for what is written
	overlay  string
	programs map[string]string // of directories
}

// against runs the tests against one mutant until one fails. The one without a
// bug is run unchanged.
func (c *config) against(copied string, m *mutant) (v verdict) {
	v = verdict{mutant: *m}
	begun := time.Now()
	defer func() { v.took = time.Since(begun) }()
	t := &trial{config: c, tree: filepath.Join(copied, "tree"), dir: filepath.Join(copied, m.name), programs: map[string]string{}}
	defer os.RemoveAll(t.dir)
	if v.broken = os.Mkdir(t.dir, 0o755); v.broken != nil {
		return v
	}
	runs := c.suites
	if m.bug != "" {
		runs = c.suitesFor(m)
		if v.broken = t.replace(m); v.broken != nil {
			return v
		}
	}
	for _, s := range runs {
		var program string
		if program, v.broken = t.build(s.dir); v.broken != nil {
			return v
		}
		at := time.Now()
		v.output, v.killer = t.test(program, s)
		v.tests += time.Since(at)
		if v.killer != "" {
			return v
		}
	}
	return v
}

// replace writes the changed files, and the list of what they replace.
func (t *trial) replace(m *mutant) error {
	files, err := m.apply(func(name string) ([]byte, error) { return os.ReadFile(filepath.Join(t.tree, name)) })
	if err != nil {
		return err
	}
	overlay := map[string]map[string]string{"Replace": {}}
	for name, text := range files {
		changed := filepath.Join(t.dir, strings.ReplaceAll(name, "/", "_"))
		if err := os.WriteFile(changed, []byte(text), 0o644); err != nil {
			return err
		}
		overlay["Replace"][filepath.Join(t.tree, name)] = changed
	}
	list, err := json.Marshal(overlay)
	if err != nil {
		return err
	}
	t.overlay = filepath.Join(t.dir, "overlay.json")
	return os.WriteFile(t.overlay, list, 0o644)
}

// build makes the test program of a package.
func (t *trial) build(dir string) (string, error) {
	if made := t.programs[dir]; made != "" {
		return made, nil
	}
	program := filepath.Join(t.dir, strings.ReplaceAll(dir, "/", "_")+".test")
	args := []string{"test", "-c", "-p", "1", "-o", program}
	if t.overlay != "" {
		args = append(args, "-overlay", t.overlay)
	}
	cmd := exec.Command("go", append(args, "./"+dir)...)
	cmd.Dir = t.tree
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("it does not compile: %w\n%s", err, out)
	}
	t.programs[dir] = program
	return program, nil
}

// memory is what a test program may take, in KiB: some mutants run away.
const memory = "8000000"

// test runs a test program, and names the test that failed, if one did.
func (t *trial) test(program string, s suite) (output, killer string) {
	ctx, cancel := context.WithTimeout(context.Background(), t.config.timeout+10*time.Second)
	defer cancel()
	args := []string{"-c", "ulimit -v " + memory + `; exec "$0" "$@"`, program,
		"-test.v", "-test.failfast", "-test.timeout", t.config.timeout.String(), "-test.run", s.run}
	if s.short {
		args = append(args, "-test.short")
	}
	cmd := exec.CommandContext(ctx, "sh", args...)
	cmd.Dir = filepath.Join(t.tree, s.dir)
	cmd.WaitDelay = time.Second
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Run(); err != nil {
		return out.String(), s.dir + " " + failed(out.String())
	}
	return "", ""
}

var (
	failLine = regexp.MustCompile(`(?m)^--- FAIL: (\S+)`)
	runLine  = regexp.MustCompile(`(?m)^=== (?:RUN|NAME|CONT) +(\S+)`)
)

// failed names the test that failed, from what the tests printed.
func failed(output string) string {
	if m := failLine.FindStringSubmatch(output); m != nil {
		return m[1]
	}
	last := "?"
	if all := runLine.FindAllStringSubmatch(output, -1); all != nil {
		last = all[len(all)-1][1]
	}
	switch {
	case strings.Contains(output, "panic: test timed out"):
		return last + ", which does not end"
	case strings.Contains(output, "found unexpected goroutines"):
		return "the check for leaked goroutines"
	}
	return last + ", which ends the program"
}
