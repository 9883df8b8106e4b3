package corotest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Golden compares the schedule with a file, such as testdata/name.txt, and fails
// the test with the first line that differs. With UPDATE=1 in the environment it
// writes the file instead. A schedule depends on nothing but the program, so the
// file stays as it is until the program, or the library, schedules otherwise.
func (r *Record) Golden(t testing.TB, file string) {
	t.Helper()
	got := r.Schedule()
	if os.Getenv("UPDATE") != "" {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err, "- with UPDATE=1 the test writes it")
	}
	want, have := strings.Split(string(text), "\n"), strings.Split(got, "\n")
	for i := range max(len(want), len(have)) {
		if x, y := line(want, i), line(have, i); x != y {
			t.Errorf("the schedule is not that of %s, from line %d on:\nwant  %s\ngot   %s", file, i+1, x, y)
			return
		}
	}
}

func line(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return "(it has ended)"
}
