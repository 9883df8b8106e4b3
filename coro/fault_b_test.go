package coro_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/goasyncio/asyncio/coro"
)

// bothStarts runs a program with the default start of tasks and eagerly.
func bothStarts(t *testing.T, main func(t *testing.T, ctx context.Context)) {
	t.Helper()
	for name, opts := range map[string][]coro.RunOption{"lazy": nil, "eager": {coro.EagerTasks()}} {
		t.Run(name, func(t *testing.T) {
			virtually(t, func(ctx context.Context) { main(t, ctx) }, opts...)
		})
	}
}

// passTurns suspends for n turns.
func passTurns(ctx context.Context, n int) {
	for range n {
		_ = coro.Sleep(ctx, 0)
	}
}

func TestB1_CancelWhenWaitForIsDone(t *testing.T) {
	bothStarts(t, func(t *testing.T, ctx context.Context) {
		inner := coro.CreateTask(ctx, coro.After(time.Second, "inner"))
		var outer *coro.Task[string]
		// Called in the turn in which inner ends, before outer wakes up.
		inner.AddDoneCallback(func(*coro.Task[string]) { wantEqual(t, "cancel", outer.Cancel("late"), true) })
		outer = coro.CreateTask(ctx, func(ctx context.Context) (string, error) { return coro.WaitFor(ctx, inner, time.Minute) })
		_, err := outer.Await(ctx)
		wantErr(t, "outer", err, coro.ErrCancelled)
		wantEqual(t, "text", fmt.Sprint(err), "cancelled: late")
		v, err := inner.Result()
		if v != "inner" || err != nil {
			t.Errorf("inner: %v, %v", v, err)
		}
	})
}

func TestB2_DeadlineAndCancelInOneTurn(t *testing.T) {
	for _, first := range []string{"cancel", "deadline"} {
		for entry := range 2 {
			bothStarts(t, func(t *testing.T, ctx context.Context) {
				task := coro.Go(ctx, func(ctx context.Context) error {
					self, l := coro.CurrentTask(ctx), coro.RunningLoop(ctx)
					if entry == 1 { // a request that was swallowed before
						self.Cancel()
						_ = coro.Sleep(ctx, 0)
					}
					outside := func() { self.Cancel("outside") }
					if first == "cancel" {
						_, _ = l.CallLater(time.Second, outside)
					}
					err := coro.Timeout(time.Second).Do(ctx, func(ctx context.Context) error {
						if first == "deadline" {
							_, _ = l.CallLater(time.Second, outside)
						}
						return coro.Sleep(ctx, time.Minute)
					})
					wantErr(t, first, err, coro.ErrCancelled)
					if errors.Is(err, coro.ErrTimeout) {
						t.Errorf("%s first: %v is a timeout", first, err)
					}
					wantEqual(t, first+": count", self.Cancelling(), entry+1)
					return err
				})
				wantErr(t, "task", errOf(task.Await(ctx)), coro.ErrCancelled)
			})
		}
	}
}

// CPython 3.13 takes the pending cancel for the timeout's own, and so swallows
// it; the count tells.
func TestB3_TimeoutWhileCancelIsPending(t *testing.T) {
	for name, body := range map[string]func(ctx context.Context) error{
		"sleep(99)": func(ctx context.Context) error { return coro.Sleep(ctx, 99*time.Second) },
		"sleep(0)":  func(ctx context.Context) error { return coro.Sleep(ctx, 0) },
	} {
		bothStarts(t, func(t *testing.T, ctx context.Context) {
			task := coro.Go(ctx, func(ctx context.Context) error {
				self := coro.CurrentTask(ctx)
				self.Cancel("me")
				wantErr(t, name, coro.Timeout(0).Do(ctx, body), coro.ErrTimeout)
				wantEqual(t, "count", self.Cancelling(), 1)
				return coro.Sleep(ctx, 0)
			})
			if _, err := task.Await(ctx); err != nil {
				t.Errorf("the await after it: %v", err)
			}
		})
	}
}

func TestB4_GroupBodyReplacesTheCancel(t *testing.T) {
	bothStarts(t, func(t *testing.T, ctx context.Context) {
		errBody := errors.New("body")
		var g coro.TaskGroup
		err := g.Do(ctx, func(ctx context.Context) error {
			coro.CreateTask(ctx, failing, coro.In(&g), coro.Lazy())
			if err := coro.Sleep(ctx, time.Second); err != nil {
				return errBody
			}
			return nil
		})
		wantErr(t, "group", err, errBad, errBody)
		wantEqual(t, "text", fmt.Sprint(err), "unhandled errors in a TaskGroup (2 sub-exceptions): bad; body")
		wantEqual(t, "count", coro.CurrentTask(ctx).Cancelling(), 0)
		if err := coro.Sleep(ctx, 0); err != nil {
			t.Error(err)
		}
	})
}

