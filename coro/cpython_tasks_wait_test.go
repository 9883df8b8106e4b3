package coro_test

import (
	"context"
	"testing"
	"time"

	"github.com/goasyncio/asyncio/coro"
)

// pyNames are the names of tasks.
func pyNames[F coro.AnyFuture](fs []F) (names []string) {
	for _, f := range fs {
		names = append(names, coro.AnyFuture(f).(coro.AnyTask).Name())
	}
	return names
}

// pySleepers makes tasks a, b … that sleep so many seconds and then fail with
// the error, if there is one.
func pySleepers(ctx context.Context, seconds ...float64) (tasks []coro.AnyFuture) {
	for i, s := range seconds {
		tasks = append(tasks, coro.Go(ctx, pySleep(pySec(s)), coro.Named(string(rune('a'+i)))))
	}
	return tasks
}

// pyWaitCase is one call of Wait for [b, a] and what must come out.
type pyWaitCase struct {
	a, b          float64 // how long they sleep
	bFails        error
	opts          []coro.WaitOption
	done, pending []string
	at            float64
}

// test_tasks.py BaseTaskTests.test_wait
// test_tasks.py BaseTaskTests.test_wait_first_completed
// test_tasks.py BaseTaskTests.test_wait_first_exception
// test_tasks.py BaseTaskTests.test_wait_first_exception_in_wait
// test_tasks.py BaseTaskTests.test_wait_with_exception
// test_tasks.py BaseTaskTests.test_wait_with_timeout
// test_tasks.py BaseTaskTests.test_wait_concurrent_complete
// test_tasks.py BaseTaskTests.test_wait_with_iterator_of_tasks
func TestCPythonWait(t *testing.T) {
	both := []string{"b", "a"}
	for name, c := range map[string]pyWaitCase{
		"wait":                    {0.1, 0.15, nil, nil, both, nil, 0.15},
		"first completed":         {10, 0.1, nil, []coro.WaitOption{coro.FirstCompleted}, []string{"b"}, []string{"a"}, 0.1},
		"first exception":         {10, 0, errZeroDivision, []coro.WaitOption{coro.FirstException}, []string{"b"}, []string{"a"}, 0},
		"first exception in wait": {10, 0.01, errZeroDivision, []coro.WaitOption{coro.FirstException}, []string{"b"}, []string{"a"}, 0.01},
		"a result is none":        {0.05, 0.1, errZeroDivision, []coro.WaitOption{coro.FirstException}, both, nil, 0.1},
		"with exception":          {0.1, 0.15, errZeroDivision, nil, both, nil, 0.15},
		"with timeout":            {0.1, 0.15, nil, []coro.WaitOption{coro.Within(pySec(0.11))}, []string{"a"}, []string{"b"}, 0.11},
		"concurrent complete":     {0.1, 0.15, nil, []coro.WaitOption{coro.Within(pySec(0.1))}, []string{"a"}, []string{"b"}, 0.1},
	} {
		t.Run(name, func(t *testing.T) { c.check(t) })
	}
}

func (c pyWaitCase) check(t *testing.T) {
	p := newPyLoop(t)
	a := coro.Go(p.ctx, pySleep(pySec(c.a)), coro.Named("a"))
	b := coro.Go(p.ctx, pyCrash(pySec(c.b), c.bFails), coro.Named("b"))
	foo := func(ctx context.Context) error {
		done, pending, err := coro.Wait(ctx, []coro.AnyFuture{b, a}, c.opts...)
		pyEqual(t, "done", pyNames(done), c.done)
		pyEqual(t, "pending", pyNames(pending), c.pending)
		for _, f := range done {
			if f == coro.AnyFuture(b) {
				pyRaises(t, "b", f.Err(), c.bFails)
			}
		}
		return err
	}
	pyRaises(t, "foo", p.run(foo), nil)
	pyEqual(t, "the time", p.Time(), pySec(c.at))
	if len(c.pending) == 0 {
		// Doing it again takes no time and goes another way.
		pyRaises(t, "foo again", p.run(foo), nil)
		pyEqual(t, "the time", p.Time(), pySec(c.at))
	}
	for _, f := range []*coro.Task[struct{}]{a, b} {
		_ = p.until(f)
	}
	pyEqual(t, "the end", p.Time(), max(pySec(c.a), pySec(c.b)))
}

