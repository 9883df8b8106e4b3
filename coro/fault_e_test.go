package coro_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"runtime/pprof"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/goasyncio/asyncio/coro"
	"github.com/goasyncio/asyncio/loop"
)

// The ctx of a task that waits, in a goroutine that the program started, is refused at once.
func TestE1_AwaitInAForeignGoroutine(t *testing.T) {
	l := &trial{TB: t}
	l.ok(coro.Run(context.Background(), func(ctx context.Context) error {
		on, f := coro.RunningLoop(ctx), coro.NewFuture[int](ctx)
		release := on.Hold()
		task := coro.Go(ctx, func(inner context.Context) error { return coro.Sleep(inner, time.Millisecond) })
		asked := make(chan struct{})
		go func() {
			<-asked
			_, err := f.Await(ctx)
			l.is(err, coro.ErrNotInTask)
			l.is(coro.Sleep(ctx, 0), coro.ErrNotInTask)
			_, _ = on.CallSoonThreadsafe(func() { _ = f.SetResult(1) })
			release()
		}()
		_, _ = on.CallSoon(func() { close(asked); time.Sleep(time.Millisecond) })
		_, err := f.Await(ctx)
		return errors.Join(err, errOf(task.Await(ctx)))
	}))
}

// In debug mode it is also refused while that task runs, and the run is not disturbed.
func TestE1_MisusesInDebugMode(t *testing.T) { misusesInDebugMode(t, 8, 50) }

func misusesInDebugMode(t *testing.T, goroutines, each int) {
	run := func(disturb bool) []string {
		l := &trial{TB: t}
		l.ok(onVirtual(func(ctx context.Context) error {
			var foreign sync.WaitGroup
			if disturb {
				for range goroutines {
					foreign.Go(func() {
						for range each {
							l.is(coro.Sleep(ctx, 0), coro.ErrNotInTask)
							l.is(coro.CreateTask(ctx, coro.Of(trivial)).Err(), coro.ErrNotInTask)
						}
					})
				}
			}
			for i := range 20 {
				l.add("%v %s", coro.RunningLoop(ctx).Time(), coro.Go(ctx, func(ctx context.Context) error { return coro.Sleep(ctx, 0) }).Name())
				_ = coro.Sleep(ctx, time.Duration(i)*time.Second)
			}
			foreign.Wait()
			return nil
		}, coro.DebugMode(), coro.WithLoop(loop.SlowCallback(time.Hour))))
		return l.log
	}
	if diff := cmp.Diff(run(false), run(true)); diff != "" {
		t.Error(diff)
	}
}

func TestE2_CallSoonFromAForeignGoroutine(t *testing.T) {
	inForeign(t, func(l *trial, ctx context.Context, f *coro.Future[int]) {
		_, err := coro.RunningLoop(ctx).CallSoon(func() {})
		l.is(err, coro.ErrForeign)
		l.has(err.Error(), "CallSoonThreadsafe")
	})
}

func TestE3_SetResultFromAForeignGoroutine(t *testing.T) {
	inForeign(t, func(l *trial, ctx context.Context, f *coro.Future[int]) {
		l.is(f.SetResult(2), coro.ErrForeign)
		l.is(f.SetError(errBad), coro.ErrForeign)
		if f.Cancel() {
			l.Error("it was cancelled")
		}
	})
}

// inForeign runs do in another goroutine while the loop runs, in debug mode.
func inForeign(t *testing.T, do func(l *trial, ctx context.Context, f *coro.Future[int])) {
	l := &trial{TB: t}
	l.ok(onVirtual(func(ctx context.Context) error {
		f := coro.NewFuture[int](ctx)
		gone(func() { do(l, ctx, f) })
		_ = f.SetResult(1)
		v, err := f.Await(ctx)
		l.add("%d", v)
		return err
	}, coro.DebugMode()))
	l.expect("1")
}

func TestE4_ResultOnTheLoop(t *testing.T) {
	l := &trial{TB: t}
	l.ok(onVirtual(func(ctx context.Context) error {
		_, err := coro.RunThreadsafe(coro.RunningLoop(ctx), coro.Of(trivial)).Result(ctx)
		l.is(err, coro.ErrWouldDeadlock)
		return nil
	}))
}

func TestE5_TheCtxOfAnotherTask(t *testing.T) {
	l := &trial{TB: t}
	l.ok(onVirtual(func(ctx context.Context) error {
		var theirs context.Context
		task := coro.Go(ctx, func(ctx context.Context) error {
			theirs = ctx
			return coro.Sleep(ctx, time.Second)
		}, coro.Named("other"))
		_ = coro.Sleep(ctx, 0)
		err := coro.Sleep(theirs, 0)
		l.is(err, coro.ErrNotInTask)
		l.has(err.Error(), "other", "does not run now")
		_, _ = task.Await(ctx)
		err = coro.Sleep(theirs, 0)
		l.is(err, coro.ErrNotInTask)
		l.has(err.Error(), "other", "has ended")
		return nil
	}))
}

