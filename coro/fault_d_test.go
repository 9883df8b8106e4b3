package coro_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/goasyncio/asyncio/coro"
	"github.com/goasyncio/asyncio/executor"
	"github.com/goasyncio/asyncio/loop"
)

// explode panics; its name and line must stand in what is reported.
func explode(context.Context) (int, error) { panic("boom") }

func TestD1_PanicInACoroutine(t *testing.T) {
	l := &trial{TB: t}
	l.ok(onVirtual(func(ctx context.Context) error {
		_, err := coro.CreateTask(ctx, coro.Of(explode)).Await(ctx)
		var p *coro.PanicError
		if !errors.As(err, &p) || p.Value != "boom" || !strings.Contains(string(p.Stack), "coro_test.explode") {
			t.Errorf("the error is %#v", err)
		}
		if !regexp.MustCompile(`^panic: boom \(.*fault_d_test.go:\d+\)$`).MatchString(err.Error()) {
			t.Error(err)
		}
		return coro.Sleep(ctx, time.Second) // the loop lives
	}))
}

// Only when main itself panicked does Run, and only after the clean-up.
func TestD1_PanicInMain(t *testing.T) {
	for _, test := range []struct {
		name   string
		main   func(context.Context) error
		panics bool
	}{
		{"itself", func(ctx context.Context) error { _, err := explode(ctx); return err }, true},
		{"in a coroutine that it awaits", func(ctx context.Context) error { return errOf(coro.Of(explode).Await(ctx)) }, true},
		{"in a task that it awaits", func(ctx context.Context) error { return errOf(coro.CreateTask(ctx, coro.Of(explode)).Await(ctx)) }, false},
		{"in a thread", func(ctx context.Context) error { return errOf(coro.ToThread(ctx, explode)) }, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			l := &trial{TB: t}
			defer func() {
				v := recover()
				if p, ok := v.(*coro.PanicError); ok {
					l.has(p.Error(), "panic: boom\n\ngoroutine ", "coro_test.explode", "fault_d_test.go:")
				} else if test.panics {
					t.Errorf("Run panicked with %v", v)
				}
				if test.panics != (v != nil) {
					t.Errorf("panic: %v", v)
				}
				l.expect("child begins", "child: cancelled")
			}()
			err := onVirtual(func(ctx context.Context) error {
				coro.Go(ctx, l.sleeps("child", time.Hour))
				_ = coro.Sleep(ctx, 0)
				return test.main(ctx)
			})
			var p *coro.PanicError
			if !errors.As(err, &p) {
				t.Error(err)
			}
		})
	}
}

func TestD2_RuntimeErrors(t *testing.T) {
	var m map[string]int
	var p *trial
	var list []int
	for _, test := range []struct {
		name string
		do   func()
	}{
		{"nil map", func() { m["x"] = 1 }},
		{"nil pointer", func() { p.log = nil }},
		{"index", func() { list[len(list)+1]++ }},
		{"panic(nil)", func() { panic(nil) }}, //nolint:govet // that is what it is about
		{"type assertion", func() { _ = any(1).(string) }},
	} {
		t.Run(test.name, func(t *testing.T) {
			_ = onVirtual(func(ctx context.Context) error {
				err := errOf(coro.Go(ctx, func(context.Context) error { test.do(); return nil }).Await(ctx))
				var r runtime.Error
				if !errors.As(err, &r) || !strings.Contains(err.Error(), "fault_d_test.go:") {
					t.Errorf("the error is %v", err)
				}
				return nil
			})
		})
	}
}

