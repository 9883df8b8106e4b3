package coro_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"iter"
	"log/slog"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/goasyncio/asyncio/coro"
	"github.com/goasyncio/asyncio/loop"
)

// trial is a run with a record of what happened in it.
type trial struct {
	testing.TB
	log []string
}

func (l *trial) add(format string, args ...any) { l.log = append(l.log, fmt.Sprintf(format, args...)) }

// sleeps records a line when it begins, sleeps, and records its error.
func (l *trial) sleeps(name string, d time.Duration) func(context.Context) error {
	return func(ctx context.Context) error {
		l.add("%s begins", name)
		err := coro.Sleep(ctx, d)
		l.add("%s: %v", name, err)
		return err
	}
}

func (l *trial) expect(want ...string) {
	l.Helper()
	if diff := cmp.Diff(want, l.log); diff != "" {
		l.Errorf("record (-want +got):\n%s", diff)
	}
}

// is checks an error.
func (l *trial) is(err, want error) {
	l.Helper()
	if !errors.Is(err, want) {
		l.Errorf("the error is %v, want %v", err, want)
	}
}

// ok stops the test at an error.
func (l *trial) ok(err error) {
	l.Helper()
	if err != nil {
		l.Fatal(err)
	}
}

// has checks a text.
func (l *trial) has(text string, parts ...string) {
	l.Helper()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			l.Errorf("%q is not in:\n%s", part, text)
		}
	}
}

// onVirtual runs main under the virtual clock.
func onVirtual(main func(ctx context.Context) error, opts ...coro.RunOption) error {
	return coro.Run(context.Background(), main, append(opts, coro.Virtual())...)
}

// gone runs f on a goroutine of its own, and tells whether that was ended by runtime.Goexit.
func gone(f func()) (exited bool) {
	done := make(chan struct{})
	exited = true
	go func() {
		defer close(done)
		f()
		exited = false
	}()
	<-done
	return exited
}

// child runs one test of this program in a process of its own; see inChild.
func child(test string) *exec.Cmd {
	cmd := exec.Command(os.Args[0], "-test.run=^"+test+"$", "-test.timeout=60s")
	cmd.Env = append(os.Environ(), "CORO_TEST_CHILD="+test)
	return cmd
}

// inChild tells whether a test runs in a process that child started for it. Else it is not meant to be run.
func inChild(t *testing.T) bool { return os.Getenv("CORO_TEST_CHILD") == t.Name() }

func TestC1_RunEndsWhileAWorkerIsBlocked(t *testing.T) {
	l := &trial{TB: t}
	gate, begun := make(chan struct{}), make(chan struct{})
	err := coro.Run(context.Background(), func(ctx context.Context) error {
		coro.CreateTask(ctx, coro.Thread(func(context.Context) (int, error) { close(begun); <-gate; return 0, nil }))
		err := coro.Sleep(ctx, 0)
		<-begun // a call that no worker has begun would only be cancelled
		return err
	}, coro.ShutdownTimeout(10*time.Millisecond))
	l.is(err, coro.ErrShutdownTimeout)
	l.has(err.Error(), "TestC1_RunEndsWhileAWorkerIsBlocked")
	l.ok(coro.Run(context.Background(), func(ctx context.Context) error {
		_, err := coro.ToThread(ctx, func(context.Context) (int, error) { return 0, nil })
		return err
	}))
	close(gate)
}

func TestC2_PostsRaceWithClose(t *testing.T) { postsRaceWithClose(t, 20, 8, 200) }

func postsRaceWithClose(t *testing.T, rounds, goroutines, posts int) {
	for range rounds {
		l := loop.New()
		var accepted, executed atomic.Int64
		var posters sync.WaitGroup
		for range goroutines {
			posters.Go(func() {
				for range posts {
					if _, err := l.CallSoonThreadsafe(func() { executed.Add(1) }); err == nil {
						accepted.Add(1)
					} else if !errors.Is(err, loop.ErrLoopClosed) {
						t.Error(err)
					}
				}
			})
		}
		for range rand.IntN(4) {
			l.Stop()
			_ = l.RunForever()
		}
		if err := l.Close(); err != nil {
			t.Error(err)
		}
		posters.Wait()
		if a, e, d := accepted.Load(), executed.Load(), int64(l.Dropped()); a != e+d {
			t.Fatalf("%d accepted, %d executed, %d dropped", a, e, d)
		}
	}
}