// The cost of the watchdog: compare with BenchmarkStep1 and BenchmarkStep100.
func BenchmarkE6_Step1Watched(b *testing.B)   { steps(b, 1, coro.WithLoop(loop.Watchdog())) }
func BenchmarkE6_Step100Watched(b *testing.B) { steps(b, 100, coro.WithLoop(loop.Watchdog())) }

func TestE7_LockOSThreadInCoroutines(t *testing.T) { lockedThreads(t, 500) }

func lockedThreads(t *testing.T, switches int) {
	l := &trial{TB: t}
	round := func() {
		l.ok(onVirtual(func(ctx context.Context) error {
			var group coro.TaskGroup
			return group.Do(ctx, func(ctx context.Context) error {
				for range 4 {
					group.Go(ctx, func(ctx context.Context) error {
						runtime.LockOSThread()
						defer runtime.UnlockOSThread()
						for range switches / 4 {
							_ = coro.Sleep(ctx, 0)
						}
						return nil
					})
				}
				return nil
			})
		}))
	}
	round()
	before := pprof.Lookup("threadcreate").Count()
	for range 5 {
		round()
	}
	if n := pprof.Lookup("threadcreate").Count() - before; n > 4 {
		t.Errorf("%d threads more", n)
	}
}

func TestE8_GOMAXPROCS(t *testing.T) { processors(t, 5) }

func processors(t *testing.T, programs int) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for seed := range uint64(programs) {
		var want []string
		for _, n := range []int{1, 2, 8, 64} {
			runtime.GOMAXPROCS(n)
			for _, opts := range [][]coro.RunOption{nil, {coro.PullEngine()}, {coro.WithLoop(loop.PlainTurns())}} {
				got := mixture(t, seed, opts...)
				if want == nil {
					want = got
				}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Fatalf("seed %d, %d processors:\n%s", seed, n, diff)
				}
			}
		}
	}
}

// What coroutines share needs no lock: under -race this must be silent.
func TestE9_SharedVariable(t *testing.T) {
	shared := 0
	_ = onVirtual(func(ctx context.Context) error {
		var group coro.TaskGroup
		return group.Do(ctx, func(ctx context.Context) error {
			for range 20 {
				group.Go(ctx, func(ctx context.Context) error {
					for range 50 {
						shared++
						_ = coro.Sleep(ctx, 0)
					}
					return nil
				})
			}
			return nil
		})
	})
	if shared != 1000 {
		t.Errorf("%d, want 1000", shared)
	}
}

// But a real race is not hidden.
func TestE9_ARealRaceIsReported(t *testing.T) {
	if !raceDetector {
		t.Skip("only the race detector can tell")
	}
	out, err := child("TestE9Child").CombinedOutput()
	if err == nil || !strings.Contains(string(out), "DATA RACE") {
		t.Errorf("%v: %s", err, out)
	}
}

func TestE9Child(t *testing.T) {
	if !inChild(t) {
		return
	}
	shared, done := 0, make(chan struct{})
	_ = onVirtual(func(ctx context.Context) error {
		go func() { shared++; close(done) }()
		for range 100 {
			shared++
			_ = coro.Sleep(ctx, 0)
		}
		return nil
	})
	<-done
	fmt.Fprintln(os.Stderr, shared)
}

func TestE10_WhatIsNoDeadlock(t *testing.T) {
	l := &trial{TB: t}
	l.is(onVirtual(func(ctx context.Context) error { return errOf(coro.NewFuture[int](ctx).Await(ctx)) }), coro.ErrDeadlock)
	real := coro.WithLoop(loop.DetectDeadlock())
	l.is(coro.Run(context.Background(), func(ctx context.Context) error { return errOf(coro.NewFuture[int](ctx).Await(ctx)) }, real), coro.ErrDeadlock)
	for range 20 {
		for _, opt := range []coro.RunOption{coro.Virtual(), real} {
			l.ok(coro.Run(context.Background(), func(ctx context.Context) error { // a worker, and a hold
				if _, err := coro.ToThread(ctx, func(context.Context) (int, error) { runtime.Gosched(); return 1, nil }); err != nil {
					return err
				}
				f, on := coro.NewFuture[int](ctx), coro.RunningLoop(ctx)
				release := on.Hold()
				go func() {
					_, _ = on.CallSoonThreadsafe(func() { _ = f.SetResult(1) })
					release()
				}()
				return errOf(f.Await(ctx))
			}, opt))
		}
	}
}

