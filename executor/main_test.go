package executor_test

import (
	"context"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"github.com/goasyncio/asyncio/executor"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func expect[T any](t *testing.T, what string, got, want T) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// must submits a call that has to be accepted.
func must(t *testing.T, p *executor.Pool, name string, fn func(), done func(error)) *executor.Job {
	t.Helper()
	j, err := p.Submit(name, fn, done)
	if err != nil {
		t.Fatalf("Submit(%q): %v", name, err)
	}
	return j
}

// shutdown ends a pool whose calls all end.
func shutdown(t *testing.T, p *executor.Pool) {
	t.Helper()
	if err := p.Shutdown(context.Background()); err != nil {
		t.Errorf("Shutdown: %v", err)
	}
	expect(t, "Stats after Shutdown", p.Stats(), executor.Stats{Limit: p.Stats().Limit})
}

// a gate makes calls that block until it is opened.
type gate chan struct{}

func (g gate) call() { <-g }
func (g gate) open() { close(g) }

// a record is a list of events that any goroutine may add to.
type record struct {
	mu     sync.Mutex
	events []string
}

func (r *record) add(event string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.events = append(r.events, event)
}

// done makes a done function that notes how the call ended.
func (r *record) done(name string) func(error) {
	return func(err error) {
		if err == nil {
			r.add(name + " ended")
		} else {
			r.add(name + ": " + err.Error())
		}
	}
}

// list is what has happened so far.
func (r *record) list() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.events)
}
