package main

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestRowsAreWellFormed(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range rows {
		if seen[r.id] || r.title == "" || !strings.Contains("ABCDEFGHIJK", r.id[:1]) {
			t.Errorf("row %+v", r)
		}
		seen[r.id] = true
	}
	if len(rows) != 140 {
		t.Errorf("there are %d rows", len(rows))
	}
}

func TestTestsAreFoundByName(t *testing.T) {
	tree := fstest.MapFS{
		"coro/a_test.go": {Data: []byte("func TestB11_Two(t *testing.T) {}\nfunc TestB11_One(t *testing.T) {}\n" +
			"func TestB1(t *testing.T) {}\nfunc TestB1Name(t *testing.T) {}\n// func TestB2_Comment(\n")},
		"loop/b.go":            {Data: []byte("func TestA1_NoTestFile() {}\n")},
		".git/c_test.go":       {Data: []byte("func TestA2_Hidden(t *testing.T) {}\n")},
		"examples/x/d_test.go": {Data: []byte("func TestZ9_NoGroup(t *testing.T) {}\nfunc TestA3_Deep(t *testing.T) {}\n")},
	}
	got, err := testsIn(tree)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string][]string{
		"B11": {"TestB11_One in coro/a_test.go", "TestB11_Two in coro/a_test.go"},
		"A3":  {"TestA3_Deep in examples/x/d_test.go"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestReport(t *testing.T) {
	all := map[string][]string{}
	for _, r := range rows {
		if r.due == now {
			all[r.id] = []string{"Test" + r.id + "_X in x_test.go"}
		}
	}
	var out strings.Builder
	if !report(&out, all, false) || strings.Contains(out.String(), "has no test") {
		t.Errorf("with all tests that are due: %s", &out)
	}
	delete(all, "B11")
	all["A99"] = []string{"TestA99_X in x_test.go"}
	out.Reset()
	if report(&out, all, false) {
		t.Error("a row that is due has no test, and that is fine")
	}
	for _, want := range []string{"B11  has no test: a lock's waiter cancelled at the hand-over\n", "A99  is no row", "1 due without one"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is not in %q", want, &out)
		}
	}
	out.Reset()
	report(&out, all, true)
	for _, want := range []string{"J1   a line longer than the limit (a later part)\n", "     TestA1_X in x_test.go\n"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is not in the list", want)
		}
	}
}
