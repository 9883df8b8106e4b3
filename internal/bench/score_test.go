package bench

import (
	"context"
	"io"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestVerdicts(t *testing.T) {
	none := math.NaN()
	rounds := map[Contestant][]float64{
		Ours: {1, 2, 9}, Raw: {1, 1, 1}, CPython: {4, 8, 36}, UVLoop: {3, 6, 27}, System: {none, none, none},
	}
	for _, c := range []struct {
		name string
		goal Goal
		want string
	}{
		{"faster than the best, which is uvloop", atLeast(3, Best), "3x the best: ok"},
		{"not as much faster", atLeast(3.5, Best), "3.5x the best: MISSED, 3.00"},
		{"faster than one", atLeast(4, CPython), "4x CPython: ok"},
		{"one that was not there", atLeast(1, System), "1x system's Python: not measured"},
		{"within, by the median of ratios", atMost(2, Raw), "2 of raw: ok"},
		{"not within", atMost(1.9, Raw), "1.9 of raw: MISSED, 2.00"},
		{"allocations", noAllocs, "0 allocs: MISSED, 0.50"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := Score{Row: Row{Goals: goals(c.goal)}, Rounds: rounds, Allocs: 0.5}
			if got := s.goals(); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestMedian(t *testing.T) {
	none := math.NaN()
	for _, c := range []struct {
		name   string
		values []float64
		want   float64
	}{
		{"odd", []float64{9, 1, 2}, 2}, {"even", []float64{4, 1, 2, 9}, 3}, {"one is not there", []float64{none, 5}, 5},
		{"nothing", []float64{none}, none},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := median(c.values); got != c.want && !(math.IsNaN(got) && math.IsNaN(c.want)) {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

func TestAmounts(t *testing.T) {
	var got []string
	for _, v := range []float64{2.5, 0.0123, 1.5e-6, 248e-9, math.NaN()} {
		got = append(got, Score{}.amount(v))
	}
	got = append(got, Score{Row: Row{Metric: Live}}.amount(2771.4), thousands(1_000_000), thousands(12_345), thousands(10))
	want := []string{"2.50 s", "12.3 ms", "1.50 µs", "248 ns", "-", "2771 B", "1,000,000", "12,345", "10"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestCompareInterrupted ends before it begins: no value, and no goal is known.
func TestCompareInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	rows := []Row{{Name: "create", Work: "create", Size: 1, Goals: goals(noAllocs)}}
	scores := Compare(ctx, nil, rows, Options{Rounds: 2, Log: io.Discard, Shown: io.Discard}).Scores(false)
	if _, known := Missed(scores); known != 0 {
		t.Errorf("%d goals are known", known)
	}
}

// TestCompare asks a contestant that cannot answer: the row has no value then,
// and the comparison goes on.
func TestCompare(t *testing.T) {
	var log strings.Builder
	parties := []Party{{Ours, "", &server{command: []string{"/no/such/command"}}}}
	rows := []Row{{Name: "create", Text: "create", Work: "create", Size: 1, Goals: goals(atLeast(4, Best))}}
	scores := Compare(t.Context(), parties, rows, Options{Rounds: 2, Quick: true, Log: &log, Shown: &log}).Scores(false)
	if got := scores[0].goals(); got != "4x the best: not measured" {
		t.Errorf("the goal says %q", got)
	}
	if !strings.Contains(log.String(), "here cannot do create") {
		t.Errorf("the log does not say why: %q", log.String())
	}
}
