package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// A module of two lines, one of which is tested.
func writeModule(t *testing.T, root string) {
	for name, text := range map[string]string{
		"go.mod":              "module example.com/m\n\ngo 1.26\n",
		".hidden/x.go":        "no go",
		"timer/timer.go":      "package timer\n\nfunc Tested() int { return 1 }\n\nfunc Untested() int { return 1 }\n",
		"timer/timer_test.go": "package timer\n\nimport \"testing\"\n\nfunc TestTested(t *testing.T) {\n\tif Tested() != 1 {\n\t\tt.Error()\n\t}\n}\n",
	} {
		file := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

const threeBugs = `=== killed
bug: gh-1
about: One.
hint: timer NoSuchTest
--- timer/timer.go
func Tested() int { return 1 }
+++
func Tested() int { return 2 }

=== survives
bug: gh-2
about: Two.
hint: timer Tested
--- timer/timer.go
func Untested() int { return 1 }
+++
func Untested() int { return 2 }

=== broken
bug: kin
about: Three.
hint: timer Tested
--- timer/timer.go
func Untested() int { return 1 }
+++
func Untested() int { return "2" }
`

func TestKill(t *testing.T) {
	root := t.TempDir()
	writeModule(t, root)
	mutants, err := parse("x.txt", threeBugs)
	if err != nil {
		t.Fatal(err)
	}
	c := config{root: root, suites: suites[:1], jobs: 1, timeout: time.Minute, hints: true, baseline: true}
	var out strings.Builder
	if ok, err := c.kill(t.Context(), &out, mutants); ok || err != nil {
		t.Errorf("%v, %v", ok, err)
	}
	text := regexp.MustCompile(`[0-9.]+s\b`).ReplaceAllString(out.String(), "Ns")
	for _, want := range []string{
		"the tests pass without a mutant, in Ns\n",
		"gh-1       killed in Ns (tests Ns) by timer TestTested, which fails\n",
		"gh-2       SURVIVED for Ns\n",
		"kin        BROKEN: it does not compile: exit status 1\n",
		"3 mutants: 1 killed, 1 survived, 1 broken\nmedian time to kill: Ns, of which the tests ran for Ns\n",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
	if ok, err := c.kill(t.Context(), &out, mutants[:1]); !ok || err != nil {
		t.Errorf("%v, %v, though the only mutant is killed", ok, err)
	}
}

func TestFailed(t *testing.T) {
	for output, want := range map[string][2]string{
		"=== RUN   TestA\n--- PASS: TestA\n=== RUN   TestB\n=== RUN   TestB/x\n--- FAIL: TestB (0.00s)\n    --- FAIL: TestB/x (0.00s)\n": {"TestB", ", which fails"},
		"=== RUN   TestA\n=== RUN   TestA/x\npanic: oh\n":                 {"TestA", ", which ends the program"},
		"=== RUN   TestA\npanic: test timed out after 1m0s\n":             {"TestA", ", which does not end"},
		"--- PASS: TestA\nPASS\ngoleak: ... found unexpected goroutines:": {"", "leaked goroutines"},
		"fatal error: out of memory":                                      {"", "the end of the program"},
	} {
		test, how := failed(output)
		if diff := cmp.Diff(want, [2]string{test, how}); diff != "" {
			t.Errorf("%s: %s", output, diff)
		}
	}
}

func TestSuitesThatCanNotice(t *testing.T) {
	c := config{suites: chosen(suites, every), hints: true}
	for file, want := range map[string]string{
		"timer/heap.go":      "hint timer loop coro internal/conformance/schedule internal/conformance internal/conformance",
		"executor/worker.go": "hint executor loop coro internal/conformance/schedule internal/conformance internal/conformance",
		"coro/lock.go":       "hint coro internal/conformance/schedule internal/conformance internal/conformance",
	} {
		var dirs []string
		for _, s := range c.suitesFor(&mutant{hintDir: "hint", changes: []change{{file: file}}}) {
			dirs = append(dirs, s.dir)
		}
		if got := strings.Join(dirs, " "); got != want {
			t.Errorf("%s: %s", file, got)
		}
	}
}
