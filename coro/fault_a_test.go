package coro_test

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/goasyncio/asyncio/coro"
	"github.com/goasyncio/asyncio/loop"
)

// handled collects what the exception handler of ctx's loop is told.
func handled(ctx context.Context) *[]string {
	var reports []string
	coro.RunningLoop(ctx).SetExceptionHandler(func(_ *loop.Loop, c loop.ExceptionContext) {
		reports = append(reports, fmt.Sprintf("%s: %v", c.Message, c.Err))
	})
	return &reports
}

func TestA1_CoroutineNeverAwaited(t *testing.T) {
	virtually(t, func(ctx context.Context) {
		before := runtime.NumGoroutine()
		for range 1000 {
			_ = coro.Void(func(context.Context) error { t.Error("it ran"); return nil })
			_ = coro.After(time.Second, 1)
		}
		task := coro.CreateTask(ctx, triv)
		settles(t, before)
		_, _ = task.Await(ctx)
	})
}

func TestA2_SameCoroutineTwice(t *testing.T) {
	ran := 0
	c := coro.Coro[int](func(context.Context) (int, error) { ran++; return ran, nil })
	virtually(t, func(ctx context.Context) {
		for want := 1; want <= 3; want++ {
			got, err := c.Await(ctx)
			if got != want || err != nil {
				t.Errorf("run %d: %v, %v", want, got, err)
			}
		}
	})
}

func TestA3_TaskAwaitsItself(t *testing.T) {
	virtually(t, func(ctx context.Context) {
		var self *coro.Task[int]
		self = coro.CreateTask(ctx, func(ctx context.Context) (int, error) { return self.Await(ctx) }, coro.Named("narcissus"))
		_, err := self.Await(ctx)
		wantErr(t, "self-await", err, coro.ErrSelfAwait)
		if !strings.Contains(err.Error(), "cannot await itself: narcissus") {
			t.Errorf("the text is %q", err)
		}
	})
}

// knot makes A await B and B await A.
func knot(ctx context.Context) (a, b *coro.Task[int]) {
	a = coro.CreateTask(ctx, func(ctx context.Context) (int, error) { return b.Await(ctx) }, coro.Named("A"))
	b = coro.CreateTask(ctx, func(ctx context.Context) (int, error) { return a.Await(ctx) }, coro.Named("B"))
	return a, b
}

func TestA4_AwaitCycle(t *testing.T) {
	clocks := map[string]coro.RunOption{"virtual": coro.Virtual(), "real": coro.WithLoop(loop.DetectDeadlock())}
	for name, clock := range clocks {
		err := coro.Run(context.Background(), func(ctx context.Context) error {
			a, _ := knot(ctx)
			return errOf(a.Await(ctx))
		}, clock)
		wantErr(t, name, err, coro.ErrDeadlock)
		var d *coro.DeadlockError
		if !errors.As(err, &d) || len(d.Cycles) != 1 {
			t.Fatalf("%s: %v", name, err)
		}
		cycle := regexp.MustCompile(`^A\(fault_a_test\.go:\d+\) -> B\(fault_a_test\.go:\d+\) -> A$`)
		if !cycle.MatchString(d.Cycles[0]) || !strings.Contains(err.Error(), d.Cycles[0]) {
			t.Errorf("%s: the cycle is %q", name, d.Cycles[0])
		}
		wantEqual(t, "tasks that wait", len(d.Waits), 3)
	}
}

// CPython raises RecursionError and leaves the counts at thousands. Here the
// task that the walk meets again is cancelled at its await, so the knot is
// undone.
func TestA5_CancelMemberOfCycle(t *testing.T) {
	virtually(t, func(ctx context.Context) {
		a, b := knot(ctx)
		_ = coro.Sleep(ctx, 0)
		_ = coro.Sleep(ctx, 0)
		wantEqual(t, "cancel", a.Cancel("enough"), true)
		wantEqual(t, "counts", []int{a.Cancelling(), b.Cancelling()}, []int{1, 1})
		wantErr(t, "A", errOf(a.Await(ctx)), coro.ErrCancelled)
		_, err := b.Await(ctx)
		wantErr(t, "B", err, coro.ErrCancelled)
		wantEqual(t, "the message went round", err.Error(), "cancelled: enough")
	})
}

