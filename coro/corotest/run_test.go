package corotest_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/goasyncio/asyncio/coro"
	"github.com/goasyncio/asyncio/coro/corotest"
	"github.com/goasyncio/asyncio/loop"
	"github.com/goasyncio/asyncio/loop/trace"
	"github.com/google/go-cmp/cmp"
)

func TestRunRecords(t *testing.T) {
	r := corotest.Run(t, func(ctx context.Context) error {
		coro.Println(ctx, "hello")
		err := coro.Sleep(ctx, time.Hour)
		coro.Println(ctx, "world")
		return err
	})
	if diff := cmp.Diff([]string{"hello", "world"}, r.Printed()); diff != "" {
		t.Error(diff)
	}
	if r.Elapsed() != time.Hour || r.Steps() < 3 || r.Turns() < 3 {
		t.Errorf("%v, %d steps, %d turns", r.Elapsed(), r.Steps(), r.Turns())
	}
	var kinds []trace.Kind
	for e := range r.Recording().Events() {
		kinds = append(kinds, e.Kind)
	}
	if !slices.Contains(kinds, trace.TimerFire) || !strings.Contains(r.Schedule(), "waits for Sleep(1h") {
		t.Errorf("got\n%s", r.Schedule())
	}
}

// Each of these tests must fail, for that reason only.
var failing = map[string]struct {
	main func(t testing.TB, ctx context.Context) error
	want []string // what the failures contain, in order
}{
	"an error": {func(_ testing.TB, ctx context.Context) error {
		return errors.New("bad day")
	}, []string{"main: bad day"}},
	"a panic": {func(_ testing.TB, ctx context.Context) error {
		panic("oh")
	}, []string{"main: panic: oh"}},
	"t.Fatal in main": {func(t testing.TB, ctx context.Context) error {
		t.Fatal("no")
		return nil
	}, []string{"no"}},
	"t.Fatal in a task": {func(t testing.TB, ctx context.Context) error {
		_, err := coro.Go(ctx, func(ctx context.Context) error {
			t.Fatal("no")
			return nil
		}).Await(ctx)
		return err
	}, []string{"no"}},
	"a deadlock": {func(_ testing.TB, ctx context.Context) error {
		_, err := coro.NewFuture[int](ctx).Await(ctx)
		return err
	}, []string{"main: asyncio: deadlock"}},
	"a callback that panics": {func(_ testing.TB, ctx context.Context) error {
		_, err := coro.RunningLoop(ctx).CallSoon(func() { panic("oh") })
		return errors.Join(err, coro.Sleep(ctx, 1))
	}, []string{"Exception in callback"}},
	"an error that nobody reads": {func(_ testing.TB, ctx context.Context) error {
		coro.Go(ctx, func(context.Context) error { return errors.New("lost") }, coro.Named("careless"))
		return coro.Sleep(ctx, 1)
	}, []string{"never retrieved"}},
	"a deadline on the wall clock": {func(_ testing.TB, ctx context.Context) error {
		ctx, cancel := context.WithTimeout(ctx, time.Hour)
		defer cancel()
		for range 3 { // three awaits, one line
			_ = coro.Sleep(ctx, time.Second)
		}
		return coro.Sleep(ctx, time.Second)
	}, []string{"has a Go context with a deadline", "use coro.Timeout"}},
	"a goroutine that stays": {func(t testing.TB, ctx context.Context) error {
		forever := make(chan struct{})
		t.Cleanup(func() { close(forever) })
		go func() { <-forever }()
		return nil
	}, []string{"a goroutine is left behind"}},
}

func TestRunFailsTheTest(t *testing.T) {
	for name, c := range failing {
		t.Run(name, func(t *testing.T) {
			failures, log := try(func(t testing.TB) {
				corotest.Run(t, func(ctx context.Context) error { return c.main(t, ctx) })
			})
			if len(failures) != len(c.want) {
				t.Fatalf("failures: %q", failures)
			}
			for i, want := range c.want {
				if !strings.Contains(failures[i], want) {
					t.Errorf("got %q, want %q", failures[i], want)
				}
			}
			if !strings.Contains(log, "the schedule:\n") || !strings.Contains(log, "Task-1") {
				t.Errorf("the log has no schedule:\n%s", log)
			}
		})
	}
}

// TestE1: a goroutine that uses a task's ctx while that task runs.
func TestE1_CorotestFindsAGoroutineThatAwaits(t *testing.T) {
	failures, _ := try(func(t testing.TB) {
		corotest.Run(t, func(ctx context.Context) error {
			failed := make(chan error)
			go func() { failed <- coro.Sleep(ctx, time.Second) }()
			return <-failed
		})
	})
	if len(failures) != 1 || !strings.Contains(failures[0], "RunThreadsafe") {
		t.Errorf("got %q", failures)
	}
}

// TestE2: a goroutine that schedules by the wrong call.
func TestE2_CorotestFindsAGoroutineThatSchedules(t *testing.T) {
	failures, _ := try(func(t testing.TB) {
		corotest.Run(t, func(ctx context.Context) error {
			l, failed := coro.RunningLoop(ctx), make(chan error)
			go func() {
				_, err := l.CallSoon(func() {})
				failed <- err
			}()
			return <-failed
		})
	})
	if len(failures) != 1 || !strings.Contains(failures[0], loop.ErrForeign.Error()) {
		t.Errorf("got %q", failures)
	}
}

func TestRunAcceptsAHandlerOfTheTest(t *testing.T) {
	var got []string
	corotest.Run(t, func(ctx context.Context) error {
		l := coro.RunningLoop(ctx)
		l.SetExceptionHandler(func(_ *loop.Loop, c loop.ExceptionContext) { got = append(got, c.Err.Error()) })
		coro.Go(ctx, func(context.Context) error { return errors.New("lost") })
		return coro.Sleep(ctx, 1)
	})
	if diff := cmp.Diff([]string{"lost"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestRunTakesOptions(t *testing.T) {
	var out strings.Builder
	r := corotest.Run(t, func(ctx context.Context) error {
		if task := coro.Go(ctx, func(context.Context) error { return nil }); !task.Done() {
			t.Error("the task did not start eagerly")
		}
		coro.Println(ctx, "here")
		return nil
	}, coro.EagerTasks(), coro.Output(&out))
	if out.String() != "here\n" || len(r.Printed()) != 1 {
		t.Errorf("got %q, %q", out.String(), r.Printed())
	}
}

// Goroutines of another test that runs at the same time are not this one's.
func TestRunSeesOnlyItsOwnGoroutines(t *testing.T) {
	forever := make(chan struct{})
	defer close(forever)
	go func() { <-forever }()
	failures, _ := try(func(inner testing.TB) {
		corotest.Run(inner, func(context.Context) error {
			corotest.Run(t, func(context.Context) error { return nil })
			return nil
		})
	})
	if len(failures) != 0 {
		t.Errorf("got %q", failures)
	}
}

func TestTwoRunsHaveOneSchedule(t *testing.T) {
	main := func(ctx context.Context) error {
		_, err := coro.Gather(ctx, coro.After(2*time.Second, 1), coro.After(time.Second, 2), coro.After(time.Second, 3))
		return err
	}
	first, second := corotest.Run(t, main), corotest.Run(t, main)
	if diff := cmp.Diff(first.Schedule(), second.Schedule()); diff != "" {
		t.Error(diff)
	}
}