// test_tasks.py BaseTaskTests.test_wait_duplicate_coroutines
func TestCPythonWaitDuplicates(t *testing.T) {
	p := newPyLoop(t)
	say := func(s string) *coro.Task[string] {
		return coro.CreateTask(p.ctx, func(context.Context) (string, error) { return s, nil })
	}
	c := say("test")
	err := p.run(func(ctx context.Context) error {
		done, pending, err := coro.Wait(ctx, []*coro.Task[string]{c, c, say("spam")})
		var results []string
		for _, f := range done {
			v, _ := f.Result()
			results = append(results, v)
		}
		pyEqual(t, "results", results, []string{"test", "spam"})
		pyEqual(t, "pending", len(pending), 0)
		return err
	})
	pyRaises(t, "run", err, nil)
}

// That something else than futures, or another return_when, could be given, the
// compiler rules out.
//
// test_tasks.py BaseTaskTests.test_wait_errors
// test_tasks.py BaseTaskTests.test_wait_invalid_args
func TestCPythonWaitErrors(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		_, _, err := coro.Wait[coro.AnyFuture](ctx, nil)
		pyRaises(t, "no futures", err, coro.ErrMisuse)
		return nil
	})
}

// Some tasks in the pending list may be done while their callbacks have not
// been called yet.
//
// test_tasks.py BaseTaskTests.test_wait_really_done
func TestCPythonWaitReallyDone(t *testing.T) {
	p := newPyLoop(t)
	yields := func(n int, name string) *coro.Task[struct{}] {
		return coro.Go(p.ctx, func(ctx context.Context) error {
			for range n {
				if err := coro.Sleep(ctx, 0); err != nil {
					return err
				}
			}
			return nil
		}, coro.Named(name))
	}
	a, b := yields(1, "a"), yields(2, "b")
	err := p.run(func(ctx context.Context) error {
		done, pending, err := coro.Wait(ctx, []coro.AnyFuture{b, a}, coro.FirstCompleted)
		pyEqual(t, "done", pyNames(done), []string{"b", "a"})
		pyEqual(t, "pending", len(pending), 0)
		return err
	})
	pyRaises(t, "run", err, nil)
	pyRaises(t, "a", a.Err(), nil)
	pyRaises(t, "b", b.Err(), nil)
}

// test_tasks.py BaseTaskTests.test_wait_generator
func TestCPythonWaitMany(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		done, pending, err := coro.Wait(ctx, pySleepers(ctx, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), coro.AllCompleted)
		pyEqual(t, "done", len(done), 10)
		pyEqual(t, "pending", len(pending), 0)
		return err
	})
}

// pyCollect ranges over AsCompleted.
func pyCollect(ctx context.Context, aws []coro.Coro[string], opts ...coro.WaitOption) (values []string, errs []error) {
	for v, err := range coro.AsCompleted(ctx, aws, opts...) {
		values, errs = append(values, v), append(errs, err)
	}
	return values, errs
}

// test_tasks.py BaseTaskTests.test_as_completed
// test_tasks.py BaseTaskTests.test_as_completed_coroutine_use_running_loop
// test_tasks.py BaseTaskTests.test_as_completed_with_unused_timeout
func TestCPythonAsCompleted(t *testing.T) {
	a, b, c := coro.After(pySec(0.01), "a"), coro.After(pySec(0.01), "b"), coro.After(pySec(0.15), "c")
	for name, opts := range map[string][]coro.WaitOption{"no timeout": nil, "unused timeout": {coro.Within(pySec(1))}} {
		t.Run(name, func(t *testing.T) {
			pyRun(t, func(ctx context.Context) error {
				values, errs := pyCollect(ctx, []coro.Coro[string]{b, c, a}, opts...)
				pyEqual(t, "values", values, []string{"b", "a", "c"})
				pyEqual(t, "errors", errs, []error{nil, nil, nil})
				pyEqual(t, "the time", coro.RunningLoop(ctx).Time(), pySec(0.15))
				return nil
			})
		})
	}
	pyRun(t, func(ctx context.Context) error {
		tasks := []*coro.Task[string]{coro.CreateTask(ctx, b), coro.CreateTask(ctx, c), coro.CreateTask(ctx, a)}
		var values []string
		for task, err := range coro.AsCompletedTasks(ctx, tasks) {
			if err != nil {
				return err
			}
			v, _ := task.Result()
			values = append(values, v)
		}
		pyEqual(t, "values of tasks", values, []string{"b", "a", "c"})
		return nil
	})
}