func TestB5_NestedGroupPassesTheParentsCancelOn(t *testing.T) {
	bothStarts(t, func(t *testing.T, ctx context.Context) {
		var log []string
		var task *coro.Task[struct{}]
		task = coro.Go(ctx, func(ctx context.Context) error {
			var outer, inner coro.TaskGroup
			err := outer.Do(ctx, func(ctx context.Context) error {
				err := inner.Do(ctx, func(ctx context.Context) error {
					coro.CreateTask(ctx, failing, coro.In(&inner), coro.Lazy())
					_, _ = coro.RunningLoop(ctx).CallSoon(func() { task.Cancel() })
					return coro.Sleep(ctx, time.Second)
				})
				log = append(log, fmt.Sprint("inner: ", err, "; count ", task.Cancelling()))
				return coro.Sleep(ctx, time.Second)
			})
			log = append(log, fmt.Sprint("outer: ", err, "; count ", task.Cancelling()))
			return err
		}, coro.Lazy())
		wantErr(t, "task", errOf(task.Await(ctx)), coro.ErrCancelled)
		wantEqual(t, "log", log, []string{
			"inner: unhandled errors in a TaskGroup (1 sub-exception): bad; count 1",
			"outer: cancelled; count 1"})
	})
}

func TestB6_CountAfterAGroupFailed(t *testing.T) {
	bothStarts(t, func(t *testing.T, ctx context.Context) {
		wantErr(t, "group", groupOf(ctx, failing, sleeper), errBad)
		wantEqual(t, "count", coro.CurrentTask(ctx).Cancelling(), 0)
		wantErr(t, "wait_for", errOf(coro.WaitFor(ctx, jobOf(sleeper), time.Second)), coro.ErrTimeout)
		wantErr(t, "timeout(0)", coro.Timeout(0).Do(ctx, func(ctx context.Context) error { return coro.Sleep(ctx, time.Second) }), coro.ErrTimeout)
	})
}

// Cancel ends the group; a deadline outside that comes while the group waits
// for its tasks is not lost with it.
func TestB7_GroupCancelThenTimeout(t *testing.T) {
	slow := func(ctx context.Context) error {
		err := coro.Sleep(ctx, time.Minute)
		_ = coro.Sleep(ctx, 10*time.Second) // a slow clean-up
		return err
	}
	for name, wait := range map[string]func(ctx context.Context) error{
		"the body ends":   func(context.Context) error { return nil },
		"the body awaits": func(ctx context.Context) error { return coro.Sleep(ctx, time.Minute) },
	} {
		bothStarts(t, func(t *testing.T, ctx context.Context) {
			err := coro.Timeout(5*time.Second).Do(ctx, func(ctx context.Context) error {
				var g coro.TaskGroup
				return g.Do(ctx, func(ctx context.Context) error {
					g.Go(ctx, slow)
					_ = coro.Sleep(ctx, time.Second)
					g.Cancel()
					return wait(ctx)
				})
			})
			wantErr(t, name, err, coro.ErrTimeout)
			wantEqual(t, name+": count", coro.CurrentTask(ctx).Cancelling(), 0)
			wantEqual(t, name+": time", coro.RunningLoop(ctx).Time(), 11*time.Second)
		})
	}
}

func TestB7_GroupCancelAlone(t *testing.T) {
	bothStarts(t, func(t *testing.T, ctx context.Context) {
		var g coro.TaskGroup
		err := coro.Timeout(time.Minute).Do(ctx, func(ctx context.Context) error {
			return g.Do(ctx, func(ctx context.Context) error {
				coro.CreateTask(ctx, sleeper, coro.In(&g))
				g.Cancel()
				g.Cancel()
				return coro.Sleep(ctx, time.Hour)
			})
		})
		if err != nil {
			t.Errorf("a group that was cancelled returns %v", err)
		}
		wantEqual(t, "count", coro.CurrentTask(ctx).Cancelling(), 0)
		wantEqual(t, "time", coro.RunningLoop(ctx).Time(), time.Duration(0))
	})
}

