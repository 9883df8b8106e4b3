package lesson_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/goasyncio/asyncio/cmd/asyncio/internal/lesson"
	"github.com/goasyncio/asyncio/loop/trace"
	"github.com/goasyncio/asyncio/loop/trace/replay"
	"github.com/google/go-cmp/cmp"
)

// findings are the programs of lessons in which each lint finds something. A
// lint finds nothing in a program that is not listed, good ones above all.
var findings = map[string][]string{
	"blocked-loop":           {"blocking", "task_blocked", "timeout_busy", "to_thread_called"},
	"never-awaited":          nil, // in Go nobody can see it; see TestNeverAwaited
	"never-retrieved":        {"never_retrieved"},
	"swallowed-cancel":       {"cancel_swallow"},
	"orphan-at-exit":         {"fire_and_forget", "wait_no_error"},
	"sequential-awaits":      {"sequential"},
	"await-cycle":            {"deadlock"},
	"timeout-overrun":        {"timeout_busy"},
	"starving-spin":          {"spin_wait"},
	"unbounded-gather":       {"crowd"},
	"late-timer":             {"blocking"},
	"thread-outlives-cancel": {"thread_cancel"},
	"lost-sibling-exception": {"gather_siblings"},
}

func TestLintsFindTheBadPrograms(t *testing.T) {
	found := map[string]map[string]bool{}
	for _, l := range lesson.All() {
		for _, r := range runs(t, l) {
			for _, f := range r.Lint(replay.Thresholds{}) {
				if r.Program.Role == "good" {
					t.Errorf("%s, a good program: %s: %s", r.Program.Name, f.Code, f.Text)
				}
				if found[f.Code] == nil {
					found[f.Code] = map[string]bool{}
				}
				found[f.Code][r.Program.Name] = true
			}
		}
	}
	for _, lint := range replay.Lints(replay.English) {
		got := slices.Sorted(maps.Keys(found[lint.Code]))
		if diff := cmp.Diff(findings[lint.Code], got); diff != "" {
			t.Errorf("%s: want -, got +\n%s", lint.Code, diff)
		}
		about, ok := lesson.Find(lesson.About(lint.Code))
		if !ok {
			t.Errorf("no lesson tells about %s", lint.Code)
			continue
		}
		for _, p := range about.Programs {
			if len(findings[lint.Code]) > 0 && p.Role == "bad" && !found[lint.Code][p.Name] {
				t.Errorf("%s does not show %s", about.ID, lint.Code)
			}
		}
	}
	if len(findings) != len(replay.Lints(replay.English)) || lesson.About("none") != "" {
		t.Errorf("%d lints, %d in the table", len(replay.Lints(replay.English)), len(findings))
	}
}

// A Go coroutine is a function, and no one sees that it is never called; but a
// recording that says so, as one of another library may, is understood.
func TestNeverAwaited(t *testing.T) {
	h := replay.New(trace.NewRecording(trace.Header{Clock: "virtual"},
		trace.Event{Kind: trace.LoopStart}, trace.Event{Kind: trace.CoroUnawaited, What: "greet", By: 1}))
	if found := h.Lint(replay.Thresholds{}); len(found) != 1 || found[0].Code != "never-awaited" {
		t.Error(found)
	}
}