func TestC3_InterruptedOnce(t *testing.T) {
	l := &trial{TB: t}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	err := coro.Run(ctx, func(ctx context.Context) error {
		defer func() { l.add("cleaned up: %v", coro.Sleep(ctx, time.Millisecond)) }()
		_ = syscall.Kill(syscall.Getpid(), syscall.SIGINT)
		return coro.Sleep(ctx, time.Hour)
	})
	l.is(err, context.Canceled)
	l.expect("cleaned up: <nil>")
}

func TestC4_InterruptedAtAnyTime(t *testing.T) { interruptedAtAnyTime(t, 5) }

func interruptedAtAnyTime(t *testing.T, times int) {
	for i := range times {
		cmd := child("TestC4Child")
		out, _ := cmd.StdoutPipe()
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(out)
		lines.Scan() // "ready"
		time.Sleep(rand.N(3 * time.Millisecond))
		for range 1 + i%3*10 { // once, or in a tight loop
			_ = cmd.Process.Signal(os.Interrupt)
		}
		text := lines.Text()
		for lines.Scan() {
			text += "\n" + lines.Text()
		}
		if err := cmd.Wait(); err != nil || !strings.HasPrefix(text, "ready\ncleaned up, context canceled true\n") {
			t.Fatalf("%v:\n%s", err, text)
		}
	}
}

func TestC4Child(t *testing.T) {
	if !inChild(t) {
		return
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	cleaned := ""
	err := coro.Run(ctx, func(ctx context.Context) error {
		fmt.Println("ready") // not before: a main that is cancelled before its first step has nothing to clean up
		defer func() {
			if coro.Sleep(ctx, time.Millisecond) == nil {
				cleaned = "cleaned up"
			}
		}()
		for {
			coro.Go(ctx, func(ctx context.Context) error { return coro.Sleep(ctx, time.Microsecond) })
			if err := coro.Sleep(ctx, 0); err != nil {
				return err
			}
		}
	})
	fmt.Printf("%s, context canceled %v\n", cleaned, errors.Is(err, context.Canceled))
	if false {
		stop() // not before the process ends: a late signal would kill it
	}
}

// A signal is a value on a channel; what it does is a callback, which interrupts nobody.
func TestC5_ASignalIsACallback(t *testing.T) {
	l := &trial{TB: t}
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGUSR1)
	defer signal.Stop(signals)
	l.ok(coro.Run(context.Background(), func(ctx context.Context) error {
		on, arrived := coro.RunningLoop(ctx), coro.NewFuture[os.Signal](ctx)
		posted, release := make(chan struct{}), on.Hold()
		go func() {
			s := <-signals
			_, _ = on.CallSoonThreadsafe(func() { l.add("callback"); _ = arrived.SetResult(s) })
			close(posted)
			release()
		}()
		_ = syscall.Kill(syscall.Getpid(), syscall.SIGUSR1)
		<-posted
		l.add("the step goes on")
		s, err := arrived.Await(ctx)
		l.add("%v", s)
		return err
	}))
	l.expect("the step goes on", "callback", "user defined signal 1")
}

func TestC6_PendingTasksAtTheEnd(t *testing.T) { pendingAtTheEnd(t, 1000) }

func pendingAtTheEnd(t *testing.T, n int) {
	var cancelled, deferred []int
	err := onVirtual(func(ctx context.Context) error {
		for i := range n {
			coro.Go(ctx, func(ctx context.Context) error {
				defer func() { deferred = append(deferred, i) }()
				err := coro.Sleep(ctx, time.Duration(n-i)*time.Hour)
				if errors.Is(err, coro.ErrCancelled) {
					cancelled = append(cancelled, i)
				}
				return err
			})
		}
		return coro.Sleep(ctx, 0)
	})
	if err != nil || len(cancelled) != n || len(deferred) != n {
		t.Fatalf("%v, %d cancelled, %d deferred calls", err, len(cancelled), len(deferred))
	}
	for i := range n {
		if cancelled[i] != i || deferred[i] != i {
			t.Fatalf("number %d was cancelled, and number %d ran its deferred calls, in place of %d", cancelled[i], deferred[i], i)
		}
	}
}

