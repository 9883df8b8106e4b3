package coro_test

import (
	"context"
	"errors"
	"runtime"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/goasyncio/asyncio/coro"
)

// virtually runs main under the virtual clock and fails the test if it fails.
func virtually(t *testing.T, main func(ctx context.Context), opts ...coro.RunOption) {
	t.Helper()
	err := coro.Run(context.Background(), func(ctx context.Context) error { main(ctx); return nil },
		append(opts, coro.Virtual())...)
	if err != nil {
		t.Errorf("Run: %v", err)
	}
}

func wantErr(t *testing.T, what string, err error, is ...error) {
	t.Helper()
	for _, target := range is {
		if !errors.Is(err, target) {
			t.Errorf("%s: the error is %v, which is not %v", what, err, target)
		}
	}
}

func wantEqual(t *testing.T, what string, got, want any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

var errWhy = errors.New("no longer needed")

// These tests hold the package to its rules for contexts of the standard
// library, sentence by sentence.

func TestContext_ValuesAloneAreNoContextOfTheirOwn(t *testing.T) {
	type key struct{}
	virtually(t, func(ctx context.Context) {
		with := context.WithValue(ctx, key{}, "v")
		if with.Done() != ctx.Done() {
			t.Error("a context with a value has another Done channel than its task")
		}
		task := coro.CreateTask(with, func(ctx context.Context) (any, error) { return ctx.Value(key{}), coro.Sleep(ctx, 1) })
		got, err := task.Await(with)
		wantEqual(t, "the value", got, any("v"))
		wantErr(t, "await", err)
		if err != nil {
			t.Error(err)
		}
	})
}

func TestContext_WhatIsFinishedIsReturned(t *testing.T) {
	virtually(t, func(ctx context.Context) {
		f := doneFuture(ctx)
		ended, cancel := context.WithCancel(ctx)
		cancel()
		if v, err := f.Await(ended); v != 1 || err != nil {
			t.Errorf("a finished future under a context that has ended: %v, %v", v, err)
		}
	})
}

func TestContext_EndedBeforeFailsWithoutSuspending(t *testing.T) {
	awaits := map[string]func(ctx context.Context) error{
		"future": func(ctx context.Context) error {
			return errOf(coro.NewFuture[int](context.WithoutCancel(ctx)).Await(ctx))
		},
		"sleep":    func(ctx context.Context) error { return coro.Sleep(ctx, time.Second) },
		"sleep(0)": func(ctx context.Context) error { return coro.Sleep(ctx, 0) },
		"gather":   func(ctx context.Context) error { return errOf(coro.Gather(ctx, jobOf(sleeper))) },
		"wait_for": func(ctx context.Context) error { return errOf(coro.WaitFor(ctx, jobOf(sleeper), time.Second)) },
	}
	for name, await := range awaits {
		n, err := turnsOf(t, func(ctx context.Context) error {
			ended, cancel := context.WithCancelCause(ctx)
			cancel(errWhy)
			return await(ended)
		})
		if n != 0 {
			t.Errorf("%s took %d turns", name, n)
		}
		wantErr(t, name, err, context.Canceled, errWhy)
		if errors.Is(err, coro.ErrCancelled) {
			t.Errorf("%s: %v is a cancellation of the task", name, err)
		}
	}
}

func TestContext_EndCancelsWhatIsAwaited(t *testing.T) {
	virtually(t, func(ctx context.Context) {
		own, cancel := context.WithCancelCause(ctx)
		f := coro.NewFuture[int](ctx)
		_, _ = coro.RunningLoop(ctx).CallLater(time.Second, func() { cancel(errWhy) })
		_, err := f.Await(own)
		wantErr(t, "await", err, context.Canceled, errWhy)
		if errors.Is(err, coro.ErrCancelled) {
			t.Errorf("%v is a cancellation of the task", err)
		}
		wantEqual(t, "the future is cancelled", f.Cancelled(), true)
		wantEqual(t, "cancelling", coro.CurrentTask(ctx).Cancelling(), 0)
		wantErr(t, "the task goes on", coro.Sleep(ctx, time.Second))
	})
}

func TestContext_EndCancelsASharedTaskUnlessShielded(t *testing.T) {
	for _, shielded := range []bool{false, true} {
		virtually(t, func(ctx context.Context) {
			own, cancel := context.WithCancel(ctx)
			shared := coro.CreateTask(ctx, coro.After(10*time.Second, 7))
			_, _ = coro.RunningLoop(ctx).CallLater(time.Second, cancel)
			var err error
			if shielded {
				_, err = coro.Shield(own, shared)
			} else {
				_, err = shared.Await(own)
			}
			wantErr(t, "await", err, context.Canceled)
			v, err := shared.Await(ctx)
			if shielded && (v != 7 || err != nil) {
				t.Errorf("behind a shield: %v, %v", v, err)
			}
			if !shielded {
				wantErr(t, "without a shield", err, coro.ErrCancelled)
			}
		})
	}
}

func TestContext_TaskCancelInTheSameTurnWins(t *testing.T) {
	for _, first := range []string{"context", "task"} {
		virtually(t, func(ctx context.Context) {
			task := coro.Go(ctx, func(ctx context.Context) error {
				own, cancel := context.WithCancel(ctx)
				l, self := coro.RunningLoop(ctx), coro.CurrentTask(ctx)
				_, _ = l.CallLater(time.Second, func() {
					if first == "context" {
						cancel()
						self.Cancel("me")
					} else {
						self.Cancel("me")
						cancel()
					}
				})
				_, err := coro.NewFuture[int](ctx).Await(own)
				wantErr(t, first+" first", err, coro.ErrCancelled)
				wantEqual(t, first+" first: cancelling", self.Cancelling(), 1)
				return err
			})
			_, err := task.Await(ctx)
			wantErr(t, first+" first: task", err, coro.ErrCancelled)
		})
	}
}

func TestContext_GroupReactsOnceThenWaits(t *testing.T) {
	var log []string
	virtually(t, func(ctx context.Context) {
		own, cancel := context.WithCancel(ctx)
		_, _ = coro.RunningLoop(ctx).CallLater(time.Second, cancel)
		var g coro.TaskGroup
		err := g.Do(own, func(context.Context) error {
			g.Go(ctx, func(ctx context.Context) error {
				err := coro.Sleep(ctx, 10*time.Second)
				log = append(log, "cancelled: "+err.Error())
				_ = coro.Sleep(ctx, 5*time.Second)
				log = append(log, "cleaned up")
				return err
			})
			return nil
		})
		wantErr(t, "group", err, context.Canceled)
		wantEqual(t, "cancelling", coro.CurrentTask(ctx).Cancelling(), 0)
		wantEqual(t, "time", coro.RunningLoop(ctx).Time(), 6*time.Second)
	})
	wantEqual(t, "log", log, []string{"cancelled: cancelled", "cleaned up"})
}

func TestContext_WaitForWaitsForTheCancellation(t *testing.T) {
	virtually(t, func(ctx context.Context) {
		own, cancel := context.WithCancel(ctx)
		slow := coro.Go(ctx, func(ctx context.Context) error {
			err := coro.Sleep(ctx, time.Minute)
			_ = coro.Sleep(ctx, 5*time.Second)
			return err
		})
		_ = coro.Sleep(ctx, time.Second)
		_, _ = coro.RunningLoop(ctx).CallLater(time.Second, cancel)
		_, err := coro.WaitFor(own, slow, 0)
		wantErr(t, "wait_for", err, context.Canceled)
		wantEqual(t, "it waited until the task ended", slow.Done(), true)
		wantEqual(t, "time", coro.RunningLoop(ctx).Time(), 6*time.Second)
	})
}

func TestContext_OrdinaryAwaitPaysNothing(t *testing.T) {
	virtually(t, func(ctx context.Context) {
		with := context.WithValue(ctx, "k", "v") //nolint:staticcheck // any key will do
		_ = coro.Sleep(with, 0)
		if n := testing.AllocsPerRun(100, func() { _ = coro.Sleep(with, 0) }); n != 0 {
			t.Errorf("a sleep under a context with values allocates %v times", n)
		}
	})
}

func TestContext_EndCancelsTheTasksCreatedFromIt(t *testing.T) {
	virtually(t, func(ctx context.Context) {
		var child *coro.Task[int]
		func() {
			own, cancel := context.WithCancel(ctx)
			defer cancel()
			child = coro.CreateTask(own, sleeper)
			_ = coro.Sleep(ctx, time.Second)
		}()
		_, err := child.Await(ctx) // nothing but the end of own can end it before 99 s
		wantErr(t, "the child", err, coro.ErrCancelled)
		wantEqual(t, "time", coro.RunningLoop(ctx).Time(), time.Second)
		wantEqual(t, "cancelled once", child.Cancelling(), 1)

		own, cancel := context.WithCancel(ctx)
		cancel()
		never := coro.Go(own, func(context.Context) error { t.Error("its body ran"); return nil })
		wantErr(t, "a task of a context that has ended", errOf(never.Await(ctx)), coro.ErrCancelled)
	})
}

// The end of a context is seen in the next turn, each time the same.
func TestContext_EndIsDeterministic(t *testing.T) {
	for range 200 {
		n, err := turnsOf(t, func(ctx context.Context) error {
			own, cancel := context.WithCancel(ctx)
			f := coro.NewFuture[int](ctx)
			coro.Go(ctx, func(ctx context.Context) error { cancel(); return coro.Sleep(ctx, 0) })
			return errOf(f.Await(own))
		})
		wantErr(t, "await", err, context.Canceled)
		if n != 2 {
			t.Fatalf("the await took %d turns, not 2: one for the task that cancels, one to wake up", n)
		}
	}
}

// The context that was cancelled may be the only thing that can wake anybody:
// that is no deadlock.
func TestContext_EndIsNoDeadlock(t *testing.T) {
	for range 200 {
		virtually(t, func(ctx context.Context) {
			own, cancel := context.WithCancel(ctx)
			child := coro.Go(own, func(ctx context.Context) error { return errOf(coro.NewFuture[int](ctx).Await(ctx)) })
			_ = coro.Sleep(ctx, 0)
			cancel()
			wantErr(t, "child", errOf(child.Await(ctx)), coro.ErrCancelled)
		})
	}
}

func TestContext_EndOfRunCancelsMainOnce(t *testing.T) {
	outer, cancel := context.WithCancelCause(context.Background())
	var log []string
	err := coro.Run(outer, func(ctx context.Context) error {
		_, _ = coro.RunningLoop(ctx).CallLater(time.Second, func() { cancel(errWhy) })
		err := coro.Sleep(ctx, time.Minute)
		wantErr(t, "the sleep", err, coro.ErrCancelled)
		wantEqual(t, "cancelling", coro.CurrentTask(ctx).Cancelling(), 1)
		wantErr(t, "the task's own ctx has not ended", ctx.Err())
		log = append(log, "clean-up began")
		if e := coro.Sleep(ctx, time.Second); e != nil {
			t.Errorf("clean-up cannot await: %v", e)
		}
		log = append(log, "clean-up ended")
		return err
	}, coro.Virtual())
	wantErr(t, "Run", err, context.Canceled, errWhy)
	wantEqual(t, "log", log, []string{"clean-up began", "clean-up ended"})

	err = coro.Run(outer, func(ctx context.Context) error { t.Error("main ran"); return nil })
	wantErr(t, "Run under a context that has ended", err, context.Canceled, errWhy)
}

func TestContext_ThreadCallSeesTheCancelOfItsAwait(t *testing.T) {
	virtually(t, func(ctx context.Context) {
		begun, saw := make(chan struct{}), make(chan error, 1)
		task := coro.CreateTask(ctx, coro.Thread(func(ctx context.Context) (int, error) {
			close(begun)
			<-ctx.Done()
			saw <- ctx.Err()
			return 0, nil
		}))
		_ = coro.Sleep(ctx, 0)
		<-begun
		task.Cancel()
		wantErr(t, "the await", errOf(task.Await(ctx)), coro.ErrCancelled)
		wantErr(t, "the function's ctx", <-saw, context.Canceled)
	})
}

func TestContext_DeadlinesDoNotHoldTheVirtualClock(t *testing.T) {
	virtually(t, func(ctx context.Context) {
		own, cancel := context.WithTimeout(ctx, time.Hour)
		defer cancel()
		if err := coro.Sleep(own, 1000*time.Hour); err != nil {
			t.Errorf("a virtual sleep of 1000 h under a real hour: %v", err)
		}
		soon, cancel := context.WithTimeout(ctx, time.Millisecond)
		defer cancel()
		_, err := coro.NewFuture[int](ctx).Await(soon) // nothing else is left, but this is no deadlock
		wantErr(t, "a real deadline", err, context.DeadlineExceeded)
	})
}

func TestContext_TaskContextIsDoneWhenTheLoopCloses(t *testing.T) {
	var main, child context.Context
	var after chan struct{}
	virtually(t, func(ctx context.Context) {
		main = ctx
		before := runtime.NumGoroutine()
		task := coro.Go(ctx, func(ctx context.Context) error {
			child = ctx
			derived, cancel := context.WithCancel(ctx)
			defer cancel()
			_ = derived
			return nil
		})
		_, _ = task.Await(ctx)
		wantEqual(t, "goroutines that a derived context starts", runtime.NumGoroutine() <= before+1, true)
		if child.Err() != nil || ctx.Err() != nil {
			t.Error("a task's ctx ended with the task")
		}
		after = make(chan struct{})
		context.AfterFunc(ctx, func() { close(after) })
	})
	<-after
	for name, ctx := range map[string]context.Context{"main": main, "child": child} {
		<-ctx.Done()
		wantErr(t, name, ctx.Err(), context.Canceled)
		_, hasDeadline := ctx.Deadline()
		wantEqual(t, name+" has a deadline", hasDeadline, false)
	}
}

// Whoever got a task's ctx may ask it for values when the task is over: a
// request that still runs, a logger.
func TestContext_ValuesOutliveTheTask(t *testing.T) {
	type key struct{}
	virtually(t, func(ctx context.Context) {
		var kept context.Context
		task := coro.Go(context.WithValue(ctx, key{}, "v"), func(ctx context.Context) error { kept = ctx; return nil })
		_, _ = task.Await(ctx)
		wantEqual(t, "value", kept.Value(key{}), any("v"))
		wantErr(t, "but it is no ctx to await with", coro.Sleep(kept, 0), coro.ErrNotInTask)
	})
}
