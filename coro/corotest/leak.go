package corotest

import (
	"bytes"
	"context"
	"fmt"
	"runtime/pprof"
	"strings"
	"testing"
	"time"
)

// Whose goroutine is it? Those of other tests that run in parallel must not be
// taken for leaks of this one, so a list of all before and after would not do.
// Instead the run has a profiler label, which every goroutine inherits from
// the one that starts it, and which a goroutine profile shows.

const label = "corotest"

func (r *Record) id() string { return fmt.Sprintf("%p", r) }

// labelled calls f so that all goroutines that it starts can be told.
func (r *Record) labelled(f func(context.Context)) {
	pprof.Do(context.Background(), pprof.Labels(label, r.id()), f)
}

// patience is how long goroutines that are about to end may take.
const patience = time.Second

// checkLeaks reports the goroutines that the run left behind.
func (r *Record) checkLeaks(t testing.TB) {
	t.Helper()
	left := r.left()
	for end := time.Now().Add(patience); len(left) > 0 && time.Now().Before(end); left = r.left() {
		time.Sleep(time.Millisecond)
	}
	for _, stack := range left {
		t.Errorf("a goroutine is left behind:\n%s", stack)
	}
}

// left gives the stacks of the run's goroutines.
func (r *Record) left() (stacks []string) {
	var profile bytes.Buffer
	_ = pprof.Lookup("goroutine").WriteTo(&profile, 1)
	mark := fmt.Sprintf("%q:%q", label, r.id())
	for group := range strings.SplitSeq(profile.String(), "\n\n") {
		_, labels, found := strings.Cut(group, "\n# labels: ")
		labels, frames, _ := strings.Cut(labels, "\n")
		if found && strings.Contains(labels, mark) {
			stacks = append(stacks, frames)
		}
	}
	return stacks
}