// However often a deadlock is found, it is told where its tasks wait.
func TestE10_AgainAndAgain(t *testing.T) {
	for _, engine := range [][]coro.RunOption{nil, {coro.PullEngine()}} {
		l := &trial{TB: t}
		r := coro.NewRunner(append(engine, coro.Virtual(), coro.WithLoop(loop.Logger(silent)))...)
		var never coro.Event
		l.ok(r.Run(context.Background(), func(ctx context.Context) error {
			coro.Go(ctx, func(ctx context.Context) error { return never.Wait(ctx) })
			return coro.Sleep(ctx, 0)
		}))
		for i := range 70 { // more than a report has room for frames
			var d *coro.DeadlockError
			if err := r.Loop().RunForever(); !errors.As(err, &d) || len(d.Waits) != 1 || !strings.Contains(d.Waits[0].Place, "fault_e_test.go:") {
				t.Fatalf("deadlock %d: %v", i, err)
			}
		}
		l.ok(r.Close())
	}
}

// A livelock is found, and Run still cleans up: nothing that was ready is lost.
func TestE11_LivelockOfATask(t *testing.T) {
	l := &trial{TB: t}
	err := onVirtual(func(ctx context.Context) error {
		coro.Go(ctx, func(ctx context.Context) error {
			for {
				if err := coro.Sleep(ctx, 0); err != nil {
					l.add("spinner: %v", err)
					return err
				}
			}
		}, coro.Named("spinner"))
		return coro.Sleep(ctx, time.Second)
	}, coro.WithLoop(loop.LivelockLimit(500)))
	l.is(err, loop.ErrLivelock)
	if n := strings.Count(err.Error(), "spinner.step"); n != 20 {
		t.Errorf("%d events told: %v", n, err)
	}
	l.expect("spinner: cancelled")
}

type colour struct{}

// Each task sees the values of the place where it was created.
func TestE12_ContextValues(t *testing.T) {
	l := &trial{TB: t}
	see := func(name string) func(context.Context) error {
		return func(ctx context.Context) error {
			_ = coro.Sleep(ctx, 0)
			l.add("%s sees %v", name, ctx.Value(colour{}))
			return nil
		}
	}
	outside := context.WithValue(context.Background(), colour{}, "outside")
	l.ok(coro.Run(outside, func(ctx context.Context) error {
		red := context.WithValue(ctx, colour{}, "red")
		var group coro.TaskGroup
		err := group.Do(red, func(ctx context.Context) error {
			group.Go(ctx, see("a"))
			blue := context.WithValue(ctx, colour{}, "blue")
			group.Go(blue, see("b"))
			group.Go(blue, func(ctx context.Context) error { return errOf(coro.Go(ctx, see("c")).Await(ctx)) })
			group.Go(ctx, see("d"))
			return see("the body")(ctx)
		})
		_, _ = coro.ToThread(red, func(ctx context.Context) (int, error) { l.add("thread sees %v", ctx.Value(colour{})); return 0, nil })
		return errors.Join(err, see("main")(ctx))
	}, coro.Virtual()))
	l.expect("the body sees red", "a sees red", "b sees blue", "d sees red", "c sees blue", "thread sees red", "main sees outside")
}

// A loop that is made in a synctest bubble works there, on the bubble's time.
func TestE13_InASynctestBubble(t *testing.T) {
	for range 10 {
		synctest.Test(t, func(t *testing.T) {
			l, start := &trial{TB: t}, time.Now()
			l.ok(coro.Run(context.Background(), func(ctx context.Context) error {
				_, err := coro.Gather(ctx, coro.After(time.Hour, 1), coro.Thread(func(context.Context) (int, error) {
					time.Sleep(2 * time.Hour)
					return 2, nil
				}))
				return err
			}))
			if took := time.Since(start); took != 2*time.Hour {
				t.Errorf("took %v", took)
			}
		})
	}
}

// A goroutine that may not create tasks in a group does not even look at it.
func TestCreatedInAGroupByAnother(t *testing.T) {
	virtually(t, func(ctx context.Context) {
		var group coro.TaskGroup
		refused := make(chan error)
		go func() {
			refused <- coro.Go(context.Background(), func(context.Context) error { return nil }, coro.In(&group)).Err()
		}()
		wantErr(t, "do", group.Do(ctx, func(context.Context) error { return nil }))
		wantErr(t, "the task", <-refused, coro.ErrNotInTask)
	})
}