func TestC8_CloseARunner(t *testing.T) {
	l := &trial{TB: t}
	before := runtime.NumGoroutine()
	never := coro.NewRunner()
	l.ok(never.Close())
	l.ok(never.Close())
	r := coro.NewRunner(coro.Virtual())
	l.ok(r.Run(context.Background(), func(context.Context) error {
		l.is(r.Close(), coro.ErrLoopRunning)
		l.is(r.Loop().Close(), coro.ErrLoopRunning)
		return nil
	}))
	l.ok(r.Close())
	l.ok(r.Close())
	l.is(r.Run(context.Background(), func(context.Context) error { return nil }), coro.ErrLoopClosed)
	settles(t, before)
}

// settles waits until there are no more goroutines than before: one that has ended is counted for a moment, and the
// runtime starts some of its own.
func settles(t testing.TB, before int) {
	t.Helper()
	for end := time.Now().Add(5 * time.Second); runtime.NumGoroutine() > before; runtime.Gosched() {
		if time.Now().After(end) {
			t.Fatalf("%d goroutines, %d before", runtime.NumGoroutine(), before)
		}
	}
}

func TestC9_OutsideContext(t *testing.T) {
	why, patience := errors.New("why"), time.Millisecond
	for _, test := range []struct {
		name  string
		ctx   func() (context.Context, func())
		want  error
		cause error
	}{
		{"cancelled before", func() (context.Context, func()) {
			ctx, cancel := context.WithCancelCause(context.Background())
			cancel(why)
			return ctx, func() {}
		}, context.Canceled, why},
		{"cancelled meanwhile", func() (context.Context, func()) {
			ctx, cancel := context.WithCancelCause(context.Background())
			return ctx, func() { cancel(why) }
		}, context.Canceled, why},
		{"past its deadline", func() (context.Context, func()) {
			ctx, cancel := context.WithTimeoutCause(context.Background(), patience, why)
			return ctx, func() { _ = cancel }
		}, context.DeadlineExceeded, why},
	} {
		t.Run(test.name, func(t *testing.T) {
			l := &trial{TB: t}
			// A deadline may have passed before it begins; then it has more time.
			for began := false; !began; patience *= 2 {
				ctx, during := test.ctx()
				err := coro.Run(ctx, func(ctx context.Context) error {
					began = true
					during()
					err := coro.Sleep(ctx, time.Hour)
					l.add("%v, clean-up %v", errors.Is(err, coro.ErrCancelled), coro.Sleep(ctx, 0))
					return err
				})
				l.is(err, test.want)
				l.is(err, test.cause)
				began = began || test.name == "cancelled before"
			}
			if test.name != "cancelled before" {
				l.expect("true, clean-up <nil>")
			}
		})
	}
}

func TestC11_ManyLoops(t *testing.T) { manyLoops(t, 50, 10) }

func manyLoops(t *testing.T, inSequence, inParallel int) {
	before := runtime.NumGoroutine()
	want := mixture(t, 1)
	for range inSequence {
		if diff := cmp.Diff(want, mixture(t, 1)); diff != "" {
			t.Fatal(diff)
		}
	}
	var all sync.WaitGroup
	for range inParallel {
		all.Go(func() {
			if diff := cmp.Diff(want, mixture(t, 1)); diff != "" {
				t.Error(diff)
			}
		})
	}
	all.Wait()
	settles(t, before)
}

// mixture runs a program of about everything, by a random seed, and returns its record.
func mixture(t testing.TB, seed uint64, opts ...coro.RunOption) []string {
	l := &trial{TB: t}
	dice := rand.New(rand.NewPCG(seed, 7))
	var lock coro.Lock
	var queue coro.Queue[int]
	worker := func(i int) func(context.Context) error {
		return func(ctx context.Context) error {
			for step := range 4 {
				l.add("%v task %d step %d", coro.RunningLoop(ctx).Time(), i, step)
				var err error
				switch dice.IntN(6) {
				case 0:
					err = coro.Sleep(ctx, time.Duration(dice.IntN(3))*time.Second)
				case 1:
					err = lock.Do(ctx, func(ctx context.Context) error { return coro.Sleep(ctx, time.Second) })
				case 2:
					_ = queue.PutNowait(i)
				case 3:
					_, err = coro.WaitFor(ctx, coro.Of(queue.Get), 2*time.Second)
				case 4:
					_, err = coro.ToThread(ctx, func(ctx context.Context) (int, error) { return 0, coro.Block(ctx, time.Second) })
				case 5:
					_, err = coro.Gather(ctx, coro.After(time.Second, i), coro.After(0, i))
				}
				if err != nil {
					l.add("task %d: %v", i, err)
				}
			}
			return nil
		}
	}
	err := onVirtual(func(ctx context.Context) error {
		var group coro.TaskGroup
		return group.Do(ctx, func(ctx context.Context) error {
			for i := range 6 {
				l.add("%s", group.Go(ctx, worker(i)).Name())
			}
			return nil
		})
	}, opts...)
	l.add("%v", err)
	return l.log
}

