package coro_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/goasyncio/asyncio/coro"
	"github.com/goasyncio/asyncio/loop"
	"github.com/goasyncio/asyncio/loop/trace"
)

// stubborn sleeps, and when it is cancelled takes some more turns, and then
// ends as cancelled with a message of its own, or, if that is "", returns.
func stubborn(msg string, turns int) coro.Coro[string] {
	return func(ctx context.Context) (string, error) {
		if err := coro.Sleep(ctx, time.Hour); err == nil {
			return "", errors.New("nobody cancelled it")
		}
		for range turns {
			if err := coro.Sleep(ctx, 0); err != nil {
				return "", err
			}
		}
		if msg == "" {
			return "declined", nil
		}
		return "", &coro.CancelledError{Msg: msg, HasMsg: true}
	}
}

// What a cancelled gather fails with is the error of its last argument, whoever
// is done last; CPython prints the same.
func TestGatherCancelledWithTheErrorOfTheLastArgument(t *testing.T) {
	for name, c := range map[string]struct {
		first, last coro.Coro[string]
		want        string
	}{
		"done in order":          {stubborn("a", 0), stubborn("b", 2), "cancelled: b"},
		"the last is done first": {stubborn("a", 2), stubborn("b", 0), "cancelled: b"},
		"the last declines":      {stubborn("a", 0), stubborn("", 1), "cancelled"},
		"and is done first":      {stubborn("a", 2), stubborn("", 0), "cancelled"},
		"the first declines":     {stubborn("", 2), stubborn("b", 0), "cancelled: b"},
	} {
		t.Run(name, func(t *testing.T) {
			pyRun(t, func(ctx context.Context) error {
				f := coro.GatherResultsFuture(ctx, c.first, c.last)
				if err := coro.Sleep(ctx, 0); err != nil {
					return err
				}
				f.Cancel("M")
				_, err := f.Await(ctx)
				if !errors.Is(err, coro.ErrCancelled) || err.Error() != c.want {
					t.Errorf("got %v, want %s", err, c.want)
				}
				return nil
			})
		})
	}
}

// reports runs main and lists what its loop's exception handler is told.
func reports(t *testing.T, main func(context.Context) error) (got []string) {
	t.Helper()
	pyRun(t, func(ctx context.Context) error {
		coro.RunningLoop(ctx).SetExceptionHandler(func(_ *loop.Loop, c loop.ExceptionContext) {
			got = append(got, c.Message+": "+c.Err.Error())
		})
		return main(ctx)
	})
	return got
}

// Unlike a task's, the error of a gather that has failed is not taken as read
// by a cancel that comes too late.
func TestGatherCancelAfterFailureIsStillReported(t *testing.T) {
	got := reports(t, func(ctx context.Context) error {
		f := coro.GatherFuture(ctx, coro.Coro[int](func(context.Context) (int, error) { return 0, errMine }))
		err := coro.Sleep(ctx, time.Second)
		if f.Cancel() {
			t.Error("there was something to cancel")
		}
		return err
	})
	if diff := cmp.Diff([]string{"Future exception was never retrieved: my error"}, got); diff != "" {
		t.Error(diff)
	}
}

// The errors of what a gather started before it was refused have no reader.
func TestGatherRefusedHalfway(t *testing.T) {
	elsewhere := newPyLoop(t)
	foreign := coro.NewFuture[int](elsewhere.ctx)
	got := reports(t, func(ctx context.Context) error {
		bad := coro.Coro[int](func(context.Context) (int, error) { return 0, errMine })
		_, err := coro.Gather[coro.Awaitable[int]](ctx, bad, foreign)
		if !errors.Is(err, coro.ErrWrongLoop) {
			t.Errorf("got %v", err)
		}
		return coro.Sleep(ctx, time.Second)
	})
	if len(got) != 0 {
		t.Errorf("reported: %q", got)
	}
}

// A shield whose owner gave it a result keeps that. What it shields comes too late
// with its own, and the exception handler is told.
func TestShieldFutureThatWasSet(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		told := handled(ctx)
		inner := coro.NewFuture[int](ctx)
		outer := coro.ShieldFuture[int](ctx, inner)
		err := errors.Join(outer.SetResult(5), inner.SetResult(6), coro.Sleep(ctx, time.Second))
		if v, _ := outer.Result(); v != 5 {
			t.Errorf("got %d", v)
		}
		wantEqual(t, "reports", *told, []string{"A shield was set before what it shields: " +
			"asyncio: invalid state: the future is done: <Future finished>"})
		return err
	})
}

// What a timeout takes has no future.
func TestAsCompletedTasksTimeoutYieldsNothing(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		quick := coro.CreateTask(ctx, coro.After(time.Second, "quick"))
		slow := coro.CreateTask(ctx, coro.After(time.Hour, "slow"))
		var got []*coro.Task[string]
		for task, err := range coro.AsCompletedTasks(ctx, []*coro.Task[string]{slow, quick}, coro.Within(time.Minute)) {
			if (err != nil) != errors.Is(err, coro.ErrTimeout) {
				t.Errorf("got %v", err)
			}
			got = append(got, task)
		}
		if len(got) != 2 || got[0] != quick || got[1] != nil {
			t.Errorf("got %v", got)
		}
		return nil
	})
}

// In a recording every future that ends has begun, that of a gather of nothing too.
func TestRecordedFuturesBegin(t *testing.T) {
	rec := trace.New()
	virtually(t, func(ctx context.Context) {
		coro.CreateTask(ctx, coro.After(time.Hour, 0)) // is left for the end
		_, _ = coro.Gather[*coro.Future[int]](ctx)
		_ = coro.Sleep(ctx, time.Second)
	}, coro.WithLoop(loop.Trace(rec)))
	begun, ended := map[int]bool{}, 0
	for e := range rec.Events() {
		switch e.Kind {
		case trace.FutNew:
			begun[e.Fut] = true
		case trace.FutDone:
			ended++
			if e.Fut == 0 || !begun[e.Fut] {
				t.Errorf("future %d ends, and has not begun", e.Fut)
			}
		}
	}
	if ended < 3 {
		t.Errorf("only %d futures ended", ended)
	}
}
