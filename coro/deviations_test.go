package coro_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/goasyncio/asyncio/coro"
	"github.com/goasyncio/asyncio/loop"
	"github.com/goasyncio/asyncio/loop/trace"
)

// Every test that DEVIATIONS.md names exists.
func TestDeviation_EachHasItsTest(t *testing.T) {
	text, err := os.ReadFile("DEVIATIONS.md")
	if err != nil {
		t.Fatal(err)
	}
	var code strings.Builder
	files, _ := filepath.Glob("*_test.go")
	for _, f := range files {
		b, _ := os.ReadFile(f)
		code.Write(b)
	}
	named := regexp.MustCompile("Test\\w+").FindAllString(string(text), -1)
	if len(named) < 30 {
		t.Fatalf("only %d tests are named", len(named))
	}
	for _, name := range named {
		if !strings.Contains(code.String(), "func "+name+"(t *testing.T)") {
			t.Errorf("there is no %s", name)
		}
	}
	for row := range strings.Lines(string(text)) {
		if !strings.HasPrefix(row, "|") || strings.HasPrefix(row, "|---") || strings.HasPrefix(row, "| What") {
			continue
		}
		if cells := strings.Split(row, "|"); len(cells) != 5 || !strings.Contains(cells[3], "`Test") {
			t.Errorf("a row without a test: %s", row)
		}
	}
}

func TestDeviation_HandleOfAnException(t *testing.T) {
	virtually(t, func(ctx context.Context) {
		l := coro.RunningLoop(ctx)
		var told *loop.Handle
		l.SetExceptionHandler(func(_ *loop.Loop, c loop.ExceptionContext) { told = c.Handle })
		h, _ := l.CallSoon(func() { panic("boom") })
		_ = coro.Sleep(ctx, 0)
		wantEqual(t, "handle", told.String(), h.String())
		wantEqual(t, "the handle itself", told == h, false)
		h, _ = l.CallSoon(func() { h.Cancel(); panic("boom") })
		_ = coro.Sleep(ctx, 0)
		wantEqual(t, "cancelled", []bool{told.Cancelled(), h.Cancelled()}, []bool{false, true})
		timer, _ := l.CallLater(0, func() { panic("boom") })
		_ = coro.Sleep(ctx, 1)
		if told != &timer.Handle {
			t.Error("it is not the timer's handle")
		}
	})
	virtually(t, func(ctx context.Context) {
		l := coro.RunningLoop(ctx)
		var told *loop.Handle
		l.SetExceptionHandler(func(_ *loop.Loop, c loop.ExceptionContext) { told = c.Handle })
		h, _ := l.CallSoon(func() { panic("boom") })
		_ = coro.Sleep(ctx, 0)
		wantEqual(t, "the handle itself in debug mode", told == h, true)
	}, coro.DebugMode())
}

func TestDeviation_RefusedAwaitHarmsNobody(t *testing.T) {
	virtually(t, func(ctx context.Context) {
		var self *coro.Task[int]
		self = coro.CreateTask(ctx, func(ctx context.Context) (int, error) {
			_, err := self.Await(ctx)
			wantErr(t, "itself", err, coro.ErrSelfAwait)
			return 42, coro.Sleep(ctx, 0)
		})
		other := coro.CreateTask(ctx, self.Await)
		if v, err := other.Await(ctx); v != 42 || err != nil {
			t.Errorf("the other: %d, %v", v, err)
		}
	})
}

func TestDeviation_EqualDeadlines(t *testing.T) {
	var log []int
	virtually(t, func(ctx context.Context) {
		l := coro.RunningLoop(ctx)
		for i := range 5 {
			_, _ = l.CallAt(time.Second, func() { log = append(log, i) })
		}
		_ = coro.Sleep(ctx, 2*time.Second)
	})
	wantEqual(t, "order", log, []int{0, 1, 2, 3, 4})
}

// notes makes a coroutine that sleeps and notes its number when it is
// cancelled.
func notes(log *[]int, i int) func(context.Context) error {
	return func(ctx context.Context) error {
		err := coro.Sleep(ctx, time.Hour)
		*log = append(*log, i)
		return err
	}
}

func TestDeviation_GroupAbortsInOrder(t *testing.T) {
	var log, want []int
	virtually(t, func(ctx context.Context) {
		var g coro.TaskGroup
		_ = g.Do(ctx, func(ctx context.Context) error {
			for i := range 20 {
				want = append(want, i)
				g.Go(ctx, notes(&log, i))
			}
			passTurns(ctx, 1)
			return errBad
		})
	})
	wantEqual(t, "order", log, want)
}

func TestDeviation_RunCancelsInOrder(t *testing.T) {
	var log, want []int
	virtually(t, func(ctx context.Context) {
		for i := range 20 {
			want = append(want, i)
			coro.Go(ctx, notes(&log, i))
		}
		passTurns(ctx, 1)
	})
	wantEqual(t, "order", log, want)
}

