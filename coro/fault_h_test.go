package coro_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/goasyncio/asyncio/coro"
	"github.com/goasyncio/asyncio/executor"
	"github.com/goasyncio/asyncio/loop"
)

// raceResultAndCancel lets a thread call's result and the cancel of its await
// meet n times.
func raceResultAndCancel(t *testing.T, n int) {
	results, cancels := 0, 0
	var l *loop.Loop
	err := coro.Run(context.Background(), func(ctx context.Context) error {
		l = coro.RunningLoop(ctx)
		for i := range n {
			var task *coro.Task[int]
			cancel := func() { _, _ = l.CallSoonThreadsafe(func() { task.Cancel() }) }
			task = coro.CreateTask(ctx, coro.Thread(func(context.Context) (int, error) {
				if i%2 == 0 {
					cancel() // before the result
				} else {
					go cancel() // beside it
				}
				return i, nil
			}))
			v, err := task.Await(ctx)
			switch {
			case err == nil && v == i:
				results++
			case errors.Is(err, coro.ErrCancelled) && v == 0:
				cancels++
			default:
				return fmt.Errorf("call %d gave both or neither: %v, %v", i, v, err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	wantEqual(t, "outcomes", results+cancels, n)
	if late := l.LateCalls(); late > cancels {
		t.Errorf("%d results were dropped, but only %d awaits cancelled", late, cancels)
	}
}

func TestH1_ResultMeetsCancel(t *testing.T) { raceResultAndCancel(t, 1000) }

func TestH2_WorkerCallsBack(t *testing.T) {
	for name, opts := range map[string][]coro.RunOption{"real": nil, "virtual": {coro.Virtual()}} {
		v, err := coro.RunValue(context.Background(), func(ctx context.Context) (int, error) {
			l := coro.RunningLoop(ctx)
			return coro.ToThread(ctx, func(ctx context.Context) (int, error) {
				return coro.RunThreadsafe(l, coro.After(time.Millisecond, 42)).Result(ctx)
			})
		}, opts...)
		if v != 42 || err != nil {
			t.Errorf("%s: %v, %v", name, v, err)
		}
	}
}

// While Run waits for its workers the loop still serves them, as in CPython;
// after it has closed they get an error, and never wait.
func TestH2_WorkerCallsBackDuringShutdown(t *testing.T) {
	for name, limit := range map[string]time.Duration{"served": time.Minute, "closed": 5 * time.Millisecond} {
		begun, free, got := make(chan struct{}), make(chan struct{}), make(chan error, 1)
		err := coro.Run(context.Background(), func(ctx context.Context) error {
			l := coro.RunningLoop(ctx)
			coro.CreateTask(ctx, coro.Thread(func(context.Context) (int, error) {
				close(begun)
				<-free
				_, err := coro.RunThreadsafe(l, triv).Result(context.Background())
				for errors.Is(err, coro.ErrCancelled) { // it came while Run still cancelled what was left
					_, err = coro.RunThreadsafe(l, triv).Result(context.Background())
				}
				got <- err
				return 0, nil
			}))
			passTurns(ctx, 1)
			<-begun
			if name == "served" {
				time.AfterFunc(time.Millisecond, func() { close(free) }) // main has ended by then, mostly
			}
			return nil
		}, coro.ShutdownTimeout(limit))
		if name == "served" {
			wantErr(t, name, err)
			if e := <-got; err != nil || e != nil {
				t.Errorf("served: Run %v, the call %v", err, e)
			}
			continue
		}
		wantErr(t, name, err, coro.ErrShutdownTimeout)
		close(free)
		wantErr(t, "the call", <-got, coro.ErrLoopClosed)
	}
}

func TestH3_WorkerOutlivesTheLoop(t *testing.T) {
	begun, free := make(chan struct{}), make(chan struct{})
	var l *loop.Loop
	err := coro.Run(context.Background(), func(ctx context.Context) error {
		l = coro.RunningLoop(ctx)
		coro.CreateTask(ctx, coro.Thread(func(context.Context) (int, error) {
			close(begun)
			<-free
			return 1, nil
		}))
		passTurns(ctx, 1)
		<-begun
		return nil
	}, coro.ShutdownTimeout(5*time.Millisecond))
	wantErr(t, "Run", err, coro.ErrShutdownTimeout)
	if !strings.Contains(fmt.Sprint(err), "TestH3_WorkerOutlivesTheLoop") {
		t.Errorf("the stuck call is not named: %v", err)
	}
	wantEqual(t, "late calls while it runs", l.LateCalls(), 0)
	close(free)
	for range 1000 {
		if l.LateCalls() > 0 {
			break
		}
		time.Sleep(time.Millisecond)
	}
	wantEqual(t, "late calls", l.LateCalls(), 1)
}

func TestH4_ContextValuesInWorkers(t *testing.T) {
	type key struct{}
	virtually(t, func(ctx context.Context) {
		v, err := coro.ToThread(context.WithValue(ctx, key{}, "v"), func(ctx context.Context) (any, error) {
			wantErr(t, "it awaits nothing", coro.Sleep(ctx, 0), coro.ErrNotInTask)
			if coro.CurrentTask(ctx) != nil || coro.RunningLoop(ctx) != nil {
				t.Error("a worker has a running loop")
			}
			return ctx.Value(key{}), nil
		})
		if v != "v" || err != nil {
			t.Errorf("%v, %v", v, err)
		}
	})
}

// A call that waits for another call of the same pool, which has no worker left
// for it, is reported; it is nobody's deadlock until somebody gives up.
func TestH5_NestedThreadCallStarves(t *testing.T) {
	reported := make(chan string, 1)
	err := coro.Run(context.Background(), func(ctx context.Context) error {
		l := coro.RunningLoop(ctx)
		l.SetExceptionHandler(func(_ *loop.Loop, c loop.ExceptionContext) {
			select {
			case reported <- c.Message:
			default:
			}
		})
		_, err := coro.ToThread(ctx, func(ctx context.Context) (int, error) {
			inner := coro.RunThreadsafe(l, coro.Thread(func(context.Context) (int, error) { return 7, nil }))
			text := <-reported
			if !strings.HasPrefix(text, "executor starved: 1/1 busy") || !strings.HasSuffix(text, "1 waiting") {
				t.Errorf("the report is %q", text)
			}
			go func() { _, _ = inner.Result(context.Background()) }()
			return 0, nil
		})
		return err
	}, coro.WithLoop(loop.Executor(executor.Workers(1)), loop.StarvedAfter(5*time.Millisecond), loop.Logger(quiet())))
	if err != nil {
		t.Error(err)
	}
}

func TestH6_ExecutorReplacedAndShutDown(t *testing.T) {
	err := coro.Run(context.Background(), func(ctx context.Context) error {
		l := coro.RunningLoop(ctx)
		begun, free := make(chan struct{}), make(chan struct{})
		busy := coro.CreateTask(ctx, coro.Thread(func(context.Context) (int, error) { close(begun); <-free; return 1, nil }))
		passTurns(ctx, 1)
		<-begun
		mine := executor.New(executor.Workers(1))
		former := l.SetDefaultExecutor(mine)
		v, err := coro.ToThread(ctx, func(context.Context) (int, error) { return 2, nil })
		if v != 2 || err != nil {
			t.Errorf("in the new pool: %v, %v", v, err)
		}
		close(free)
		if v, err = busy.Await(ctx); v != 1 || err != nil {
			t.Errorf("in the former pool: %v, %v", v, err)
		}
		for name, pool := range map[string]*executor.Pool{"former": former, "new": mine} {
			if err := pool.Shutdown(context.Background()); err != nil {
				t.Errorf("%s pool: %v", name, err)
			}
		}
		_, err = coro.ToThread(ctx, triv)
		wantErr(t, "a call after the shutdown", err, executor.ErrShutdown)
		return coro.Sleep(ctx, 0)
	})
	if err != nil {
		t.Error(err)
	}
}

func TestH7_OrderOfSubmission(t *testing.T) {
	var started []int
	virtually(t, func(ctx context.Context) {
		var calls []coro.Coro[int]
		var want []int
		for i := range 50 {
			want = append(want, i)
			calls = append(calls, coro.Thread(func(context.Context) (int, error) { started = append(started, i); return i, nil }))
		}
		got, err := coro.Gather(ctx, calls...)
		if err != nil {
			t.Error(err)
		}
		wantEqual(t, "results", got, want)
		wantEqual(t, "starts", started, want)
	}, coro.WithLoop(loop.Executor(executor.Workers(1))))
}

// What a finished task held is garbage, although the task
// itself is kept.
func TestF10_FinishedTaskHoldsNothing(t *testing.T) {
	var freed atomic.Int32
	virtually(t, func(ctx context.Context) {
		var kept []*coro.Task[int]
		for i := range 20 {
			argument := new([1 << 16]byte)
			runtime.AddCleanup(argument, func(int) { freed.Add(1) }, i)
			kept = append(kept, coro.CreateTask(ctx, func(ctx context.Context) (int, error) {
				onStack := *argument
				err := coro.Sleep(ctx, time.Second)
				return int(argument[0] + onStack[1]), err
			}))
		}
		_ = coro.Sleep(ctx, time.Minute)
		for range 200 {
			if freed.Load() == 20 {
				break
			}
			runtime.GC()
			time.Sleep(time.Millisecond)
		}
		runtime.KeepAlive(kept)
	})
	wantEqual(t, "arguments freed", freed.Load(), int32(20))
}

// Nor does a callback that has cancelled itself, while tasks hand the baton on and
// the loop's goroutine sleeps.
func TestF10_CancelledCallbackHoldsNothing(t *testing.T) {
	var freed atomic.Bool
	var h *loop.Handle
	schedule := func(l *loop.Loop) {
		argument := new([1 << 16]byte)
		runtime.AddCleanup(argument, func(int) { freed.Store(true) }, 0)
		h, _ = l.CallSoon(func() { h.Cancel(); argument[0]++ })
	}
	virtually(t, func(ctx context.Context) {
		schedule(coro.RunningLoop(ctx))
		for range 200 {
			if _ = coro.Sleep(ctx, 0); freed.Load() {
				break
			}
			runtime.GC()
			time.Sleep(time.Millisecond)
		}
	})
	runtime.KeepAlive(h)
	wantEqual(t, "argument freed", freed.Load(), true)
}

// A task of a group that somebody keeps does not keep the others and their
// context values, neither when the group has ended nor when the loop was closed under it.
func TestF10_MemberHoldsNoOther(t *testing.T) {
	for _, stopped := range []time.Duration{time.Second, time.Hour} {
		var freed atomic.Bool
		var kept *coro.Task[int]
		type key struct{}
		group := func(ctx context.Context) error {
			var g coro.TaskGroup
			return g.Do(ctx, func(ctx context.Context) error {
				kept = coro.CreateTask(ctx, coro.After(time.Minute, 1), coro.In(&g))
				value := new([1 << 16]byte)
				runtime.AddCleanup(value, func(int) { freed.Store(true) }, 0)
				coro.CreateTask(context.WithValue(ctx, key{}, value), coro.After(time.Minute, 2), coro.In(&g))
				return nil
			})
		}
		func() {
			l := loop.New(loop.VirtualClock())
			l.SetExceptionHandler(func(*loop.Loop, loop.ExceptionContext) {})
			coro.Go(coro.Context(l), group)
			_, err := l.CallLater(stopped, l.Stop)
			wantErr(t, "call_later", err, nil)
			wantErr(t, "the run", l.RunForever(), nil)
			wantErr(t, "close", l.Close(), nil)
		}()
		for i := 0; i < 200 && !freed.Load(); i++ {
			runtime.GC()
			time.Sleep(time.Millisecond)
		}
		runtime.KeepAlive(kept)
		wantEqual(t, "freed", freed.Load(), true)
	}
}

func TestF10_IdleGoroutinesAreTrimmed(t *testing.T) {
	virtually(t, func(ctx context.Context) {
		before := runtime.NumGoroutine()
		for range 3000 {
			coro.CreateTask(ctx, sleeper)
		}
		passTurns(ctx, 2)
		if busy := runtime.NumGoroutine() - before; busy < 2900 { // goroutines of other tests may end meanwhile
			t.Errorf("only %d goroutines for 3000 suspended tasks", busy)
		}
		_ = coro.Sleep(ctx, time.Hour) // all end
		_ = coro.Sleep(ctx, time.Hour) // the loop waits, and trims
		idle := runtime.NumGoroutine() - before
		for range 1000 {
			if idle <= 64 {
				return
			}
			time.Sleep(time.Millisecond)
			idle = runtime.NumGoroutine() - before
		}
		t.Errorf("%d idle goroutines are kept", idle)
	})
}