func TestB8_EagerChildCancelsItsGroup(t *testing.T) {
	bothStarts(t, func(t *testing.T, ctx context.Context) {
		var log []string
		var g coro.TaskGroup
		err := g.Do(ctx, func(ctx context.Context) error {
			child := g.Go(ctx, func(ctx context.Context) error {
				g.Cancel()
				err := coro.Sleep(ctx, time.Hour)
				log = append(log, fmt.Sprint("child: ", err))
				return err
			})
			err := coro.Sleep(ctx, time.Hour)
			log = append(log, fmt.Sprint("body: ", err, ", ", child.Cancelling() > 0))
			return err
		})
		if err != nil {
			t.Error(err)
		}
		wantEqual(t, "time", coro.RunningLoop(ctx).Time(), time.Duration(0))
		wantEqual(t, "who was cancelled", len(log), 2)
	})
}

// As CPython: the second create_task is refused, and the body's own error joins
// the group's.
func TestB8_EagerChildFailsAtOnce(t *testing.T) {
	virtually(t, func(ctx context.Context) {
		var g coro.TaskGroup
		err := g.Do(ctx, func(ctx context.Context) error {
			coro.CreateTask(ctx, func(ctx context.Context) (int, error) { return sleep0(ctx) }, coro.In(&g))
			coro.CreateTask(ctx, failing, coro.In(&g))
			refused := coro.CreateTask(ctx, sleep0, coro.In(&g))
			return refused.Err()
		})
		wantEqual(t, "error", fmt.Sprint(err), "unhandled errors in a TaskGroup (2 sub-exceptions): bad; "+
			"asyncio: <TaskGroup tasks=1 errors=1 cancelling> is shutting down: no task can be added")
		wantEqual(t, "count", coro.CurrentTask(ctx).Cancelling(), 0)
	}, coro.EagerTasks())
}

// CPython 3.13 reports an error behind a cancelled shield as one that nobody
// retrieved, unless it came in the turn of the cancellation.
func TestB14_InnerFailsBehindAShield(t *testing.T) {
	var late, same *[]string
	virtually(t, func(ctx context.Context) {
		late = handled(ctx)
		inner := coro.CreateTask(ctx, func(ctx context.Context) (int, error) {
			_ = coro.Sleep(ctx, time.Second)
			return 0, errBad
		})
		outer := coro.CreateTask(ctx, func(ctx context.Context) (int, error) { return coro.Shield(ctx, inner) })
		passTurns(ctx, 1)
		outer.Cancel()
		wantErr(t, "outer", errOf(outer.Await(ctx)), coro.ErrCancelled)
		_ = coro.Sleep(ctx, time.Minute)
		wantEqual(t, "inner", inner.Done() && !inner.Cancelled(), true)
	})
	virtually(t, func(ctx context.Context) {
		same = handled(ctx)
		f := coro.NewFuture[int](ctx)
		outer := coro.CreateTask(ctx, func(ctx context.Context) (int, error) { return coro.Shield(ctx, f) })
		passTurns(ctx, 1)
		outer.Cancel()
		_ = f.SetError(errBad)
		wantErr(t, "outer", errOf(outer.Await(ctx)), coro.ErrCancelled)
	})
	wantEqual(t, "it failed later", *late, []string{"Task exception was never retrieved: bad"})
	wantEqual(t, "it failed in the same turn", len(*same), 0)
}

func TestB14_SeveralShields(t *testing.T) {
	var reports *[]string
	virtually(t, func(ctx context.Context) {
		reports = handled(ctx)
		f := coro.NewFuture[int](ctx)
		var outers []*coro.Task[int]
		for range 3 {
			outers = append(outers, coro.CreateTask(ctx, func(ctx context.Context) (int, error) { return coro.Shield(ctx, f) }))
		}
		passTurns(ctx, 1)
		outers[0].Cancel()
		outers[1].Cancel()
		passTurns(ctx, 1)
		_ = f.SetError(errBad)
		rs, err := coro.GatherResults(ctx, outers...)
		wantErr(t, "gather", err)
		wantEqual(t, "results", fmt.Sprint(rs), "[error: cancelled error: cancelled error: bad]")
	})
	wantEqual(t, "reports", len(*reports), 0)
}

func TestB16_CancelBeforeTheFirstStep(t *testing.T) {
	virtually(t, func(ctx context.Context) {
		passTurns(ctx, 1)
		before := runtime.NumGoroutine()
		task := coro.Go(ctx, func(context.Context) error { t.Error("its body ran"); return nil })
		wantEqual(t, "cancel", task.Cancel("never"), true)
		passTurns(ctx, 1)
		wantEqual(t, "it is done", task.Done(), true)
		settles(t, before)
		_, err := task.Await(ctx)
		wantEqual(t, "error", fmt.Sprint(err), "cancelled: never")
	})
}

