package coro_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/goasyncio/asyncio/coro"
	"github.com/goasyncio/asyncio/executor"
	"github.com/goasyncio/asyncio/loop"
)

// Many calls, few workers; and a pool whose queue is bounded refuses what is too much.
func TestF1_ManyThreadCalls(t *testing.T) { manyThreadCalls(t, 1000) }

func manyThreadCalls(t *testing.T, n int) {
	l := &trial{TB: t}
	var busy, most atomic.Int32
	l.ok(coro.Run(context.Background(), func(ctx context.Context) error {
		var group coro.TaskGroup
		return group.Do(ctx, func(ctx context.Context) error {
			for range n {
				coro.CreateTask(ctx, coro.Thread(func(context.Context) (int, error) {
					for m := most.Load(); !most.CompareAndSwap(m, max(m, busy.Load()+1)); m = most.Load() {
					}
					busy.Add(1)
					defer busy.Add(-1)
					return 0, nil
				}), coro.In(&group))
			}
			return nil
		})
	}, coro.WithLoop(loop.Executor(executor.Workers(3)))))
	if most.Load() > 3 {
		t.Errorf("%d workers at once, want at most 3", most.Load())
	}
}

func TestF1_Overloaded(t *testing.T) {
	l := &trial{TB: t}
	gate := make(chan struct{})
	l.ok(coro.Run(context.Background(), func(ctx context.Context) error {
		wait := func(context.Context) (int, error) { <-gate; return 0, nil }
		running := coro.CreateTask(ctx, coro.Thread(wait))
		_ = coro.Sleep(ctx, 0)
		_, err := coro.ToThread(ctx, wait)
		l.is(err, executor.ErrOverloaded)
		close(gate)
		return errOf(running.Await(ctx))
	}, coro.WithLoop(loop.Executor(executor.Workers(1), executor.Queue(0)))))
}

// All workers wait for calls that need a worker: asyncio is silent, here it is told.
func TestF2_StarvedExecutor(t *testing.T) {
	l := &trial{TB: t}
	err := coro.Run(context.Background(), func(ctx context.Context) error {
		on := coro.RunningLoop(ctx)
		told := coro.NewFuture[string](ctx)
		on.SetExceptionHandler(func(_ *loop.Loop, c loop.ExceptionContext) { _ = told.SetResult(c.Message) })
		ctx2, cancel := context.WithCancel(context.Background())
		outer := coro.CreateTask(ctx, coro.Thread(func(ctx context.Context) (int, error) {
			return coro.RunThreadsafe(on, coro.Thread(func(context.Context) (int, error) { return 1, nil })).Result(ctx2)
		}))
		text, err := told.Await(ctx)
		l.has(text, "executor starved: 1/1 busy, oldest ", ", 1 waiting")
		cancel()
		_, ended := outer.Await(ctx)
		l.is(ended, context.Canceled)
		return err
	}, coro.WithLoop(loop.Executor(executor.Workers(1)), loop.StarvedAfter(5*time.Millisecond)))
	l.ok(err)
}

// handClock is a clock that the test moves.
type handClock struct{ now atomic.Int64 }

func (c *handClock) Now() time.Duration { return time.Duration(c.now.Load()) }
func (c *handClock) Virtual() bool      { return false }
func (c *handClock) Wait(deadline time.Duration, _ <-chan struct{}) bool {
	c.now.Store(int64(max(deadline, c.Now())))
	return false
}

// Each turn runs a snapshot, so a callback that reschedules itself for ever cannot keep a timer from firing in the very
// turn in which it is due.
func TestF3_SelfRescheduling(t *testing.T) {
	l := &trial{TB: t}
	clock := &handClock{}
	on := loop.New(loop.WithClock(clock))
	var spin func()
	spin = func() {
		clock.now.Add(1)
		_, _ = on.CallSoon(spin)
	}
	_, _ = on.CallSoon(spin)
	for _, d := range []time.Duration{50, 10, 51} {
		_, _ = on.CallAt(d, func() { l.add("%d at %d", d, clock.Now()) })
	}
	_, _ = on.CallAt(100, on.Stop)
	l.ok(on.RunForever())
	l.ok(on.Close())
	l.expect("10 at 11", "50 at 51", "51 at 52") // due before the turn's spin, which moves the clock, and run after it
}

// A task on a queue that always has an item.
func busyWithAQueue(ctx context.Context, l *trial) error {
	var queue coro.Queue[int]
	var group coro.TaskGroup
	return group.Do(ctx, func(ctx context.Context) error {
		group.Go(ctx, func(ctx context.Context) error {
			for i := range 6 {
				_ = queue.PutNowait(i)
				v, err := queue.Get(ctx)
				l.add("got %d", v)
				if err != nil {
					return err
				}
			}
			return nil
		})
		group.Go(ctx, func(ctx context.Context) error { l.add("other"); return nil })
		return nil
	})
}

