package coro_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/goasyncio/asyncio/coro"
	"github.com/goasyncio/asyncio/loop"
)

// panicOf is what f panics with.
func panicOf(f func()) (err error) {
	defer func() {
		v := recover()
		err, _ = v.(error)
		if err == nil && v != nil {
			err = fmt.Errorf("a panic with %v", v)
		}
	}()
	f()
	return nil
}

// Zero values that cannot work, and nil where a call has no error to return, are told in words.
func TestMisuse_ZeroAndNil(t *testing.T) {
	for name, call := range map[string]func(ctx context.Context, f *coro.Future[int], task *coro.Task[int]) error{
		"Future.Await": func(ctx context.Context, f *coro.Future[int], _ *coro.Task[int]) error { return errOf(f.Await(ctx)) },
		"Task.Await": func(ctx context.Context, _ *coro.Future[int], task *coro.Task[int]) error {
			return errOf(task.Await(ctx))
		},
		"SetResult": func(_ context.Context, f *coro.Future[int], _ *coro.Task[int]) error { return f.SetResult(1) },
		"SetError":  func(_ context.Context, f *coro.Future[int], _ *coro.Task[int]) error { return f.SetError(errBad) },
		"Gather": func(ctx context.Context, f *coro.Future[int], _ *coro.Task[int]) error {
			return errOf(coro.Gather(ctx, f))
		},
		"Shield": func(ctx context.Context, f *coro.Future[int], _ *coro.Task[int]) error {
			return errOf(coro.Shield(ctx, f))
		},
		"WaitFor": func(ctx context.Context, f *coro.Future[int], _ *coro.Task[int]) error {
			return errOf(coro.WaitFor(ctx, f, 1))
		},
		"WaitFor 0": func(ctx context.Context, f *coro.Future[int], _ *coro.Task[int]) error {
			return errOf(coro.WaitFor(ctx, f, 0))
		},
		"RunUntilComplete": func(_ context.Context, f *coro.Future[int], _ *coro.Task[int]) error {
			return coro.RunUntilComplete(loop.New(), f)
		},
		"Wait": func(ctx context.Context, f *coro.Future[int], _ *coro.Task[int]) error {
			_, _, err := coro.Wait(ctx, []*coro.Future[int]{f})
			return err
		},
		"AsCompleted": func(ctx context.Context, f *coro.Future[int], _ *coro.Task[int]) error {
			return firstErr(coro.AsCompleted(ctx, []*coro.Future[int]{f}))
		},
		"Cancel": func(_ context.Context, f *coro.Future[int], _ *coro.Task[int]) error {
			return panicOf(func() { f.Cancel() })
		},
		"Task.Cancel": func(_ context.Context, _ *coro.Future[int], task *coro.Task[int]) error {
			return panicOf(func() { task.Cancel() })
		},
		"AddDoneCallback": func(_ context.Context, f *coro.Future[int], _ *coro.Task[int]) error {
			return panicOf(func() { f.AddDoneCallback(func(*coro.Future[int]) {}) })
		},
		"Barrier.Wait": func(ctx context.Context, _ *coro.Future[int], _ *coro.Task[int]) error {
			return errOf(new(coro.Barrier).Wait(ctx))
		},
		"Runner.Run": func(_ context.Context, _ *coro.Future[int], _ *coro.Task[int]) error {
			return new(coro.Runner).Run(context.Background(), dawdle)
		},
		"Runner.Close": func(_ context.Context, _ *coro.Future[int], _ *coro.Task[int]) error { return new(coro.Runner).Close() },
		"Threadsafe.Result": func(_ context.Context, _ *coro.Future[int], _ *coro.Task[int]) error {
			return threadsafeErr(new(coro.Threadsafe[int]))
		},
	} {
		t.Run(name, func(t *testing.T) {
			virtually(t, func(ctx context.Context) {
				err := call(ctx, &coro.Future[int]{}, &coro.Task[int]{})
				wantErr(t, "the error", err, coro.ErrMisuse)
				if err != nil && !strings.Contains(err.Error(), " made by ") && !strings.Contains(err.Error(), "make it with NewFuture") {
					t.Errorf("the text does not say what to do: %q", err)
				}
			})
		})
	}
	wantEqual(t, "Loop of a zero Runner", new(coro.Runner).Loop() == nil, true)
	task := new(coro.Task[int])
	task.SetName("zero")
	wantEqual(t, "a zero Task", task.String(), "<Task pending name='zero'>")
}

// Nil where a call has no error to return is a panic that names the line.
func TestMisuse_NilPanics(t *testing.T) {
	virtually(t, func(ctx context.Context) {
		for name, call := range map[string]func(){
			"Future.AddDoneCallback": func() { coro.NewFuture[int](ctx).AddDoneCallback(nil) },
			"Task.AddDoneCallback":   func() { coro.Go(ctx, dawdle).AddDoneCallback(nil) },
			"Context":                func() { coro.Context(nil) },
		} {
			err := panicOf(call)
			wantErr(t, name, err, coro.ErrNil)
			if err != nil && !strings.Contains(err.Error(), "misuse_test.go:") {
				t.Errorf("%s: the text does not name the line: %q", name, err)
			}
		}
	})
}

// Nil options are no options.
func TestMisuse_NilOptions(t *testing.T) {
	virtually(t, func(ctx context.Context) {
		task := coro.Go(ctx, dawdle, nil)
		done, _, err := coro.Wait(ctx, []*coro.Task[struct{}]{task}, nil)
		wantErr(t, "Wait", err, nil)
		wantEqual(t, "done", len(done), 1)
	}, nil, coro.WithLoop(nil))
}