// Goexit, wherever it is called on the loop, ends Run's goroutine, after all tasks were cancelled and awaited.
func TestD3_Goexit(t *testing.T) {
	for _, test := range []struct {
		name string
		main func(ctx context.Context) error
	}{
		{"main", func(context.Context) error { runtime.Goexit(); return nil }},
		{"a task", func(ctx context.Context) error {
			coro.Go(ctx, func(context.Context) error { runtime.Goexit(); return nil })
			return coro.Sleep(ctx, time.Hour)
		}},
		{"an eager task", func(ctx context.Context) error {
			coro.Go(ctx, func(context.Context) error { runtime.Goexit(); return nil }, coro.Eager())
			return coro.Sleep(ctx, time.Hour)
		}},
		{"a callback", func(ctx context.Context) error {
			_, _ = coro.RunningLoop(ctx).CallSoon(runtime.Goexit)
			return coro.Sleep(ctx, time.Hour)
		}},
		{"a done callback", func(ctx context.Context) error {
			f := coro.NewFuture[int](ctx)
			f.AddDoneCallback(func(*coro.Future[int]) { runtime.Goexit() })
			_ = f.SetResult(1)
			return coro.Sleep(ctx, time.Hour)
		}},
		{"a timer", func(ctx context.Context) error {
			_, _ = coro.RunningLoop(ctx).CallLater(time.Second, runtime.Goexit)
			return coro.Sleep(ctx, time.Hour)
		}},
	} {
		for _, engine := range []struct {
			name string
			opts []coro.RunOption
		}{{"channels", nil}, {"pull", []coro.RunOption{coro.PullEngine()}}} {
			t.Run(test.name+"/"+engine.name, func(t *testing.T) {
				l := &trial{TB: t}
				quiet := coro.WithLoop(loop.Logger(silent))
				exited := gone(func() {
					l.add("Run: %v", onVirtual(func(ctx context.Context) error {
						coro.Go(ctx, func(ctx context.Context) error {
							err := coro.Sleep(ctx, time.Hour)
							l.add("child: %v", err)
							l.add("clean-up: %v", coro.Sleep(ctx, time.Second))
							return err
						})
						_ = coro.Sleep(ctx, 0)
						return test.main(ctx)
					}, append(engine.opts, quiet)...))
				})
				if !exited {
					t.Error("Run's goroutine goes on")
				}
				l.expect("child: cancelled", "clean-up: <nil>")
			})
		}
	}
}

// trap is an error that panics when it is asked what it wraps.
type trap struct{}

func (trap) Error() string { return "trap" }
func (trap) Unwrap() error { panic("Unwrap") }

// What an error of the user does when it is looked at harms no task: neither the
// one that receives it nor the one that just suspends.
func TestD1_PanicInUnwrap(t *testing.T) {
	for _, engine := range [][]coro.RunOption{nil, {coro.PullEngine()}} {
		l := &trial{TB: t}
		l.ok(onVirtual(func(ctx context.Context) error {
			f := coro.NewFuture[int](ctx)
			receiver := coro.CreateTask(ctx, func(ctx context.Context) (int, error) {
				_, err := f.Await(ctx)
				l.add("received %v", err)
				return 0, err
			})
			setter := coro.Go(ctx, func(ctx context.Context) error {
				l.ok(f.SetError(trap{}))
				receiver.Cancel()
				return coro.Sleep(ctx, time.Second)
			})
			l.ok(errOf(setter.Await(ctx)))
			_, err := receiver.Await(ctx)
			l.add("it ended with %v after %v", err, coro.RunningLoop(ctx).Time())
			return nil
		}, engine...))
		l.expect("received cancelled", "it ended with cancelled after 1s")
	}
}

func TestD3_GoexitInAWorker(t *testing.T) {
	l := &trial{TB: t}
	l.ok(onVirtual(func(ctx context.Context) error {
		_, err := coro.ToThread(ctx, func(context.Context) (int, error) { runtime.Goexit(); return 0, nil })
		l.is(err, coro.ErrGoexit)
		return nil
	}))
}

// A test that fails in a coroutine fails, and does not hang.
func TestD3_FailNow(t *testing.T) {
	l := &trial{TB: t}
	out, err := child("TestD3Child").CombinedOutput()
	if err == nil {
		t.Error("the test did not fail")
	}
	l.has(string(out), "--- FAIL: TestD3Child", "no further")
	if strings.Contains(string(out), "too far") {
		t.Errorf("%s", out)
	}
}

func TestD3Child(t *testing.T) {
	if !inChild(t) {
		return
	}
	_ = onVirtual(func(ctx context.Context) error {
		coro.Go(ctx, func(context.Context) error { t.Fatal("no further"); return nil })
		return coro.Sleep(ctx, time.Hour)
	})
	t.Log("too far")
}

func TestD4_PanicInACallback(t *testing.T) {
	l := &trial{TB: t}
	l.ok(onVirtual(func(ctx context.Context) error {
		on := coro.RunningLoop(ctx)
		on.SetExceptionHandler(func(_ *loop.Loop, c loop.ExceptionContext) { l.add("%s", c.Message[:len("Exception in callback")]) })
		_, _ = on.CallSoon(func() { panic("soon") })
		_, _ = on.CallLater(time.Second, func() { panic("later") })
		return coro.Sleep(ctx, time.Minute)
	}))
	l.expect("Exception in callback", "Exception in callback")
}

