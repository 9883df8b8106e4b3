package ledger_test

import (
	_ "embed"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

//go:embed methods.txt
var methods string

// method is one test method of CPython's.
type method struct{ file, class, name string }

func (m method) String() string { return m.file + " " + m.class + "." + m.name }

// row is what the ledger says of a method.
type row struct {
	method
	decision string
	what     string // the Go test, or the reason
	where    string // the file of the ledger
}

// waits are the only files of CPython's with rows that may wait for a feature;
// laterMethods are the methods elsewhere that do.
var (
	waits        = map[string]bool{"test_graph.py": true, "test_staggered.py": true}
	laterMethods = map[string]bool{
		"test_staggered_race_with_eager_tasks":          true,
		"test_staggered_race_with_eager_tasks_no_delay": true,
		"test_wait_discards_awaited_by_for_pending":     true,
	}
)

// TestEveryMethodIsDecided holds the ledger to the list of all methods.
func TestEveryMethodIsDecided(t *testing.T) {
	all := map[method]bool{}
	for line := range strings.Lines(methods) {
		cells := strings.Split(strings.TrimSpace(line), "\t")
		if len(cells) != 3 {
			t.Fatalf("methods.txt: %q has not three columns", line)
		}
		all[method{cells[0], cells[1], cells[2]}] = true
	}
	if len(all) != 690 {
		t.Errorf("methods.txt lists %d methods, not 690", len(all))
	}
	decided := map[method]string{}
	for _, r := range readLedger(t) {
		switch {
		case !all[r.method]:
			t.Errorf("%s: %s is not in methods.txt", r.where, r.method)
		case decided[r.method] != "":
			t.Errorf("%s: %s is decided in %s already", r.where, r.method, decided[r.method])
		}
		decided[r.method] = r.where
	}
	for m := range all {
		if decided[m] == "" {
			t.Errorf("%s is not decided", m)
		}
	}
}

// TestDecisionsAreComplete looks at each decision by itself.
func TestDecisionsAreComplete(t *testing.T) {
	for _, r := range readLedger(t) {
		switch r.decision {
		case "ported":
		case "later":
			if !waits[r.file] && !laterMethods[r.name] {
				t.Errorf("%s: %s may not wait", r.where, r.method)
			}
		case "n/a":
			if len(strings.Fields(r.what)) < 3 {
				t.Errorf("%s: %s: %q is no reason", r.where, r.method, r.what)
			}
		default:
			t.Errorf("%s: %s: there is no decision %q", r.where, r.method, r.decision)
		}
		if r.what == "" {
			t.Errorf("%s: %s: the last column is empty", r.where, r.method)
		}
	}
}

// TestPortedTestsExist looks the Go tests up in the tree, and in their comments
// the methods that they stand for.
func TestPortedTestsExist(t *testing.T) {
	tests := goTests(t)
	for _, r := range readLedger(t) {
		if r.decision != "ported" {
			continue
		}
		comments, exists := tests[r.what]
		switch {
		case !exists:
			t.Errorf("%s: %s: there is no Go test %s", r.where, r.method, r.what)
		case !namesMethod(comments, r.method):
			t.Errorf("%s: the comment of %s does not name %s", r.where, r.what, r.method)
		}
	}
}

// TestClaimsAreInTheLedger finds methods that a Go test names and the ledger
// calls not applicable, or gives to another test.
func TestClaimsAreInTheLedger(t *testing.T) {
	ledger := map[string]row{}
	for _, r := range readLedger(t) {
		ledger[r.method.String()] = r
	}
	for name, comments := range goTests(t) {
		for _, claim := range claims(comments) {
			r, known := ledger[claim]
			if known && r.what != name && !namesMethod(goTests(t)[r.what], r.method) {
				t.Errorf("%s names %s, of which %s says: %s, %s", name, claim, r.where, r.decision, r.what)
			}
		}
	}
}

// readLedger reads the *.tsv files.
func readLedger(t *testing.T) (rows []row) {
	t.Helper()
	files, err := filepath.Glob("*.tsv")
	if err != nil || len(files) == 0 {
		t.Fatalf("no ledger: %v", err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(text)) {
			line = strings.TrimRight(line, "\r\n")
			if line == "" || strings.HasPrefix(line, "#") || strings.HasPrefix(line, "file\t") {
				continue
			}
			cells := strings.Split(line, "\t")
			if len(cells) != 5 {
				t.Errorf("%s: %q has not five columns", file, line)
				continue
			}
			rows = append(rows, row{method{cells[0], cells[1], cells[2]}, cells[3], strings.TrimSpace(cells[4]), file})
		}
	}
	return rows
}