func TestB17_CancelDuringCleanUp(t *testing.T) {
	var log []string
	note := func(format string, args ...any) { log = append(log, fmt.Sprintf(format, args...)) }
	virtually(t, func(ctx context.Context) {
		task := coro.Go(ctx, func(ctx context.Context) error {
			self := coro.CurrentTask(ctx)
			defer note("deferred")
			if err := coro.Sleep(ctx, time.Second); err != nil {
				note("first: %v, %d", err, self.Cancelling())
				if err := coro.Sleep(ctx, time.Second); err != nil {
					note("second: %v, %d", err, self.Cancelling())
					return err
				}
			}
			return nil
		})
		passTurns(ctx, 1)
		task.Cancel("one")
		passTurns(ctx, 1)
		task.Cancel("two")
		_, err := task.Await(ctx)
		note("%v, %d, %v", err, task.Cancelling(), task.Cancelled())
	})
	wantEqual(t, "log", log, []string{"first: cancelled: one, 1", "second: cancelled: two, 2", "deferred", "cancelled: two, 2, true"})
}

func TestB18_TaskNeverEnds(t *testing.T) {
	const limit = 30 * time.Millisecond
	begun := time.Now()
	ended := false
	err := coro.Run(context.Background(), func(ctx context.Context) error {
		coro.Go(ctx, func(ctx context.Context) error {
			defer func() { ended = true }()
			for coro.RunningLoop(ctx) != nil {
				if err := coro.Sleep(ctx, time.Hour); errors.Is(err, coro.ErrLoopClosed) {
					return err
				}
			}
			return nil
		}, coro.Named("stubborn"))
		return coro.Sleep(ctx, 0)
	}, coro.ShutdownTimeout(limit))
	wantErr(t, "Run", err, coro.ErrShutdownTimeout)
	for _, part := range []string{"stubborn, cancelled 1 times, is at:", "TestB18_TaskNeverEnds", "fault_b_test.go:"} {
		if !strings.Contains(fmt.Sprint(err), part) {
			t.Errorf("%q is not in %q", part, err)
		}
	}
	if took := time.Since(begun); took < limit || took > 100*limit {
		t.Errorf("Run took %v", took)
	}
	wantEqual(t, "its deferred calls ran", ended, true)
}

