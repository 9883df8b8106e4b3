package coro_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/goasyncio/asyncio/coro"
	"github.com/goasyncio/asyncio/loop"
	"github.com/goasyncio/asyncio/loop/trace"
)

// The programs whose turns are counted are made of these.
func triv(context.Context) (int, error) { return 1, nil }

var errBad = errors.New("bad")

func failing(context.Context) (int, error)        { return 0, errBad }
func sleep0(ctx context.Context) (int, error)     { return 1, coro.Sleep(ctx, 0) }
func sleeper(ctx context.Context) (int, error)    { return 1, coro.Sleep(ctx, 99*time.Second) }
func jobOf(c coro.Coro[int]) coro.Coro[int]       { return c }
func jobsOf(c ...coro.Coro[int]) []coro.Coro[int] { return c }
func doneFuture(ctx context.Context) *coro.Future[int] {
	f := coro.NewFuture[int](ctx)
	_ = f.SetResult(1)
	return f
}
func taskOf(ctx context.Context, c coro.Coro[int]) *coro.Task[int] { return coro.CreateTask(ctx, c) }

// iterations is how many turns of the loop each construct costs, as counted in
// CPython 3.13.0 by wrapping BaseEventLoop._run_once: with the default task
// factory, and with asyncio.eager_task_factory.
var iterations = []struct {
	name        string
	lazy, eager int
	want        error
	run         func(ctx context.Context) error
}{
	{"await coroutine", 0, 0, nil, func(ctx context.Context) error { return errOf(jobOf(triv).Await(ctx)) }},
	{"sleep(0)", 1, 1, nil, func(ctx context.Context) error { return coro.Sleep(ctx, 0) }},
	{"sleep(-1)", 1, 1, nil, func(ctx context.Context) error { return coro.Sleep(ctx, -time.Second) }},
	{"sleep(1e-9)", 2, 2, nil, func(ctx context.Context) error { return coro.Sleep(ctx, 1) }},
	{"await done future", 0, 0, nil, func(ctx context.Context) error { return errOf(doneFuture(ctx).Await(ctx)) }},
	{"await future set by call_soon", 2, 2, nil, func(ctx context.Context) error {
		f := coro.NewFuture[int](ctx)
		_, _ = coro.RunningLoop(ctx).CallSoon(func() { _ = f.SetResult(1) })
		return errOf(f.Await(ctx))
	}},
	{"await create_task(triv)", 2, 0, nil, func(ctx context.Context) error { return errOf(taskOf(ctx, triv).Await(ctx)) }},
	{"await create_task(sleep0)", 3, 2, nil, func(ctx context.Context) error { return errOf(taskOf(ctx, sleep0).Await(ctx)) }},
	{"start sleeper, sleep(0), cancel, await it", 3, 3, coro.ErrCancelled, func(ctx context.Context) error {
		t := taskOf(ctx, sleeper)
		_ = coro.Sleep(ctx, 0)
		t.Cancel()
		return errOf(t.Await(ctx))
	}},
	{"create task, cancel before start, await it", 2, 2, coro.ErrCancelled, func(ctx context.Context) error {
		t := taskOf(ctx, sleeper)
		t.Cancel()
		return errOf(t.Await(ctx))
	}},
	{"gather() empty", 0, 0, nil, func(ctx context.Context) error { return errOf(coro.Gather[coro.Coro[int]](ctx)) }},
	{"gather(triv)", 3, 0, nil, func(ctx context.Context) error { return errOf(coro.Gather(ctx, jobOf(triv))) }},
	{"gather(3 x triv)", 3, 0, nil, func(ctx context.Context) error {
		return errOf(coro.Gather(ctx, jobsOf(triv, triv, triv)...))
	}},
	{"gather(3 x sleep0)", 4, 3, nil, func(ctx context.Context) error {
		return errOf(coro.Gather(ctx, jobsOf(sleep0, sleep0, sleep0)...))
	}},
	{"gather(triv, bad)", 3, 0, errBad, func(ctx context.Context) error {
		return errOf(coro.Gather(ctx, jobsOf(triv, failing)...))
	}},
	{"gather(triv, bad, return_exceptions)", 3, 0, nil, func(ctx context.Context) error {
		return errOf(coro.GatherResults(ctx, jobsOf(triv, failing)...))
	}},
	{"TaskGroup empty", 0, 0, nil, func(ctx context.Context) error { return groupOf(ctx) }},
	{"TaskGroup 1 triv", 3, 0, nil, func(ctx context.Context) error { return groupOf(ctx, triv) }},
	{"TaskGroup 3 sleep0", 4, 3, nil, func(ctx context.Context) error { return groupOf(ctx, sleep0, sleep0, sleep0) }},
	{"TaskGroup sleeper + bad", 5, 3, errBad, func(ctx context.Context) error { return groupOf(ctx, sleeper, failing) }},
	{"TaskGroup sleeper, body fails", 3, 3, errBad, func(ctx context.Context) error {
		var g coro.TaskGroup
		return g.Do(ctx, func(ctx context.Context) error {
			coro.CreateTask(ctx, sleeper, coro.In(&g))
			return errBad
		})
	}},
	{"wait({1 triv task})", 3, 2, nil, func(ctx context.Context) error {
		_, _, err := coro.Wait(ctx, []*coro.Task[int]{taskOf(ctx, triv)})
		return err
	}},
	{"wait({1 sleep0 task}, FIRST_COMPLETED)", 4, 3, nil, func(ctx context.Context) error {
		_, _, err := coro.Wait(ctx, []*coro.Task[int]{taskOf(ctx, sleep0)}, coro.FirstCompleted)
		return err
	}},
	{"wait_for(triv, 1)", 0, 0, nil, func(ctx context.Context) error { return errOf(coro.WaitFor(ctx, jobOf(triv), time.Second)) }},
	{"wait_for(triv, None)", 0, 0, nil, func(ctx context.Context) error { return errOf(jobOf(triv).Await(ctx)) }},
	{"wait_for(sleep0, 1)", 1, 1, nil, func(ctx context.Context) error { return errOf(coro.WaitFor(ctx, jobOf(sleep0), time.Second)) }},
	{"wait_for(task triv, 1)", 2, 0, nil, func(ctx context.Context) error {
		return errOf(coro.WaitFor(ctx, taskOf(ctx, triv), time.Second))
	}},
	{"wait_for(sleep 99, 0)", 3, 3, coro.ErrTimeout, func(ctx context.Context) error {
		return errOf(coro.WaitFor(ctx, jobOf(sleeper), 0))
	}},
	{"wait_for(done, 0)", 0, 0, nil, func(ctx context.Context) error { return errOf(coro.WaitFor(ctx, doneFuture(ctx), 0)) }},
	{"timeout(0): sleep(99)", 2, 2, coro.ErrTimeout, func(ctx context.Context) error {
		return coro.Timeout(0).Do(ctx, func(ctx context.Context) error { return coro.Sleep(ctx, 99*time.Second) })
	}},
	{"timeout(0): pass", 0, 0, nil, func(ctx context.Context) error {
		return coro.Timeout(0).Do(ctx, func(context.Context) error { return nil })
	}},
	{"timeout(-1): sleep(0)", 1, 1, coro.ErrTimeout, func(ctx context.Context) error {
		return coro.Timeout(-time.Second).Do(ctx, func(ctx context.Context) error { return coro.Sleep(ctx, 0) })
	}},
	{"shield(triv)", 3, 0, nil, func(ctx context.Context) error { return errOf(coro.Shield(ctx, jobOf(triv))) }},
	{"shield(sleep0)", 4, 3, nil, func(ctx context.Context) error { return errOf(coro.Shield(ctx, jobOf(sleep0))) }},
	{"shield(done)", 0, 0, nil, func(ctx context.Context) error { return errOf(coro.Shield(ctx, doneFuture(ctx))) }},
	{"shield(task cancelled by call_soon)", 5, 5, coro.ErrCancelled, func(ctx context.Context) error {
		t := taskOf(ctx, sleeper)
		_ = coro.Sleep(ctx, 0)
		_, _ = coro.RunningLoop(ctx).CallSoon(func() { t.Cancel() })
		return errOf(coro.Shield(ctx, t))
	}},
	{"as_completed(2 triv)", 3, 2, nil, func(ctx context.Context) error {
		for _, err := range coro.AsCompleted(ctx, jobsOf(triv, triv)) {
			if err != nil {
				return err
			}
		}
		return nil
	}},
	{"as_completed(2 triv tasks) as an asynchronous iterator", 3, 2, nil, func(ctx context.Context) error {
		ts := []*coro.Task[int]{taskOf(ctx, triv), taskOf(ctx, triv)}
		for _, err := range coro.AsCompletedTasks(ctx, ts) {
			if err != nil {
				return err
			}
		}
		return nil
	}},
	{"await of the running task itself", 1, 1, coro.ErrSelfAwait, func(ctx context.Context) error {
		return errOf(coro.CurrentTask(ctx).(*coro.Task[struct{}]).Await(ctx))
	}},
}