func TestDeviation_AsCompletedStartsInOrder(t *testing.T) {
	var log, want []int
	virtually(t, func(ctx context.Context) {
		var cs []coro.Coro[int]
		for i := range 20 {
			want = append(want, i)
			cs = append(cs, func(context.Context) (int, error) { log = append(log, i); return i, nil })
		}
		for range coro.AsCompleted(ctx, cs) {
		}
	})
	wantEqual(t, "order", log, want)
}

func TestDeviation_WaitKeepsOrder(t *testing.T) {
	virtually(t, func(ctx context.Context) {
		a := coro.CreateTask(ctx, coro.After(3*time.Second, 1), coro.Named("a"))
		b := coro.CreateTask(ctx, coro.After(time.Second, 1), coro.Named("b"))
		c := coro.CreateTask(ctx, coro.After(time.Minute, 1), coro.Named("c"))
		done, pending, _ := coro.Wait(ctx, []*coro.Task[int]{c, a, b, a}, coro.Within(5*time.Second))
		wantEqual(t, "done", fmt.Sprintln(done[0].Name(), done[1].Name(), len(done)), "a b 2\n")
		wantEqual(t, "pending", fmt.Sprintln(pending[0].Name(), len(pending)), "c 1\n")
	})
}

func TestDeviation_TasksCreatedDuringShutdown(t *testing.T) {
	var log []int
	virtually(t, func(ctx context.Context) {
		coro.Go(ctx, func(ctx context.Context) error {
			err := coro.Sleep(ctx, time.Hour)
			coro.Go(ctx, notes(&log, 1))
			passTurns(ctx, 1)
			return err
		})
		passTurns(ctx, 1)
	})
	wantEqual(t, "cancelled in the second round", log, []int{1})
}

func TestDeviation_NamesCountPerLoop(t *testing.T) {
	for range 2 {
		virtually(t, func(ctx context.Context) {
			wantEqual(t, "main", coro.CurrentTask(ctx).Name(), "Task-1")
			named := coro.CreateTask(ctx, triv, coro.Named("named"))
			wantEqual(t, "next", coro.CreateTask(ctx, triv).Name(), "Task-2")
			wantEqual(t, "named", named.Name(), "named")
		})
	}
}

func TestDeviation_ContextValuesGoDownOnly(t *testing.T) {
	type key struct{}
	virtually(t, func(ctx context.Context) {
		inner := coro.Void(func(ctx context.Context) error {
			ctx = context.WithValue(ctx, key{}, "set")
			task := coro.CreateTask(ctx, func(ctx context.Context) (any, error) { return ctx.Value(key{}), nil })
			v, err := task.Await(ctx)
			wantEqual(t, "in the child", v, any("set"))
			return err
		})
		_, _ = inner.Await(ctx)
		wantEqual(t, "in the caller", ctx.Value(key{}), any(nil))
	})
}

func TestDeviation_ForeignCallSoon(t *testing.T) {
	err := coro.Run(context.Background(), func(ctx context.Context) error {
		l, f := coro.RunningLoop(ctx), coro.NewFuture[error](ctx)
		go func() {
			_, err := l.CallSoon(func() { t.Error("it ran") })
			_, _ = l.CallSoonThreadsafe(func() { _ = f.SetResult(err) })
		}()
		refused, err := f.Await(ctx)
		wantErr(t, "CallSoon", refused, coro.ErrForeign)
		if refused != nil && !strings.Contains(refused.Error(), "CallSoonThreadsafe") {
			t.Errorf("the text does not say what to do: %q", refused)
		}
		return err
	}, coro.DebugMode(), coro.WithLoop(loop.Logger(quiet())))
	if err != nil {
		t.Error(err)
	}
}

func TestDeviation_SetAfterTheLoopIsClosed(t *testing.T) {
	var event coro.Event
	var f *coro.Future[int]
	virtually(t, func(ctx context.Context) {
		_ = event.Set()
		wantErr(t, "Wait", event.Wait(ctx))
		f = coro.NewFuture[int](ctx)
	})
	wantErr(t, "Set", event.Set(), coro.ErrLoopClosed)
	wantErr(t, "SetResult", f.SetResult(1), coro.ErrLoopClosed)
	wantEqual(t, "done", f.Done(), false)
}

func TestDeviation_RunMakesNoTasksOfItsOwn(t *testing.T) {
	rec := trace.New()
	virtually(t, func(ctx context.Context) {
		_, _ = coro.ToThread(ctx, func(context.Context) (int, error) { return 1, nil })
	}, coro.WithLoop(loop.Trace(rec)))
	var names []string
	for e := range rec.Events() {
		if e.Kind == trace.TaskNew {
			names = append(names, e.Label)
		}
	}
	wantEqual(t, "tasks", names, []string{"Task-1"})
}
