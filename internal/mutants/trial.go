package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

// trial is one mutant, and the test programs that were built with it.
type trial struct {
	config   *config
	ctx      context.Context // ends when the command is interrupted
	tree     string
	dir      string            // for what is written
	replaced map[string]string // files, and what is built instead
	programs map[string]string // of directories
}

// against runs the tests against one mutant until one fails. The one without a
// bug is run unchanged.
func (c *config) against(ctx context.Context, copied string, m *mutant) (v verdict) {
	v = verdict{mutant: *m}
	begun := time.Now()
	defer func() { v.took = time.Since(begun) }()
	t := &trial{config: c, ctx: ctx, tree: filepath.Join(copied, "tree"), dir: filepath.Join(copied, m.name), replaced: map[string]string{}, programs: map[string]string{}}
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
		if program, v.broken = t.build(s); v.broken != nil {
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

// replace writes the changed files, and notes what they replace.
func (t *trial) replace(m *mutant) error {
	files, err := m.apply(func(name string) ([]byte, error) { return os.ReadFile(filepath.Join(t.tree, name)) })
	if err != nil {
		return err
	}
	for name, text := range files {
		if err := t.put(filepath.Join(t.tree, name), text); err != nil {
			return err
		}
	}
	return nil
}

// put has a text take the place of a file of the tree.
func (t *trial) put(file, text string) error {
	other := filepath.Join(t.dir, fmt.Sprintf("%d.go", len(t.replaced)))
	t.replaced[file] = other
	return os.WriteFile(other, []byte(text), 0o644)
}

// narrow empties the test files that a hint does not need, and returns them.
func (t *trial) narrow(s suite) ([]string, error) {
	run, err := regexp.Compile(s.run)
	if err != nil {
		return nil, err
	}
	files, err := others(filepath.Join(t.tree, s.dir), run)
	for _, file := range files {
		text, err := emptied(file)
		if err == nil {
			err = t.put(file, text)
		}
		if err != nil {
			return nil, err
		}
	}
	return files, err
}

// overlay writes the list of what is replaced.
func (t *trial) overlay() (string, error) {
	list, err := json.Marshal(map[string]map[string]string{"Replace": t.replaced})
	if err != nil {
		return "", err
	}
	name := filepath.Join(t.dir, "overlay.json")
	return name, os.WriteFile(name, list, 0o644)
}

// build makes the test program of a package.
func (t *trial) build(s suite) (string, error) {
	if made := t.programs[s.dir]; made != "" {
		return made, nil
	}
	var emptied []string
	if s.hint {
		var err error
		if emptied, err = t.narrow(s); err != nil {
			return "", err
		}
	}
	overlay, err := t.overlay()
	if err != nil {
		return "", err
	}
	program := filepath.Join(t.dir, strings.ReplaceAll(s.dir, "/", "_")+".test")
	cmd := exec.CommandContext(t.ctx, "go", "test", "-c", "-p", "1", "-o", program,
		"-gcflags=-N -l -dwarf=false", "-ldflags=-s", "-overlay", overlay, "./"+s.dir)
	cmd.Dir = t.tree
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("it does not compile: %w\n%s", err, out)
	}
	for _, file := range emptied {
		delete(t.replaced, file)
	}
	if !s.hint {
		t.programs[s.dir] = program
	}
	return program, nil
}

// memory is what a test program may take, in KiB: some mutants run away.
const memory = "8000000"

// test runs a test program, and names the test that failed, if one did. Some
// tests look at the clock, or at what else the machine does, and may fail by
// themselves: so one that failed must do it again, alone, or the others run
// again without it.
func (t *trial) test(program string, s suite) (output, killer string) {
	for {
		output, test, how := t.start(program, s)
		if how == "" {
			return "", ""
		}
		alone := s
		alone.run = "^" + test + "$"
		if test == "" {
			return output, s.dir + " " + how
		}
		if _, _, again := t.start(program, alone); again != "" {
			return output, s.dir + " " + test + how
		}
		s.skip = strings.TrimPrefix(s.skip+"|"+alone.run, "|")
	}
}

// start runs a test program once. It returns which test failed, if that can be
// told, and how; "" if none did.
func (t *trial) start(program string, s suite) (output, test, how string) {
	ctx, cancel := context.WithTimeout(t.ctx, t.config.timeout+10*time.Second)
	defer cancel()
	args := []string{"-c", "ulimit -v " + memory + `; exec "$0" "$@"`, program,
		"-test.v", "-test.failfast", "-test.timeout", t.config.timeout.String(), "-test.run", s.run, "-test.skip", s.skip}
	if s.short {
		args = append(args, "-test.short")
	}
	cmd := exec.CommandContext(ctx, "sh", args...)
	cmd.Dir = filepath.Join(t.tree, s.dir)
	cmd.WaitDelay = time.Second
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if cmd.Run() == nil {
		return "", "", ""
	}
	test, how = failed(out.String())
	return out.String(), test, how
}

var (
	failLine = regexp.MustCompile(`(?m)^--- FAIL: (\S+)`)
	runLine  = regexp.MustCompile(`(?m)^=== (?:RUN|NAME|CONT) +([^\s/]+)`)
)

// failed names the test that failed, from what the tests printed, and how.
func failed(output string) (test, how string) {
	if m := failLine.FindStringSubmatch(output); m != nil {
		return m[1], ", which fails"
	}
	if strings.Contains(output, "found unexpected goroutines") {
		return "", "leaked goroutines"
	}
	all := runLine.FindAllStringSubmatch(output, -1)
	if all == nil {
		return "", "the end of the program"
	}
	test = all[len(all)-1][1]
	if strings.Contains(output, "panic: test timed out") {
		return test, ", which does not end"
	}
	return test, ", which ends the program"
}