// By default it goes on as in asyncio; with Coop the others have their turn.
func TestF4_Coop(t *testing.T) {
	for _, test := range []struct {
		n    int
		want []string
	}{
		{0, []string{"got 0", "got 1", "got 2", "got 3", "got 4", "got 5", "other"}},
		{100, []string{"got 0", "got 1", "got 2", "got 3", "got 4", "got 5", "other"}},
		{3, []string{"got 0", "got 1", "got 2", "other", "got 3", "got 4", "got 5"}},
		{1, []string{"got 0", "other", "got 1", "got 2", "got 3", "got 4", "got 5"}},
	} {
		t.Run(fmt.Sprint(test.n), func(t *testing.T) {
			l := &trial{TB: t}
			l.ok(onVirtual(func(ctx context.Context) error { return busyWithAQueue(ctx, l) }, coro.Coop(test.n)))
			l.expect(test.want...)
		})
	}
}

// The same for finished futures, which may be awaited for ever; a cancellation reaches the task there.
func TestF4_CoopAwaitsOfDoneFutures(t *testing.T) {
	l := &trial{TB: t}
	l.ok(onVirtual(func(ctx context.Context) error {
		f := coro.NewFuture[int](ctx)
		_ = f.SetResult(1)
		task := coro.Go(ctx, func(ctx context.Context) error {
			for n := 0; ; n++ {
				if _, err := f.Await(ctx); err != nil {
					l.add("after %d: %v", n, err)
					return err
				}
			}
		})
		_ = coro.Sleep(ctx, 0)
		_ = coro.Sleep(ctx, 0)
		task.Cancel()
		l.is(errOf(task.Await(ctx)), coro.ErrCancelled)
		return nil
	}, coro.Coop(10)))
	l.expect("after 21: cancelled")
}

// Each task counts for itself, also where one begins inside a step of another.
func TestF4_CoopCountsEagerTasksApart(t *testing.T) {
	l := &trial{TB: t}
	l.ok(onVirtual(func(ctx context.Context) error {
		f := coro.NewFuture[int](ctx)
		_ = f.SetResult(1)
		await := func(ctx context.Context, who string) error {
			_, err := f.Await(ctx)
			l.add("%s", who)
			return err
		}
		coro.Go(ctx, func(context.Context) error { l.add("other"); return nil })
		_ = await(ctx, "main")
		_ = await(ctx, "main")
		coro.Go(ctx, func(ctx context.Context) error { return await(ctx, "eager") }, coro.Eager())
		return await(ctx, "main after a turn")
	}, coro.Coop(2)))
	l.expect("main", "main", "eager", "other", "main after a turn")
}

// Off, it changes nothing: the same schedule on many programs.
func TestF4_CoopOffIsTraceEqual(t *testing.T) {
	for seed := range uint64(20) {
		if diff := cmp.Diff(mixture(t, seed), mixture(t, seed, coro.Coop(0))); diff != "" {
			t.Fatal(diff)
		}
	}
}

// And the watchdog names the one that does not give way.
func TestF4_TheWatchdogNamesIt(t *testing.T) {
	l := &trial{TB: t}
	told := &lockedText{}
	l.ok(onVirtual(func(ctx context.Context) error {
		var queue coro.Queue[int]
		return errOf(coro.Go(ctx, func(ctx context.Context) error {
			for end := time.Now().Add(10 * time.Second); told.text() == "" && time.Now().Before(end); {
				_ = queue.PutNowait(1)
				if _, err := queue.Get(ctx); err != nil {
					return err
				}
			}
			return nil
		}, coro.Named("hog")).Await(ctx))
	}, coro.WithLoop(loop.Watchdog(), loop.SlowCallback(4*time.Millisecond), loop.Logger(told.logger()))))
	l.has(told.text(), "hog.step blocks the loop for", "fault_f_load_test.go:")
}

func TestF5_Flood(t *testing.T) { flood(t, 8, 5*time.Millisecond) }

// flood has goroutines post without a pause, and returns how late a timer was.
func flood(t *testing.T, goroutines int, d time.Duration) (late time.Duration) {
	l := &trial{TB: t}
	on := loop.New(loop.InboxLimit(10_000))
	var posters sync.WaitGroup
	var over atomic.Bool
	var refused atomic.Int64
	for range goroutines {
		posters.Go(func() {
			for !over.Load() {
				if _, err := on.CallSoonThreadsafe(func() {}); errors.Is(err, loop.ErrOverloaded) {
					refused.Add(1)
				} else if err != nil {
					t.Error(err)
				}
			}
		})
	}
	timer, _ := on.CallLater(d, func() { on.Stop() })
	l.ok(on.RunForever())
	late = on.Time() - timer.When()
	over.Store(true)
	posters.Wait()
	l.ok(on.Close())
	return late
}

func TestF6_ParkedTasks(t *testing.T) { parked(t, 1000) }

// parked creates n tasks that wait, and cancels them all.
func parked(t *testing.T, n int) {
	l := &trial{TB: t}
	ended := 0
	l.ok(onVirtual(func(ctx context.Context) error {
		gate := coro.NewFuture[int](ctx)
		for range n {
			coro.Go(ctx, func(ctx context.Context) error {
				defer func() { ended++ }()
				_, err := coro.Shield(ctx, gate)
				return err
			})
		}
		return coro.Sleep(ctx, time.Second)
	}))
	if ended != n {
		t.Errorf("%d tasks ended, want %d", ended, n)
	}
}

// lockedText is a log that several goroutines write.
type lockedText struct {
	mu sync.Mutex
	b  strings.Builder
}

func (l *lockedText) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedText) text() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func (l *lockedText) logger() *slog.Logger { return slog.New(slog.NewTextHandler(l, nil)) }