func TestB19_CancelOfAThreadCall(t *testing.T) {
	begun, free, ended := make(chan struct{}), make(chan struct{}), make(chan error, 1)
	err := coro.Run(context.Background(), func(ctx context.Context) error {
		task := coro.CreateTask(ctx, coro.Thread(func(ctx context.Context) (int, error) {
			close(begun)
			<-free
			ended <- ctx.Err()
			return 1, nil
		}))
		passTurns(ctx, 1)
		<-begun
		task.Cancel()
		wantErr(t, "the awaiter is freed", errOf(task.Await(ctx)), coro.ErrCancelled)
		l := coro.RunningLoop(ctx)
		wantEqual(t, "late calls while it runs on", l.LateCalls(), 0)
		close(free)
		for l.LateCalls() == 0 {
			_ = coro.Sleep(ctx, time.Millisecond)
		}
		_ = coro.Sleep(ctx, time.Millisecond)
		wantEqual(t, "late calls", l.LateCalls(), 1)
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	wantErr(t, "the function's ctx", <-ended, context.Canceled)
}

// The table is what CPython 3.13.0 does: the message that the inner coroutine
// saw, that the outer one saw, and that the first and the second await of the
// outer task got. "-" stands for a cancellation without a message.
func TestB20_MessageOfACancel(t *testing.T) {
	var inner string
	child := func(ctx context.Context) (int, error) {
		err := coro.Sleep(ctx, time.Second)
		inner = message(err)
		return 0, err
	}
	for _, row := range []struct {
		name string
		do   func(ctx context.Context) error
		want string
	}{
		{"await", func(ctx context.Context) error { return errOf(jobOf(child).Await(ctx)) }, "why why why -"},
		{"await task", func(ctx context.Context) error { return errOf(taskOf(ctx, child).Await(ctx)) }, "why why why -"},
		{"gather", func(ctx context.Context) error { return errOf(coro.Gather(ctx, jobOf(child))) }, "why why why -"},
		{"gather, errors as results", func(ctx context.Context) error { return errOf(coro.GatherResults(ctx, jobOf(child))) }, "why why why -"},
		{"shield", func(ctx context.Context) error { return errOf(coro.Shield(ctx, jobOf(child))) }, "none why why -"},
		{"wait_for", func(ctx context.Context) error { return errOf(coro.WaitFor(ctx, jobOf(child), time.Minute)) }, "why why why -"},
		{"wait_for task", func(ctx context.Context) error { return errOf(coro.WaitFor(ctx, taskOf(ctx, child), time.Minute)) }, "why why why -"},
		{"group", func(ctx context.Context) error { return groupOf(ctx, child) }, "- why why -"},
		{"wait", func(ctx context.Context) error {
			_, _, err := coro.Wait(ctx, []*coro.Task[int]{taskOf(ctx, child)})
			return err
		}, "none why why -"},
	} {
		bothStarts(t, func(t *testing.T, ctx context.Context) {
			inner = "none"
			var saw string
			task := coro.Go(ctx, func(ctx context.Context) error {
				err := row.do(ctx)
				saw = message(err)
				return err
			})
			passTurns(ctx, 2)
			task.Cancel("why")
			_, first := task.Await(ctx)
			_, second := task.Await(ctx)
			wantEqual(t, row.name, strings.Join([]string{inner, saw, message(first), message(second)}, " "), row.want)
		})
	}
}

// As before, when somebody else cancels the inner task.
func TestB20_MessageOfTheInnersCancel(t *testing.T) {
	for _, row := range []struct {
		name string
		do   func(ctx context.Context, inner *coro.Task[int]) error
		want string
	}{
		{"await", func(ctx context.Context, inner *coro.Task[int]) error { return errOf(inner.Await(ctx)) }, "why"},
		{"gather", func(ctx context.Context, inner *coro.Task[int]) error { return errOf(coro.Gather(ctx, inner)) }, "why"},
		{"gather, errors as results", func(ctx context.Context, inner *coro.Task[int]) error {
			rs, _ := coro.GatherResults(ctx, inner)
			return rs[0].Err
		}, "empty"},
		{"shield", func(ctx context.Context, inner *coro.Task[int]) error { return errOf(coro.Shield(ctx, inner)) }, "-"},
		{"wait_for", func(ctx context.Context, inner *coro.Task[int]) error {
			return errOf(coro.WaitFor(ctx, inner, time.Minute))
		}, "why"},
	} {
		bothStarts(t, func(t *testing.T, ctx context.Context) {
			inner := taskOf(ctx, sleeper)
			outer := coro.Go(ctx, func(ctx context.Context) error { return row.do(ctx, inner) })
			passTurns(ctx, 2)
			inner.Cancel("why")
			wantEqual(t, row.name, message(errOf(outer.Await(ctx))), row.want)
		})
	}
}

// message is the message of a cancellation, "-" if it has none.
func message(err error) string {
	var c *coro.CancelledError
	switch {
	case !errors.As(err, &c):
		return fmt.Sprint("not cancelled: ", err)
	case !c.HasMsg:
		return "-"
	case c.Msg == "":
		return "empty"
	}
	return c.Msg
}

func TestB21_CancelOfADoneTask(t *testing.T) {
	var got []bool
	virtually(t, func(ctx context.Context) {
		task := taskOf(ctx, triv)
		task.AddDoneCallback(func(t *coro.Task[int]) { got = append(got, t.Cancel()) })
		_, _ = task.Await(ctx)
		passTurns(ctx, 1)
		got = append(got, task.Cancel(), task.Cancelled())
		wantEqual(t, "count", task.Cancelling(), 0)
	})
	wantEqual(t, "answers", got, []bool{false, false, false})
}

// An outer cancel of a gather that returns errors as results does not take the
// error away from the child that made one of it; the message is lost, as in
// CPython.
func TestGatherCancelKeepsTheChildsError(t *testing.T) {
	virtually(t, func(ctx context.Context) {
		child := coro.CreateTask(ctx, func(ctx context.Context) (int, error) {
			_ = coro.Sleep(ctx, time.Second)
			return 0, errBad
		})
		outer := coro.Go(ctx, func(ctx context.Context) error { return errOf(coro.GatherResults(ctx, child)) })
		passTurns(ctx, 2)
		outer.Cancel("m")
		wantEqual(t, "outer", message(errOf(outer.Await(ctx))), "-")
		wantErr(t, "child", child.Err(), errBad)
	})
}