// test_tasks.py BaseTaskTests.test_as_completed_same_tasks_in_as_out
func TestCPythonAsCompletedSameTasks(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		in := []*coro.Task[string]{coro.CreateTask(ctx, coro.After(0, "b")), coro.CreateTask(ctx, coro.After(0, "d"))}
		var out []*coro.Task[string]
		for task, err := range coro.AsCompletedTasks(ctx, in) {
			if err != nil {
				return err
			}
			out = append(out, task)
		}
		pyTrue(t, "the same tasks", len(out) == 2 && out[0] == in[0] && out[1] == in[1])
		return nil
	})
}

// test_tasks.py BaseTaskTests.test_as_completed_with_timeout
func TestCPythonAsCompletedWithTimeout(t *testing.T) {
	check := func(t *testing.T, each func(context.Context, []*coro.Task[string], func(string, error))) {
		pyRun(t, func(ctx context.Context) error {
			tasks := []*coro.Task[string]{
				coro.CreateTask(ctx, coro.After(pySec(0.1), "a")), coro.CreateTask(ctx, coro.After(pySec(0.15), "b"))}
			var values []string
			var failed []error
			each(ctx, tasks, func(v string, err error) {
				if err != nil {
					failed = append(failed, err)
				} else {
					values = append(values, v)
				}
			})
			pyEqual(t, "values", values, []string{"a"})
			if len(failed) != 1 {
				t.Fatalf("errors: %v", failed)
			}
			pyTimesOut(t, "the second", failed[0])
			pyEqual(t, "the time", coro.RunningLoop(ctx).Time(), pySec(0.12))
			pyFalse(t, "b is done", tasks[1].Done())
			v, err := tasks[1].Await(ctx) // it goes on
			pyEqual(t, "b", v, "b")
			return err
		})
	}
	within := coro.Within(pySec(0.12))
	t.Run("plain", func(t *testing.T) {
		check(t, func(ctx context.Context, tasks []*coro.Task[string], got func(string, error)) {
			for v, err := range coro.AsCompleted(ctx, tasks, within) {
				got(v, err)
			}
		})
	})
	t.Run("tasks", func(t *testing.T) {
		check(t, func(ctx context.Context, tasks []*coro.Task[string], got func(string, error)) {
			for task, err := range coro.AsCompletedTasks(ctx, tasks, within) {
				if err != nil {
					got("", err)
					continue
				}
				got(task.Result())
			}
		})
	})
}

// Leaving the loop does not end the iterator: another loop goes on with it.
//
// test_tasks.py BaseTaskTests.test_as_completed_resume_iterator
func TestCPythonAsCompletedResumeIterator(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		var aws []coro.Coro[string]
		for _, v := range []string{"0", "1", "2", "3"} {
			aws = append(aws, coro.After(0, v))
		}
		iterator := coro.AsCompleted(ctx, aws)
		var collected []string
		for v, err := range iterator {
			if err != nil {
				return err
			}
			if collected = append(collected, v); len(collected) == 2 {
				break
			}
		}
		pyEqual(t, "collected first", collected, []string{"0", "1"})
		for v, err := range iterator {
			if err != nil {
				return err
			}
			collected = append(collected, v)
		}
		pyEqual(t, "collected", collected, []string{"0", "1", "2", "3"})
		return nil
	})
}

// A coroutine in Go is a function, which has no identity; a task has.
//
// test_tasks.py BaseTaskTests.test_as_completed_duplicate_coroutines
func TestCPythonAsCompletedDuplicates(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		c := coro.CreateTask(ctx, coro.After(0, "ham"))
		var values []string
		for v, err := range coro.AsCompleted(ctx, []*coro.Task[string]{c, c, coro.CreateTask(ctx, coro.After(time.Duration(0), "spam"))}) {
			if err != nil {
				return err
			}
			values = append(values, v)
		}
		pyEqual(t, "values", values, []string{"ham", "spam"})
		return nil
	})
}