// A future or task that was refused when it was made tells everybody why, also who would run a loop for it.
func TestMisuse_RefusedTellsWhy(t *testing.T) {
	l := loop.New(loop.VirtualClock())
	defer l.Close()
	lost := context.Background()
	for name, err := range map[string]error{
		"RunUntilComplete of a task":   coro.RunUntilComplete(l, coro.Go(lost, dawdle)),
		"RunUntilComplete of a future": coro.RunUntilComplete(l, coro.NewFuture[int](lost)),
		"SetResult":                    coro.NewFuture[int](lost).SetResult(1),
		"SetError":                     coro.NewFuture[int](lost).SetError(errBad),
	} {
		wantErr(t, name, err, coro.ErrNotInTask)
	}
	wantErr(t, "of a nil coroutine", coro.RunUntilComplete(l, coro.Go(coro.Context(l), nil)), coro.ErrNil)
	wantEqual(t, "Cancel", coro.NewFuture[int](lost).Cancel(), false)
	coro.NewFuture[int](lost).AddDoneCallback(func(*coro.Future[int]) { t.Error("it was called") })
}

// A task that was refused, and whose error nobody asks for, does not vanish without a word.
func TestMisuse_RefusedAndForgotten(t *testing.T) {
	var reports *[]string
	virtually(t, func(ctx context.Context) {
		reports = handled(ctx)
		var g coro.TaskGroup
		g.Go(ctx, dawdle)
		coro.Go(ctx, nil, coro.Named("nothing"))
		read := coro.Go(ctx, nil)
		_ = read.Err()
		_, _ = coro.Gather(ctx, jobOf(triv), nil)
	})
	if len(*reports) != 2 || !strings.Contains((*reports)[0], "has not been entered") || !strings.Contains((*reports)[1], "coroutine is nil") {
		t.Errorf("reports: %q", *reports)
	}
}

// What comes too late, or from a goroutine that may not do it, and cannot return that as an error, is told to the
// exception handler.
func TestMisuse_LateAndForeign(t *testing.T) {
	l := loop.New(loop.VirtualClock())
	reports := handled(coro.Context(l))
	f := coro.NewFuture[int](coro.Context(l))
	wantErr(t, "Close", l.Close(), nil)
	f.AddDoneCallback(func(*coro.Future[int]) { t.Error("it was called") })
	wantEqual(t, "Cancel", f.Cancel(), false)
	if len(*reports) != 1 || !strings.HasPrefix((*reports)[0], "AddDoneCallback was called and has done nothing: ") ||
		!strings.Contains((*reports)[0], "closed") || !strings.Contains((*reports)[0], "misuse_test.go:") {
		t.Errorf("after Close: %q", *reports)
	}

	virtually(t, func(ctx context.Context) {
		reports = handled(ctx)
		f := coro.NewFuture[int](ctx)
		var g coro.TaskGroup
		wantErr(t, "the group", g.Do(ctx, func(ctx context.Context) error {
			gone(func() {
				f.AddDoneCallback(func(*coro.Future[int]) { t.Error("it was called") })
				f.Cancel()
				g.Cancel()
			})
			return coro.Sleep(ctx, time.Second)
		}), nil)
		wantEqual(t, "the future", f.String(), "<Future pending>")
	}, coro.DebugMode(), coro.WithLoop(loop.SlowCallback(time.Hour)))
	for i, call := range []string{"AddDoneCallback", "Cancel", "TaskGroup.Cancel"} {
		if len(*reports) != 3 || !strings.HasPrefix((*reports)[i], call+" was called and has done nothing: ") ||
			!strings.Contains((*reports)[i], "CallSoonThreadsafe") {
			t.Errorf("from another goroutine: %q", *reports)
		}
	}
}

// A function is not begun for a caller whose context has ended: its own ctx would never end.
func TestMisuse_ToThreadUnderAnEndedContext(t *testing.T) {
	virtually(t, func(ctx context.Context) {
		ended, cancel := context.WithCancelCause(ctx)
		cancel(errWhy)
		began := false
		_, err := coro.ToThread(ended, func(ctx context.Context) (int, error) {
			began = true
			<-ctx.Done()
			return 0, nil
		})
		wantErr(t, "ToThread", err, context.Canceled, errWhy)
		wantEqual(t, "began", began, false)
		wantEqual(t, "cancelled", errors.Is(err, coro.ErrCancelled), false)
	}, coro.ShutdownTimeout(time.Second))
}

// A goroutine that may not set a future is told so without a look at it: what
// the loop does to it meanwhile is no race.
func TestMisuse_ForeignSetResultLooksAtNothing(t *testing.T) {
	err := coro.Run(context.Background(), func(ctx context.Context) error {
		f, told := coro.NewFuture[int](ctx), make(chan error)
		go func() {
			var err error
			for range 20 {
				if err == nil || errors.Is(err, coro.ErrForeign) {
					err = f.SetResult(2)
				}
				time.Sleep(100 * time.Microsecond)
			}
			told <- err
		}()
		for range 5 {
			_ = coro.Sleep(ctx, 200*time.Microsecond)
		}
		if err := f.SetResult(1); err != nil {
			return err
		}
		_ = coro.Sleep(ctx, 3*time.Millisecond)
		wantErr(t, "the other goroutine", <-told, coro.ErrForeign)
		return nil
	}, coro.DebugMode())
	if err != nil {
		t.Error(err)
	}
}

// The message of a cancel is what it was at the call.
func TestMessageOfACancelIsCopied(t *testing.T) {
	virtually(t, func(ctx context.Context) {
		f, msg := coro.NewFuture[int](ctx), []string{"first"}
		f.Cancel(msg...)
		msg[0] = "second"
		wantEqual(t, "the error", f.Err().Error(), "cancelled: first")
	})
}