// The others run, in their order.
func TestD5_PanicInADoneCallback(t *testing.T) {
	l := &trial{TB: t}
	l.ok(onVirtual(func(ctx context.Context) error {
		coro.RunningLoop(ctx).SetExceptionHandler(func(_ *loop.Loop, c loop.ExceptionContext) {
			var p *coro.PanicError
			errors.As(c.Err, &p)
			l.add("handler: %v", p.Value)
		})
		f := coro.NewFuture[int](ctx)
		for i := range 4 {
			f.AddDoneCallback(func(*coro.Future[int]) {
				l.add("callback %d", i)
				if i%2 == 0 {
					panic(i)
				}
			})
		}
		_ = f.SetResult(1)
		return coro.Sleep(ctx, time.Second)
	}))
	l.expect("callback 0", "handler: 0", "callback 1", "callback 2", "handler: 2", "callback 3")
}

func TestD6_PanicInTheHandlerOfATask(t *testing.T) {
	l := &trial{TB: t}
	l.ok(onVirtual(func(ctx context.Context) error {
		on := coro.RunningLoop(ctx)
		on.SetExceptionHandler(func(*loop.Loop, loop.ExceptionContext) { l.add("handler"); panic("handler") })
		coro.CreateTask(ctx, coro.Of(explode)) // its error is never retrieved
		_, _ = on.CallSoon(func() { panic("callback") })
		err := coro.Sleep(ctx, time.Second)
		l.add("goes on")
		return err
	}, coro.WithLoop(loop.Logger(silent))))
	l.expect("handler", "goes on", "handler")
}

func TestD7_PanicsInThreads(t *testing.T) { panicsInThreads(t, 200) }

func panicsInThreads(t *testing.T, n int) {
	l := &trial{TB: t}
	l.ok(coro.Run(context.Background(), func(ctx context.Context) error {
		for range n {
			var p *coro.PanicError
			if _, err := coro.ToThread(ctx, explode); !errors.As(err, &p) || p.Value != "boom" {
				return fmt.Errorf("the error is %w", err)
			}
		}
		pool, err := coro.RunningLoop(ctx).DefaultExecutor()
		if workers := pool.Stats().Workers; workers != 1 {
			t.Errorf("%d workers, want 1", workers)
		}
		return err
	}, coro.WithLoop(loop.Executor(executor.Workers(1)))))
}

// os.Exit is not a panic: nothing runs after it, as the documentation of os says.
func TestD8_OsExit(t *testing.T) {
	out, err := child("TestD8Child").CombinedOutput()
	if err == nil || err.Error() != "exit status 7" || strings.Contains(string(out), "deferred") {
		t.Errorf("%v: %s", err, out)
	}
}

func TestD8Child(t *testing.T) {
	if !inChild(t) {
		return
	}
	_ = onVirtual(func(ctx context.Context) error {
		defer fmt.Println("deferred")
		coro.Go(ctx, func(context.Context) error { os.Exit(7); return nil })
		return coro.Sleep(ctx, time.Hour)
	})
}

// A panic in a deferred call of a cancelled coroutine is the task's error, with the cancellation as a cause; but the
// task is not cancelled.
func TestD11_PanicWhileCancelled(t *testing.T) {
	l := &trial{TB: t}
	l.ok(onVirtual(func(ctx context.Context) error {
		task := coro.Go(ctx, func(ctx context.Context) error {
			defer func() { panic("late") }()
			return coro.Sleep(ctx, time.Hour)
		})
		_ = coro.Sleep(ctx, 0)
		task.Cancel("enough")
		_, err := task.Await(ctx)
		var p *coro.PanicError
		if !errors.As(err, &p) || p.Value != "late" {
			t.Errorf("the error is %v", err)
		}
		l.is(err, coro.ErrCancelled)
		l.has(err.Error(), "panic: late", "cancelled")
		if task.Cancelled() {
			t.Error("it counts as cancelled")
		}
		return nil
	}))
}

// The same when the loop closes over the coroutine: nothing hangs.
func TestD11_PanicWhileKilled(t *testing.T) {
	for _, engine := range [][]coro.RunOption{nil, {coro.PullEngine()}} {
		r := coro.NewRunner(append(engine, coro.Virtual(), coro.WithLoop(loop.Logger(silent)))...)
		_ = r.Run(context.Background(), func(ctx context.Context) error {
			coro.Go(ctx, func(ctx context.Context) error {
				defer func() { panic("late") }()
				return coro.Sleep(ctx, time.Hour)
			})
			return coro.Sleep(ctx, 0)
		})
		if err := r.Loop().Close(); err != nil {
			t.Error(err)
		}
	}
}
