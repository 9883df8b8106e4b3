package cli

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestNearest(t *testing.T) {
	names := []string{"wait", "wait_first", "wait_for", "gather", "gather_error", "timeout", "as_completed"}
	for name, want := range map[string][]string{
		"gahter":   {"gather"},
		"wait-for": {"wait_for", "wait"},
		"GATHER":   {"gather", "gather_error"},
		"time":     {"timeout"},
		"gather-e": {"gather", "gather_error"},
		"timeotu":  {"timeout"},
		"as_comx":  {"as_completed"},
		"zebra":    {},
		"":         {},
	} {
		if diff := cmp.Diff(want, nearest(name, names)); diff != "" {
			t.Errorf("%q: %s", name, diff)
		}
	}
}

func TestDistanceIsADistance(t *testing.T) {
	word := rapid.StringOfN(rapid.SampledFrom([]rune("ab_")), 0, 8, -1)
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := word.Draw(t, "a"), word.Draw(t, "b"), word.Draw(t, "c")
		d := distance(a, b)
		if d != distance(b, a) || (d == 0) != (a == b) || d > max(len(a), len(b)) {
			t.Fatalf("distance(%q, %q) = %d", a, b, d)
		}
		if distance(a, c) > d+distance(b, c) {
			t.Fatalf("%q %q %q: no triangle", a, b, c)
		}
	})
}
