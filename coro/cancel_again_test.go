package coro_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/goasyncio/asyncio/coro"
	"github.com/goasyncio/asyncio/loop"
	"github.com/goasyncio/asyncio/loop/trace"
)

// awaits is a graph of tasks: for each, which ones it awaits; none stands for
// a sleep, several for a gather.
type awaits [][]int

// start creates the tasks. Each records how it ended, and how often it had been
// asked to.
func (g awaits) start(ctx context.Context, log func(string)) []*coro.Task[int] {
	tasks := make([]*coro.Task[int], len(g))
	for i, others := range g {
		tasks[i] = coro.CreateTask(ctx, func(ctx context.Context) (int, error) {
			err := awaitAll(ctx, tasks, others)
			log(fmt.Sprintf("%d: %v, %d", i, err, coro.CurrentTask(ctx).Cancelling()))
			return 0, err
		})
	}
	return tasks
}

func awaitAll(ctx context.Context, tasks []*coro.Task[int], which []int) error {
	switch len(which) {
	case 0:
		return coro.Sleep(ctx, time.Hour)
	case 1:
		return errOf(tasks[which[0]].Await(ctx))
	}
	var all []coro.Awaitable[int]
	for _, i := range which {
		all = append(all, tasks[i])
	}
	_, err := coro.Gather(ctx, all...)
	return err
}

// shutDown leaves the tasks to the end of Run.
func (g awaits) shutDown(t testing.TB, opts ...coro.RunOption) (log []string) {
	err := onVirtual(func(ctx context.Context) error {
		g.start(ctx, func(line string) { log = append(log, line) })
		return coro.Sleep(ctx, time.Second)
	}, opts...)
	if err != nil {
		t.Fatal(err)
	}
	return log
}

// Each task of a chain passes its own cancel on to the end of the chain. The
// numbers are CPython's, with all tasks in the order of their creation.
func TestShutdownOfTasksThatAwaitEachOther(t *testing.T) {
	for _, test := range []struct {
		name string
		g    awaits
		want []string
	}{
		{"chain", awaits{{1}, {2}, {3}, {}}, []string{"3: cancelled, 4", "2: cancelled, 3", "1: cancelled, 2", "0: cancelled, 1"}},
		{"chain with a gather", awaits{{1}, {2, 3}, {3}, {4}, {}},
			[]string{"4: cancelled, 7", "3: cancelled, 6", "2: cancelled, 3", "1: cancelled, 2", "0: cancelled, 1"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, test.g.shutDown(t)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// A group that aborts cancels its tasks one by one.
func TestGroupOfTasksThatAwaitEachOther(t *testing.T) {
	var log []string
	bad := errors.New("bad")
	err := onVirtual(func(ctx context.Context) error {
		var g coro.TaskGroup
		return g.Do(ctx, func(ctx context.Context) error {
			var tasks [4]*coro.Task[struct{}]
			for i := range tasks {
				tasks[i] = coro.Go(ctx, func(ctx context.Context) (err error) {
					if i == 3 {
						err = coro.Sleep(ctx, time.Hour)
					} else {
						_, err = tasks[i+1].Await(ctx)
					}
					log = append(log, fmt.Sprintf("%d: %v, %d", i, err, coro.CurrentTask(ctx).Cancelling()))
					return err
				}, coro.In(&g))
			}
			_ = coro.Sleep(ctx, 0)
			return bad
		})
	})
	if !errors.Is(err, bad) {
		t.Error(err)
	}
	want := []string{"3: cancelled, 4", "2: cancelled, 3", "1: cancelled, 2", "0: cancelled, 1"}
	if diff := cmp.Diff(want, log); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// With a recording each request is made in its place, since it is an event;
// without, those that change nothing but a number are put off and summed up.
func TestPutOffCancelsAreAsIfMade(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := make(awaits, rapid.IntRange(1, 9).Draw(t, "tasks"))
		for i := range g {
			if later := len(g) - 1 - i; later > 0 { // no cycles
				g[i] = rapid.SliceOfNDistinct(rapid.IntRange(i+1, len(g)-1), 0, min(3, later), rapid.ID[int]).Draw(t, fmt.Sprint(i))
			}
		}
		perm := rapid.Permutation(indices(len(g))).Draw(t, "order of creation")
		g = g.renumbered(perm)
		recorded := g.shutDown(nil, coro.WithLoop(loop.Trace(trace.New())))
		if diff := cmp.Diff(recorded, g.shutDown(nil)); diff != "" {
			t.Errorf("%v (-recorded +not):\n%s", g, diff)
		}
	})
}

func indices(n int) (all []int) {
	for i := range n {
		all = append(all, i)
	}
	return all
}

func (g awaits) renumbered(perm []int) awaits {
	out := make(awaits, len(g))
	for i, others := range g {
		for _, o := range others {
			out[perm[i]] = append(out[perm[i]], perm[o])
		}
	}
	return out
}

func TestA6_ShutdownOfAChain(t *testing.T) { shutDownChain(t, 1000) }

func shutDownChain(t testing.TB, n int) {
	g := make(awaits, n)
	for i := range n - 1 {
		g[i] = []int{i + 1}
	}
	log := g.shutDown(t, coro.WithLoop(loop.LivelockLimit(0))) // it ends in as many turns as it has links
	if len(log) != n || log[0] != fmt.Sprintf("%d: cancelled, %d", n-1, n) || log[n-1] != "0: cancelled, 1" {
		t.Errorf("%d ended", len(log))
	}
}

// After two thousand million cancels the numbers begin anew, and no task is
// taken for one that was met.
func TestCancelCountsAnew(t *testing.T) {
	virtually(t, func(ctx context.Context) {
		fresh := coro.Go(ctx, func(ctx context.Context) error { return nil })
		coro.WrapWalks(ctx)
		fresh.Cancel()
		wantEqual(t, "cancelling", fresh.Cancelling(), 1)
		_, err := fresh.Await(ctx)
		wantErr(t, "the task", err, coro.ErrCancelled)
	})
}