func TestA5_CancelCycleThroughGather(t *testing.T) {
	virtually(t, func(ctx context.Context) {
		var a, b *coro.Task[[]int]
		wait := func(other **coro.Task[[]int]) coro.Coro[[]int] {
			return func(ctx context.Context) ([]int, error) {
				_, err := coro.Gather(ctx, *other, *other)
				return nil, err
			}
		}
		a = coro.CreateTask(ctx, wait(&b))
		b = coro.CreateTask(ctx, wait(&a))
		_ = coro.Sleep(ctx, 0)
		_ = coro.Sleep(ctx, 0)
		a.Cancel()
		wantErr(t, "A", errOf(a.Await(ctx)), coro.ErrCancelled)
		wantErr(t, "B", errOf(b.Await(ctx)), coro.ErrCancelled)
	})
}

// A knot that nobody unties does not keep Run from returning.
func TestA5_RunEndsWithACycle(t *testing.T) {
	err := coro.Run(context.Background(), func(ctx context.Context) error {
		knot(ctx)
		return coro.Sleep(ctx, 0)
	})
	if err != nil {
		t.Error(err)
	}
}

// chain makes tasks that each await the next, and returns head and tail.
func chain(ctx context.Context, n int) (head, tail *coro.Task[int]) {
	tail = coro.CreateTask(ctx, sleeper)
	head = tail
	for range n {
		next := head
		head = coro.CreateTask(ctx, func(ctx context.Context) (int, error) { return next.Await(ctx) })
	}
	return head, tail
}

func cancelChain(t *testing.T, n int, limit time.Duration) {
	virtually(t, func(ctx context.Context) {
		head, tail := chain(ctx, n)
		_ = coro.Sleep(ctx, time.Second)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		begun := time.Now()
		head.Cancel()
		took := time.Since(begun)
		runtime.ReadMemStats(&after)
		if grown := int64(after.StackInuse) - int64(before.StackInuse); grown > 64<<10 {
			t.Errorf("the stacks grew by %d bytes", grown)
		}
		wantErr(t, "head", errOf(head.Await(ctx)), coro.ErrCancelled)
		wantEqual(t, "counts", []int{head.Cancelling(), tail.Cancelling()}, []int{1, 1})
		if took > limit {
			t.Errorf("cancelling a chain of %d took %v, more than %v", n, took, limit)
		}
	}, coro.WithLoop(loop.LivelockLimit(0))) // the chain ends in as many turns as it has links
}

func TestA6_CancelHeadOfDeepChain(t *testing.T) { cancelChain(t, 2_000, 5*time.Second) }

func TestA7_RunInsideRunningLoop(t *testing.T) {
	virtually(t, func(ctx context.Context) {
		inner := func(context.Context) error { t.Error("it ran"); return nil }
		err := coro.Run(ctx, inner)
		wantErr(t, "in a coroutine", err, coro.ErrLoopRunning)
		if !strings.Contains(err.Error(), "await instead") || !strings.Contains(err.Error(), "Task-1") {
			t.Errorf("the text is %q", err)
		}
		l := coro.RunningLoop(ctx)
		wantErr(t, "with the loop's ctx", coro.Run(coro.Context(l), inner), coro.ErrLoopRunning)
		wantErr(t, "run_forever", l.RunForever(), coro.ErrLoopRunning)
		wantErr(t, "run_until_complete", coro.RunUntilComplete(l, doneFuture(ctx)), coro.ErrLoopRunning)
		if err := coro.Sleep(ctx, time.Second); err != nil {
			t.Errorf("the outer loop is harmed: %v", err)
		}
	})
}

