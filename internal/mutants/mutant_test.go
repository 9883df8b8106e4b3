package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var every = regexp.MustCompile("")

// A change of the core may move what a bug changes: then the bug must be written anew.
func TestEveryBugStillApplies(t *testing.T) {
	mutants, err := load(every)
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, m := range mutants {
		if _, err := m.apply(func(name string) ([]byte, error) {
			return os.ReadFile(filepath.Join(findRoot(), name))
		}); err != nil {
			t.Errorf("%s does not apply any more: %v", m.name, err)
		}
		if names[m.name] {
			t.Errorf("%s: there are two of the name %s", m.place, m.name)
		}
		names[m.name] = true
	}
	if len(mutants) < 25 {
		t.Errorf("there are %d mutants", len(mutants))
	}
}

// A hint that matches no test costs nothing and helps nobody.
func TestHintsMatchTests(t *testing.T) {
	mutants, err := load(every)
	if err != nil {
		t.Fatal(err)
	}
	tests := map[string]string{} // of a directory
	for _, m := range mutants {
		if tests[m.hintDir] == "" {
			tests[m.hintDir] = testNames(t, m.hintDir)
		}
		hint, err := regexp.Compile("(?m)^.*(?:" + m.hintRun + ").*$")
		if err != nil || !hint.MatchString(tests[m.hintDir]) {
			t.Errorf("%s: no test of %s matches %q, %v", m.place, m.hintDir, m.hintRun, err)
		}
	}
}

func testNames(t *testing.T, dir string) string {
	files, err := filepath.Glob(filepath.Join(findRoot(), dir, "*_test.go"))
	if err != nil {
		t.Fatal(err)
	}
	var names strings.Builder
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`(?m)^func (Test\w+)`).FindAllStringSubmatch(string(text), -1) {
			names.WriteString(m[1] + "\n")
		}
	}
	return names.String()
}

const twoBugs = `What stands here is comment.

=== first
bug: gh-1
about: One.
hint: coro TestA1_
--- a.go
	one()
	two()
+++
	two()

--- b.go
	three()
+++

=== second
bug: kin
about: Two.
hint: loop Stop
--- a.go
func two() {
+++
func two() { return
`

func TestParse(t *testing.T) {
	got, err := parse("x.txt", twoBugs)
	want := []mutant{
		{name: "first", bug: "gh-1", about: "One.", hintDir: "coro", hintRun: "TestA1_", place: "x.txt:3",
			changes: []change{{"a.go", "\tone()\n\ttwo()\n", "\ttwo()\n"}, {"b.go", "\tthree()\n", ""}}},
		{name: "second", bug: "kin", about: "Two.", hintDir: "loop", hintRun: "Stop", place: "x.txt:17",
			changes: []change{{"a.go", "func two() {\n", "func two() { return\n"}}},
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(mutant{}, change{})); diff != "" || err != nil {
		t.Error(diff, err)
	}
}

func TestParseSaysWhatIsWrong(t *testing.T) {
	for wrong, want := range map[string]string{
		strings.Replace(twoBugs, "bug: gh-1", "bug: 1", 1):                  `the bug is "1"`,
		strings.Replace(twoBugs, "about: One.", "abuot: One.", 1):           `x.txt:5: not understood: "abuot: One."`,
		strings.Replace(twoBugs, "hint: loop Stop", "", 1):                  "second has no text, no hint or no change",
		strings.Replace(twoBugs, "func two() { return", "func two() {", 1):  "second does not change a.go",
		strings.Replace(twoBugs, "\tthree()\n", "", 1):                      "first does not change b.go",
		strings.Replace(twoBugs, "hint: loop Stop\n", "hint: loop\nx\n", 1): `not understood: "x"`,
	} {
		if _, err := parse("x.txt", wrong); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

func TestApply(t *testing.T) {
	tree := map[string]string{"a.go": "package a\n\nfunc f() {\n\tone()\n\ttwo()\n}\n\nfunc two() {\n}\n", "b.go": "package a\n\nfunc g() {\n\tthree()\n}\n"}
	read := func(name string) ([]byte, error) { return []byte(tree[name]), nil }
	mutants, _ := parse("x.txt", twoBugs)
	got, err := mutants[0].apply(read)
	want := map[string]string{"a.go": "package a\n\nfunc f() {\n\ttwo()\n}\n\nfunc two() {\n}\n", "b.go": "package a\n\nfunc g() {\n}\n"}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Error(diff, err)
	}
	tree["b.go"] += "\nfunc h() {\n\tthree()\n}\n"
	if _, err := mutants[0].apply(read); err == nil || !strings.Contains(err.Error(), "stand there 2 times") {
		t.Errorf("what stands there twice: %v", err)
	}
	tree["a.go"] = "package a\n"
	if _, err := mutants[0].apply(read); err == nil || !strings.Contains(err.Error(), "stand there 0 times") {
		t.Errorf("what does not stand there: %v", err)
	}
	tree["a.go"] = "package a\n\nfunc two() {\n"
	if _, err := mutants[1].apply(read); err == nil || !strings.Contains(err.Error(), "expected '}'") {
		t.Errorf("what is no Go any more: %v", err)
	}
}

// What a hint needs is found by names: a test, its helpers, theirs, and the methods of a type.
func TestOthers(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"a_test.go":      "package p_test\n\nfunc TestA(t *testing.T) { help() }\n",
		"b_test.go":      "package p_test\n\nfunc TestB(t *testing.T) {}\n",
		"help_test.go":   "package p_test\n\nfunc help() { new(kind).run() }\n",
		"kind_test.go":   "package p_test\n\ntype kind int\n",
		"method_test.go": "package p_test\n\nfunc (*kind) run() {}\n",
		"open_test.go":   "package p\n\nvar Hidden = hidden\n",
		"main_test.go":   "package p_test\n\nfunc TestMain(m *testing.M) {}\n",
		"var_test.go":    "package p_test\n\nvar unused = 1\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := others(dir, regexp.MustCompile("^TestA"))
	want := []string{filepath.Join(dir, "b_test.go"), filepath.Join(dir, "var_test.go")}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Error(diff, err)
	}
	if text, err := emptied(filepath.Join(dir, "open_test.go")); text != "package p\n" || err != nil {
		t.Errorf("%q, %v", text, err)
	}
}