func errOf[T any](_ T, err error) error { return err }

func groupOf(ctx context.Context, cs ...coro.Coro[int]) error {
	var g coro.TaskGroup
	return g.Do(ctx, func(ctx context.Context) error {
		for _, c := range cs {
			coro.CreateTask(ctx, c, coro.In(&g))
		}
		return nil
	})
}

// turns counts the turns that f takes, from the recording: no callback of the
// test's own takes part, so that timers may move the virtual clock.
func turnsOf(t *testing.T, f func(context.Context) error, opts ...coro.RunOption) (n int, err error) {
	t.Helper()
	rec := trace.New()
	count := func() (n int) {
		for e := range rec.Events() {
			if e.Kind == trace.TickBegin {
				n++
			}
		}
		return n
	}
	opts = append(opts, coro.Virtual(), coro.WithLoop(loop.Trace(rec)))
	runErr := coro.Run(context.Background(), func(ctx context.Context) error {
		_ = coro.Sleep(ctx, 0) // an ordinary step, not main's first
		before := count()
		err = f(ctx)
		n = count() - before
		return nil
	}, opts...)
	if runErr != nil {
		t.Fatal(runErr)
	}
	return n, err
}

func TestIterations(t *testing.T) {
	for _, row := range iterations {
		t.Run(row.name, func(t *testing.T) {
			for _, mode := range []struct {
				name string
				want int
				opts []coro.RunOption
			}{
				{"lazy", row.lazy, nil},
				{"eager", row.eager, []coro.RunOption{coro.EagerTasks()}},
				{"lazy, plain turns", row.lazy, []coro.RunOption{coro.WithLoop(loop.PlainTurns())}},
				{"eager, plain turns", row.eager, []coro.RunOption{coro.EagerTasks(), coro.WithLoop(loop.PlainTurns())}},
			} {
				n, err := turnsOf(t, row.run, mode.opts...)
				if n != mode.want {
					t.Errorf("%s: %d turns, CPython takes %d", mode.name, n, mode.want)
				}
				if !errors.Is(err, row.want) || row.want == nil && err != nil {
					t.Errorf("%s: the error is %v, want %v", mode.name, err, row.want)
				}
			}
		})
	}
}

// A callback that reschedules itself runs once a turn, so it counts the turns
// as a program itself can: in one row, that the two ways of counting agree.
func TestIterationsByTicker(t *testing.T) {
	ticks, seen := 0, 0
	n, err := turnsOf(t, func(ctx context.Context) error {
		l := coro.RunningLoop(ctx)
		var tick func()
		stop := false
		tick = func() {
			ticks++
			if !stop {
				_, _ = l.CallSoon(tick)
			}
		}
		_, _ = l.CallSoon(tick)
		_, err := coro.Gather(ctx, jobsOf(sleep0, sleep0, sleep0)...)
		stop, seen = true, ticks
		return err
	})
	if err != nil || fmt.Sprint(n, seen) != "4 4" {
		t.Errorf("%d turns, %d ticks, %v; want 4, 4, nil", n, seen, err)
	}
}