func TestA7_RunnerUsedInItsOwnCallback(t *testing.T) {
	r := coro.NewRunner(coro.Virtual())
	defer r.Close()
	err := r.Run(context.Background(), func(ctx context.Context) error {
		f := coro.NewFuture[error](ctx)
		_, _ = r.Loop().CallSoon(func() {
			_ = f.SetResult(r.Run(context.Background(), func(context.Context) error { t.Error("it ran"); return nil }))
		})
		inner, err := f.Await(ctx)
		wantErr(t, "in a callback", inner, coro.ErrLoopRunning)
		wantEqual(t, "tasks", len(coro.AllTasks(ctx)), 1)
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

func TestA8_SetResultTwice(t *testing.T) {
	virtually(t, func(ctx context.Context) {
		f := coro.NewFuture[int](ctx)
		_ = f.SetResult(1)
		wantErr(t, "set_result", f.SetResult(2), coro.ErrInvalidState)
		wantErr(t, "set_exception", f.SetError(errBad), coro.ErrInvalidState)
		wantEqual(t, "cancel", f.Cancel(), false)
		v, err := f.Result()
		if v != 1 || err != nil {
			t.Errorf("the first outcome became %v, %v", v, err)
		}
		c := coro.NewFuture[int](ctx)
		wantErr(t, "result too early", errOf(c.Result()), coro.ErrInvalidState)
		wantErr(t, "exception too early", c.Err(), coro.ErrInvalidState)
		c.Cancel()
		err = c.SetResult(2)
		wantErr(t, "set_result on a cancelled one", err, coro.ErrInvalidState)
		if !strings.Contains(err.Error(), "<Future cancelled>") {
			t.Errorf("the text is %q", err)
		}
		wantErr(t, "the first outcome", errOf(c.Result()), coro.ErrCancelled)
	})
}

func TestA9_FutureOfAnotherLoop(t *testing.T) {
	other := loop.New(loop.VirtualClock())
	defer other.Close()
	elsewhere := coro.Context(other)
	pending, finished := coro.NewFuture[int](elsewhere), doneFuture(elsewhere)
	uses := map[string]func(ctx context.Context, f *coro.Future[int]) error{
		"await":      func(ctx context.Context, f *coro.Future[int]) error { return errOf(f.Await(ctx)) },
		"gather":     func(ctx context.Context, f *coro.Future[int]) error { return errOf(coro.Gather(ctx, f)) },
		"shield":     func(ctx context.Context, f *coro.Future[int]) error { return errOf(coro.Shield(ctx, f)) },
		"wait_for":   func(ctx context.Context, f *coro.Future[int]) error { return errOf(coro.WaitFor(ctx, f, time.Second)) },
		"wait_for 0": func(ctx context.Context, f *coro.Future[int]) error { return errOf(coro.WaitFor(ctx, f, 0)) },
		"wait": func(ctx context.Context, f *coro.Future[int]) error {
			_, _, err := coro.Wait(ctx, []*coro.Future[int]{f})
			return err
		},
		"as_completed": func(ctx context.Context, f *coro.Future[int]) error {
			for _, err := range coro.AsCompleted(ctx, []*coro.Future[int]{f}) {
				return err
			}
			return nil
		},
	}
	for name, use := range uses {
		virtually(t, func(ctx context.Context) {
			wantErr(t, name+", pending", use(ctx, pending), coro.ErrWrongLoop)
			wantErr(t, name+", finished", use(ctx, finished), coro.ErrWrongLoop)
			wantEqual(t, "the other loop's future", pending.Done(), false)
			if err := coro.Sleep(ctx, time.Second); err != nil {
				t.Errorf("%s: the loop is harmed: %v", name, err)
			}
		})
	}
}

func TestA13_Nil(t *testing.T) {
	var noCoro coro.Coro[int]
	var noTask *coro.Task[int]
	var noFuture *coro.Future[int]
	var none coro.Awaitable[int]
	var noCtx context.Context
	var g coro.TaskGroup
	calls := map[string]func(ctx context.Context) error{
		"Coro.Await":     func(ctx context.Context) error { return errOf(noCoro.Await(ctx)) },
		"Task.Await":     func(ctx context.Context) error { return errOf(noTask.Await(ctx)) },
		"Future.Await":   func(ctx context.Context) error { return errOf(noFuture.Await(ctx)) },
		"CreateTask":     func(ctx context.Context) error { return coro.CreateTask(ctx, noCoro).Err() },
		"Go":             func(ctx context.Context) error { return coro.Go(ctx, nil).Err() },
		"In":             func(ctx context.Context) error { return coro.CreateTask(ctx, triv, coro.In(nil)).Err() },
		"group.Go":       func(ctx context.Context) error { return g.Go(ctx, nil).Err() },
		"group.Do":       func(ctx context.Context) error { return g.Do(ctx, nil) },
		"Timeout.Do":     func(ctx context.Context) error { return coro.Timeout(1).Do(ctx, nil) },
		"Gather":         func(ctx context.Context) error { return errOf(coro.Gather(ctx, triv, noCoro)) },
		"Gather a task":  func(ctx context.Context) error { return errOf(coro.Gather(ctx, noTask)) },
		"GatherResults":  func(ctx context.Context) error { return errOf(coro.GatherResults(ctx, triv, noCoro)) },
		"GatherFuture":   func(ctx context.Context) error { return coro.GatherFuture(ctx, triv, noCoro).Err() },
		"Shield":         func(ctx context.Context) error { return errOf(coro.Shield(ctx, noCoro)) },
		"Shield none":    func(ctx context.Context) error { return errOf(coro.Shield(ctx, none)) },
		"ShieldFuture":   func(ctx context.Context) error { return coro.ShieldFuture(ctx, noCoro).Err() },
		"Wait":           func(ctx context.Context) error { _, _, err := coro.Wait(ctx, []*coro.Task[int]{noTask}); return err },
		"WaitFor":        func(ctx context.Context) error { return errOf(coro.WaitFor(ctx, noCoro, time.Second)) },
		"WaitFor a task": func(ctx context.Context) error { return errOf(coro.WaitFor(ctx, noTask, time.Second)) },
		"WaitFor 0":      func(ctx context.Context) error { return errOf(coro.WaitFor(ctx, noCoro, 0)) },
		"WaitFor none":   func(ctx context.Context) error { return errOf(coro.WaitFor(ctx, none, time.Second)) },
		"AsCompleted":    func(ctx context.Context) error { return firstErr(coro.AsCompleted(ctx, jobsOf(triv, nil))) },
		"AsCompletedTasks": func(ctx context.Context) error {
			return firstErr(coro.AsCompletedTasks(ctx, []*coro.Task[int]{noTask}))
		},
		"ToThread":         func(ctx context.Context) error { return errOf(coro.ToThread[int](ctx, nil)) },
		"SetError":         func(ctx context.Context) error { return coro.NewFuture[int](ctx).SetError(nil) },
		"Run":              func(context.Context) error { return coro.Run(context.Background(), nil) },
		"RunValue":         func(context.Context) error { return errOf(coro.RunValue(context.Background(), noCoro)) },
		"RunUntilComplete": func(ctx context.Context) error { return coro.RunUntilComplete(coro.RunningLoop(ctx), noTask) },
		"RunThreadsafe": func(ctx context.Context) error {
			return threadsafeErr(coro.RunThreadsafe(coro.RunningLoop(ctx), noCoro))
		},
		"RunThreadsafe of no loop": func(context.Context) error { return threadsafeErr(coro.RunThreadsafe(nil, triv)) },
		"Void":                     func(ctx context.Context) error { return errOf(coro.Void(nil).Await(ctx)) },
		"CreateTask of Void":       func(ctx context.Context) error { return coro.CreateTask(ctx, coro.Void(nil)).Err() },
		"Void(nil) in Gather":      func(ctx context.Context) error { return errOf(coro.Gather(ctx, coro.Void(nil))) },
		"ctx of Sleep":             func(context.Context) error { return coro.Sleep(noCtx, 0) },
		"ctx of Await":             func(ctx context.Context) error { return errOf(doneFuture(ctx).Await(noCtx)) },
		"ctx of Coro.Await":        func(context.Context) error { return errOf(jobOf(triv).Await(noCtx)) },
		"ctx of CreateTask":        func(context.Context) error { return coro.CreateTask(noCtx, triv).Err() },
		"ctx of NewFuture":         func(context.Context) error { return coro.NewFuture[int](noCtx).Err() },
		"ctx of Gather":            func(context.Context) error { return errOf(coro.Gather(noCtx, jobOf(triv))) },
		"ctx of GatherFuture":      func(context.Context) error { return coro.GatherFuture(noCtx, jobOf(triv)).Err() },
		"ctx of ShieldFuture":      func(context.Context) error { return coro.ShieldFuture(noCtx, jobOf(triv)).Err() },
		"ctx of Wait":              func(context.Context) error { _, _, err := coro.Wait(noCtx, []*coro.Task[int]{}); return err },
		"ctx of WaitFor":           func(context.Context) error { return errOf(coro.WaitFor(noCtx, jobOf(triv), 0)) },
		"ctx of AsCompleted":       func(context.Context) error { return firstErr(coro.AsCompleted(noCtx, jobsOf(triv))) },
		"ctx of ToThread":          func(context.Context) error { return errOf(coro.ToThread(noCtx, triv)) },
		"ctx of Block":             func(context.Context) error { return coro.Block(noCtx, 0) },
		"ctx of group.Do": func(context.Context) error {
			var g coro.TaskGroup
			return g.Do(noCtx, func(context.Context) error { return nil })
		},
		"ctx of Timeout.Do": func(context.Context) error {
			return coro.Timeout(1).Do(noCtx, func(context.Context) error { return nil })
		},
		"ctx of Run": func(context.Context) error { return coro.Run(noCtx, func(context.Context) error { return nil }) },
	}
	for name, call := range calls {
		t.Run(name, func(t *testing.T) {
			virtually(t, func(ctx context.Context) {
				before := runtime.NumGoroutine()
				err := call(ctx)
				wantErr(t, "nil", err, coro.ErrNil)
				if err != nil && !strings.Contains(err.Error(), "(fault_a_test.go:") {
					t.Errorf("the text does not say where: %q", err)
				}
				settles(t, before)
				wantEqual(t, "tasks", len(coro.AllTasks(ctx)), 1)
			})
		})
	}
}

func firstErr[T any](seq func(func(T, error) bool)) (err error) {
	seq(func(_ T, e error) bool { err = e; return false })
	return err
}

func threadsafeErr(s *coro.Threadsafe[int]) error { return errOf(s.Result(context.Background())) }

func TestA13_NilNames(t *testing.T) {
	if coro.RunningLoop(nil) != nil || coro.CurrentTask(nil) != nil || coro.AllTasks(nil) != nil { //nolint:staticcheck // that is the test
		t.Error("a nil ctx has a loop, or tasks")
	}
}

func TestA14_AfterClose(t *testing.T) {
	l := loop.New()
	ctx := coro.Context(l)
	_ = l.Close()
	ran := func() { t.Error("it ran") }
	task := coro.CreateTask(ctx, func(context.Context) (int, error) { ran(); return 0, nil })
	eager := coro.CreateTask(ctx, func(context.Context) (int, error) { ran(); return 0, nil }, coro.Eager())
	for name, err := range map[string]error{
		"CreateTask":         task.Err(),
		"CreateTask, eager":  eager.Err(),
		"NewFuture":          coro.NewFuture[int](ctx).Err(),
		"GatherFuture":       coro.GatherFuture(ctx, jobOf(triv)).Err(),
		"ShieldFuture":       coro.ShieldFuture(ctx, jobOf(triv)).Err(),
		"CallSoon":           errOf(l.CallSoon(ran)),
		"CallLater":          errOf(l.CallLater(0, ran)),
		"CallAt":             errOf(l.CallAt(0, ran)),
		"CallSoonThreadsafe": errOf(l.CallSoonThreadsafe(ran)),
		"RunForever":         l.RunForever(),
		"RunUntilComplete":   coro.RunUntilComplete(l, task),
		"RunThreadsafe":      threadsafeErr(coro.RunThreadsafe(l, triv)),
	} {
		wantErr(t, name, err, coro.ErrLoopClosed)
		if err != nil && !strings.Contains(err.Error(), "loop.New") {
			t.Errorf("%s: the text does not say what to do: %q", name, err)
		}
	}
	wantEqual(t, "done", task.Done(), true)
	wantEqual(t, "cancel", task.Cancel(), false)

	r := coro.NewRunner()
	_ = r.Close()
	wantErr(t, "Runner.Run", r.Run(context.Background(), func(context.Context) error { ran(); return nil }), coro.ErrLoopClosed)
	wantErr(t, "Runner.Close again", r.Close())
}

// A task that was refused tells everybody who asks why.
func TestA14_RefusedTaskTellsTheReason(t *testing.T) {
	virtually(t, func(ctx context.Context) {
		refused := coro.CreateTask(context.Background(), triv, coro.Named("lost"))
		wantErr(t, "Err", refused.Err(), coro.ErrNotInTask)
		wantErr(t, "Await", errOf(refused.Await(ctx)), coro.ErrNotInTask)
		wantErr(t, "Gather", errOf(coro.Gather(ctx, refused)), coro.ErrNotInTask)
		wantErr(t, "WaitFor", errOf(coro.WaitFor(ctx, refused, time.Second)), coro.ErrNotInTask)
		_, _, err := coro.Wait(ctx, []*coro.Task[int]{refused})
		wantErr(t, "Wait", err, coro.ErrNotInTask)
		if !strings.Contains(err.Error(), "coro.Run") {
			t.Errorf("the text does not say what to do: %q", err)
		}
		wantEqual(t, "tasks", len(coro.AllTasks(ctx)), 1)
	})
}

func TestA15_NeverRetrieved(t *testing.T) {
	var reports *[]string
	virtually(t, func(ctx context.Context) {
		reports = handled(ctx)
		for i := range 3 {
			_ = coro.NewFuture[int](ctx).SetError(fmt.Errorf("future %d", i))
		}
		coro.CreateTask(ctx, failing, coro.Named("t"))
		read := coro.CreateTask(ctx, failing)
		_ = coro.Sleep(ctx, 0)
		_ = read.Err()
		cancelled := coro.NewFuture[int](ctx)
		cancelled.Cancel()
		runtime.GC()
		_ = coro.Sleep(ctx, time.Second)
		wantEqual(t, "reports before the loop closes", len(*reports), 0)
	})
	wantEqual(t, "reports", *reports, []string{
		"Future exception was never retrieved: future 0",
		"Future exception was never retrieved: future 1",
		"Future exception was never retrieved: future 2",
		"Task exception was never retrieved: bad",
	})
}

// Under the real clock an error is reported when nobody can read it any more,
// and not again at close.
func TestA15_NeverRetrievedAtCollection(t *testing.T) {
	var reports *[]string
	err := coro.Run(context.Background(), func(ctx context.Context) error {
		reports = handled(ctx)
		coro.CreateTask(ctx, failing)
		for range 500 {
			if len(*reports) > 0 {
				return nil
			}
			runtime.GC()
			_ = coro.Sleep(ctx, time.Millisecond)
		}
		return errors.New("it was not reported while the loop ran")
	})
	if err != nil {
		t.Error(err)
	}
	wantEqual(t, "reports", *reports, []string{"Task exception was never retrieved: bad"})
}

func forgetMany(t *testing.T, n int) {
	finished := 0
	virtually(t, func(ctx context.Context) {
		for i := range n {
			coro.Go(ctx, func(ctx context.Context) error {
				_ = coro.NewFuture[int](ctx) // garbage
				err := coro.Sleep(ctx, time.Duration(i%7)*time.Second)
				finished++
				return err
			})
			if i%(n/20) == 0 {
				runtime.GC()
				_ = coro.Sleep(ctx, 0)
			}
		}
		_ = coro.Sleep(ctx, time.Minute)
	})
	wantEqual(t, "finished", finished, n)
}

func TestA16_TasksHeldByTheLoopAlone(t *testing.T) { forgetMany(t, 1000) }

// The sequence is CPython's.
func TestA17_CallbackInsideCallback(t *testing.T) {
	var log []string
	note := func(s string) { log = append(log, s) }
	virtually(t, func(ctx context.Context) {
		l, f := coro.RunningLoop(ctx), coro.NewFuture[int](ctx)
		var remove2 func() bool
		f.AddDoneCallback(func(f *coro.Future[int]) {
			note("1")
			f.AddDoneCallback(func(*coro.Future[int]) { note("3") })
			note(fmt.Sprint("removed ", remove2()))
		})
		remove2 = f.AddDoneCallback(func(*coro.Future[int]) { note("2") })
		_, _ = l.CallSoon(func() { note("soon before") })
		_ = f.SetResult(0)
		_, _ = l.CallSoon(func() { note("soon") })
		for range 3 {
			_ = coro.Sleep(ctx, 0)
			note("turn")
		}
	})
	wantEqual(t, "log", log, []string{"soon before", "1", "removed false", "2", "soon", "turn", "3", "turn", "turn"})
}

func TestA17_RemoveCallback(t *testing.T) {
	var log []string
	virtually(t, func(ctx context.Context) {
		f := coro.NewFuture[int](ctx)
		call := func(*coro.Future[int]) { log = append(log, "called") }
		first := f.AddDoneCallback(call)
		f.AddDoneCallback(call)
		wantEqual(t, "removals", []bool{first(), first()}, []bool{true, false})
		_ = f.SetResult(1)
		_ = coro.Sleep(ctx, 0)
	})
	wantEqual(t, "log", log, []string{"called"})
}

type rude struct{}

func (rude) String() string { panic("no text") }
func (rude) Error() string  { panic("no text either") }

func TestA18_PanickingString(t *testing.T) {
	var reports []string
	log := func(l *loop.Loop, c loop.ExceptionContext) {
		reports = append(reports, c.Message)
		l.DefaultExceptionHandler(c)
	}
	virtually(t, func(ctx context.Context) {
		coro.RunningLoop(ctx).SetExceptionHandler(log)
		f := coro.NewFuture[rude](ctx)
		_ = f.SetResult(rude{})
		wantEqual(t, "result", f.String(), "<Future finished result=<panic in String>>")
		g := coro.NewFuture[int](ctx)
		_ = g.SetError(rude{})
		wantEqual(t, "error", g.String(), "<Future finished exception=<panic in Error>>")
		task := coro.CreateTask(ctx, func(context.Context) (rude, error) { return rude{}, rude{} })
		err := (&coro.GroupError{Msg: "group", Errs: []error{rude{}}}).Error()
		wantEqual(t, "group", err, "group (1 sub-exception): <panic in Error>")
		if e := coro.Sleep(ctx, time.Second); e != nil {
			t.Error(e)
		}
		wantEqual(t, "task", task.String(), "<Task finished name='Task-2' exception=<panic in Error>>")
		wantEqual(t, "result", coro.Result[int]{Err: rude{}}.String(), "error: <panic in Error>")
	}, coro.WithLoop(loop.Logger(quiet())))
	wantEqual(t, "reports", reports, []string{"Future exception was never retrieved", "Task exception was never retrieved"})
}
