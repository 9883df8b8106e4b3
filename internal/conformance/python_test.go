package conformance_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/goasyncio/asyncio/internal/conformance"
)

func TestPythonRunsAProgram(t *testing.T) {
	trace, err := startPython(t).Trace(ops(t, `[["spawn",0],["sleep",2],["return",7]]`))
	if err != nil {
		t.Fatal(err)
	}
	const want = `[0, "T0.0", "spawn", 0]`
	if len(trace) < 5 || trace[1].String() != want {
		t.Errorf("got %s", trace.JSON())
	}
}

func TestPythonGoesOnAfterABadProgram(t *testing.T) {
	python := startPython(t)
	good := []byte(program("[]"))
	lines := [][]byte{good, []byte("{"), []byte("\xff"), []byte(""), []byte(`{"v":1}`),
		[]byte(program(`[["sleep","x"]]`)), []byte(strings.Repeat("[", 100_000)), good}
	var got []string
	err := python.Lines(lines, func(_ int, line []byte) { got = append(got, string(line)) })
	if err != nil || len(got) != len(lines) {
		t.Fatalf("%d lines, %v", len(got), err)
	}
	if got[0] != got[len(got)-1] {
		t.Errorf("the same program gave\n%s\nand then\n%s", got[0], got[len(got)-1])
	}
	for _, line := range append(got[1:5:5], got[6]) {
		if !strings.HasPrefix(line, `[["ERROR", "`) {
			t.Errorf("got %s", line)
		}
	}
}

func TestPythonTakesManyAndLongLines(t *testing.T) {
	long := []byte(program("[" + strings.Repeat(`["sleep",0],`, 4999) + `["sleep",0]]`))
	lines := [][]byte{long}
	for seed := range uint64(1200) {
		lines = append(lines, conformance.Generate(seed, conformance.ProfileTasks).JSON())
	}
	python, count := startPython(t), 0
	err := python.Lines(append(lines, long), func(i int, line []byte) {
		if count++; i == 0 && len(line) < 200_000 || line[len(line)-1] != ']' {
			t.Errorf("line %d has %d bytes", i, len(line))
		}
	})
	if err != nil || count != 1202 {
		t.Errorf("%d lines, %v", count, err)
	}
}

// A program of more turns than a run may have: 39 coroutines, one after the other, each of 520 turns.
func endless() conformance.Program {
	main, turns := conformance.Block{}, conformance.Block{}
	for range 39 {
		main = append(main, conformance.NewOp("waitfor_p", 1, nil))
	}
	for range 520 {
		turns = append(turns, conformance.NewOp("sleep", 0))
	}
	p := conformance.Generate(1, "")
	p.Procs = []conformance.Block{main, turns}
	return p
}

// endlessHash is the hash of CPython's trace of it.
const endlessHash = "5c2f5ba5ce4986a0"

func TestPythonCountsTurns(t *testing.T) {
	err := startPython(t).Lines([][]byte{endless().JSON()}, func(_ int, line []byte) {
		if !strings.Contains(string(line), `[0, "-", "DEADLOCK", ["T0.0"]]`) || conformance.Hash(line) != endlessHash {
			t.Errorf("hash %s of %d bytes", conformance.Hash(line), len(line))
		}
	})
	if err != nil {
		t.Error(err)
	}
}

func TestPythonThatDiesIsReported(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	python, err := conformance.StartPython(ctx, requirePython(t))
	if err != nil {
		t.Fatal(err)
	}
	defer python.Close()
	cancel()
	if _, err := python.Trace(ops(t, `[]`)); err == nil || !strings.Contains(err.Error(), "python ended at program 0") {
		t.Errorf("got %v", err)
	}
}

// A script stands in for a Python of another version.
func TestFindPythonSaysWhyThereIsNone(t *testing.T) {
	fake := filepath.Join(t.TempDir(), "python3.13")
	for _, c := range [][2]string{
		{"echo cpython 3.12", "is cpython 3.12"}, {"echo pypy 3.13", "is pypy 3.13"}, {"exit 3", "does not run (exit status 3)"},
	} {
		answer, want := c[0], c[1]
		if err := os.WriteFile(fake, []byte("#!/bin/sh\n"+answer+"\n"), 0o755); err != nil {
			t.Fatal(err)
		}
		t.Setenv(conformance.PythonVariable, fake)
		if path, why := conformance.FindPython(); path != "" || !strings.Contains(why, want) {
			t.Errorf("%s: got %q, %q", answer, path, why)
		}
	}
	t.Setenv(conformance.PythonVariable, "")
	t.Setenv("PATH", filepath.Dir(fake))
	path, why := conformance.FindPython()
	if path != "" || !strings.Contains(why, "python3.13 does not run") || !strings.Contains(why, "there is no python3 to run") ||
		!strings.Contains(why, "set ASYNCIO_PYTHON") {
		t.Errorf("got %q, %q", path, why)
	}
}

func TestStartPythonThatIsNotThere(t *testing.T) {
	if _, err := conformance.StartPython(t.Context(), filepath.Join(t.TempDir(), "none")); err == nil {
		t.Error("no error")
	}
}
