package lesson_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/goasyncio/asyncio/cmd/asyncio/internal/lesson"
	"github.com/goasyncio/asyncio/loop/trace"
	"github.com/goasyncio/asyncio/loop/trace/replay"
)

// Why the last line of each lesson is printed, back to main, and why main does
// not run at the moment when most is waited for. UPDATE=1 writes the texts anew.
func TestWhyOfEachLesson(t *testing.T) {
	var b strings.Builder
	for _, l := range lesson.All() {
		r, err := lesson.Record(l.Programs[0])
		if err != nil {
			t.Fatal(err)
		}
		last, most, at := 0, 0, 0
		for e := range r.Rec.Events() {
			if e.Kind == trace.Printed {
				last = e.N
			}
			if n := open(r.History, e.N); n > most {
				most, at = n, e.N
			}
		}
		fmt.Fprintf(&b, "== %s, program %s\n\n", l.ID, l.Programs[0].Name)
		if last != 0 {
			fmt.Fprintf(&b, "%s\n", r.WhyText(last))
		}
		if most > 0 {
			fmt.Fprintf(&b, "Why does Task-1 not run at #%d?\n%s\n", at, r.WhyNotText(1, at))
		}
	}
	const golden = "testdata/why.txt"
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(b.String(), "\n")); diff != "" {
		t.Errorf("the reasons are others than before (- stored, + now):\n%s", diff)
	}
}

// open counts what is waited for while main waits too.
func open(h *replay.History, n int) int {
	s := h.State(n)
	if _, ok := s.Wait(1); !ok {
		return 0
	}
	return len(s.Waiting())
}