func TestC12_TasksCreatedDuringShutdown(t *testing.T) {
	l := &trial{TB: t}
	var again func(n int) func(context.Context) error
	again = func(n int) func(context.Context) error {
		return func(ctx context.Context) error {
			err := coro.Sleep(ctx, time.Hour)
			l.add("%d: %v", n, err)
			coro.Go(ctx, again(n+1), coro.Named(fmt.Sprint("number ", n+1)), coro.Eager())
			return err
		}
	}
	l.ok(onVirtual(func(ctx context.Context) error {
		coro.RunningLoop(ctx).SetExceptionHandler(func(_ *loop.Loop, c loop.ExceptionContext) { l.add("%s: %v", c.Message, c.Task) })
		coro.Go(ctx, again(1))
		return coro.Sleep(ctx, 0)
	}))
	l.expect("1: cancelled", "2: cancelled", "3: cancelled",
		"Task was destroyed but it is pending!: <Task pending name='number 4' wait_for=<Future pending>>")
}

// A loop that is closed ends the tasks that are left. Each is reported once, before its deferred calls run, and the error
// that it ends with is nobody's to retrieve.
func TestC12_TasksLeftWhenTheLoopCloses(t *testing.T) {
	l := &trial{TB: t}
	r := coro.NewRunner(coro.Virtual())
	r.Loop().SetExceptionHandler(func(_ *loop.Loop, c loop.ExceptionContext) { l.add("%s %v: %v", c.Message, c.Task, c.Err != nil) })
	var waits *coro.Task[struct{}]
	l.ok(r.Run(context.Background(), func(ctx context.Context) error {
		waits = coro.Go(ctx, func(ctx context.Context) error {
			defer l.add("deferred")
			return coro.Sleep(ctx, time.Hour)
		}, coro.Named("waits"))
		coro.Go(ctx, func(ctx context.Context) error {
			defer func() { panic("bad") }()
			_, err := waits.Await(ctx)
			return err
		}, coro.Named("panics"))
		return coro.Sleep(ctx, 0)
	}))
	coro.Go(coro.Context(r.Loop()), func(context.Context) error { l.add("never"); return nil }, coro.Named("not started"))
	l.ok(r.Loop().Close())
	const destroyed = "Task was destroyed but it is pending! "
	l.expect(destroyed+"<Task pending name='waits' wait_for=<Future pending> cb=[panics.wakeup]>: false", "deferred",
		destroyed+"<Task pending name='panics' wait_for=<Task finished name='waits'>>: false",
		destroyed+"<Task pending name='not started'>: false",
		"Task exception was never retrieved <Task finished name='panics'>: true")
	l.is(waits.Err(), coro.ErrLoopClosed)
}

// An iterator, which stands for an async generator, is closed by leaving the loop over it.
func TestC13_IteratorsAreClosed(t *testing.T) {
	l := &trial{TB: t}
	numbers := func(ctx context.Context) iter.Seq2[int, error] {
		return func(yield func(int, error) bool) {
			defer func() { l.add("closed: %v", coro.Sleep(ctx, time.Second)) }()
			for i := 0; ; i++ {
				if !yield(i, coro.Sleep(ctx, time.Second)) {
					return
				}
			}
		}
	}
	l.ok(onVirtual(func(ctx context.Context) error {
		for i, err := range numbers(ctx) {
			l.add("%d %v", i, err)
			if i == 1 {
				break
			}
		}
		l.add("at %v", coro.RunningLoop(ctx).Time())
		return nil
	}))
	l.expect("0 <nil>", "1 <nil>", "closed: <nil>", "at 3s")
}

// silent is a log for tests of what is logged.
var silent = slog.New(slog.DiscardHandler)
