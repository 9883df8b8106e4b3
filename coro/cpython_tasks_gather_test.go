package coro_test

import (
	"context"
	"testing"

	"github.com/goasyncio/asyncio/coro"
)

// CPython runs these tests twice: FutureGatherTests gathers futures as they
// are, CoroutineGatherTests coroutines that await them.
type pyGather struct {
	*pyLoop
	futures []*coro.Future[int]
	aws     []coro.Awaitable[int]
	calls   int // of the gather's done callback
}

// pyEachGather runs a test in both ways, with n futures.
func pyEachGather(t *testing.T, n int, test func(t *testing.T, g *pyGather)) {
	for name, wrap := range map[string]func(*coro.Future[int]) coro.Awaitable[int]{
		"futures":    func(f *coro.Future[int]) coro.Awaitable[int] { return f },
		"coroutines": func(f *coro.Future[int]) coro.Awaitable[int] { return coro.Of(f.Await) },
	} {
		t.Run(name, func(t *testing.T) {
			g := &pyGather{pyLoop: newPyLoop(t)}
			for range n {
				f := coro.NewFuture[int](g.ctx)
				g.futures = append(g.futures, f)
				g.aws = append(g.aws, wrap(f))
			}
			test(t, g)
		})
	}
}

// settle runs the loop until nothing is ready.
func (g *pyGather) settle() {
	for range 3 {
		g.briefly()
	}
}

func (g *pyGather) set(i, v int) {
	g.t.Helper()
	pyRaises(g.t, "SetResult", g.futures[i].SetResult(v), nil)
}

func (g *pyGather) fail(i int, err error) {
	g.t.Helper()
	pyRaises(g.t, "SetError", g.futures[i].SetError(err), nil)
}

// test_tasks.py GatherTestsBase.test_success
func TestCPythonGatherSuccess(t *testing.T) {
	pyEachGather(t, 3, func(t *testing.T, g *pyGather) {
		fut := coro.GatherFuture(g.ctx, g.aws...)
		fut.AddDoneCallback(func(*coro.Future[[]int]) { g.calls++ })
		g.set(1, 1)
		g.set(0, 2)
		g.settle()
		pyEqual(t, "calls", g.calls, 0)
		pyFalse(t, "done", fut.Done())
		g.set(2, 3)
		g.settle()
		pyEqual(t, "calls", g.calls, 1)
		v, err := fut.Result()
		pyRaises(t, "its error", err, nil)
		pyEqual(t, "its result", v, []int{2, 1, 3})
	})
}

// test_tasks.py GatherTestsBase.test_result_exception_success
func TestCPythonGatherResultsSuccess(t *testing.T) {
	pyEachGather(t, 3, func(t *testing.T, g *pyGather) {
		fut := coro.GatherResultsFuture(g.ctx, g.aws...)
		fut.AddDoneCallback(func(*coro.Future[[]coro.Result[int]]) { g.calls++ })
		g.set(1, 1)
		g.set(0, 2)
		g.settle()
		pyEqual(t, "calls", g.calls, 0)
		g.set(2, 3)
		g.settle()
		pyEqual(t, "calls", g.calls, 1)
		v, err := fut.Result()
		pyRaises(t, "its error", err, nil)
		pyEqual(t, "its result", v, []coro.Result[int]{{Value: 2}, {Value: 1}, {Value: 3}})
	})
}

// test_tasks.py GatherTestsBase.test_one_exception
func TestCPythonGatherOneException(t *testing.T) {
	pyEachGather(t, 5, func(t *testing.T, g *pyGather) {
		fut := coro.GatherFuture(g.ctx, g.aws...)
		fut.AddDoneCallback(func(*coro.Future[[]int]) { g.calls++ })
		g.set(0, 1)
		g.fail(1, errZeroDivision)
		g.settle()
		pyTrue(t, "done", fut.Done())
		pyEqual(t, "calls", g.calls, 1)
		pyTrue(t, "the very error", fut.Err() == errZeroDivision)
		// These do nothing any more.
		g.set(2, 3)
		g.futures[3].Cancel()
		g.fail(4, errRuntime)
		g.settle()
		_ = g.futures[4].Err()
		pyEqual(t, "calls", g.calls, 1)
	})
}

// test_tasks.py GatherTestsBase.test_return_exceptions
func TestCPythonGatherReturnExceptions(t *testing.T) {
	pyEachGather(t, 4, func(t *testing.T, g *pyGather) {
		fut := coro.GatherResultsFuture(g.ctx, g.aws...)
		fut.AddDoneCallback(func(*coro.Future[[]coro.Result[int]]) { g.calls++ })
		g.set(1, 1)
		g.fail(2, errZeroDivision)
		g.set(0, 3)
		g.settle()
		pyFalse(t, "done", fut.Done())
		g.fail(3, errRuntime)
		g.settle()
		pyEqual(t, "calls", g.calls, 1)
		v, err := fut.Result()
		pyRaises(t, "its error", err, nil)
		pyTrue(t, "its results", len(v) == 4 && v[0] == coro.Result[int]{Value: 3} && v[1] == coro.Result[int]{Value: 1} &&
			v[2] == coro.Result[int]{Err: errZeroDivision} && v[3] == coro.Result[int]{Err: errRuntime})
	})
}

// test_tasks.py FutureGatherTests.test_constructor_empty_sequence_use_running_loop
// test_tasks.py FutureGatherTests.test_constructor_empty_sequence_without_loop
// test_tasks.py FutureGatherTests.test_constructor_empty_sequence_use_global_loop
func TestCPythonGatherEmpty(t *testing.T) {
	p := newPyLoop(t)
	without := coro.GatherFuture[coro.Awaitable[int]](context.Background())
	pyRaises(t, "without a loop", without.Err(), coro.ErrNotInTask)
	var running *coro.Future[[]int]
	err := p.run(func(ctx context.Context) error {
		running = coro.GatherFuture[coro.Awaitable[int]](ctx)
		return nil
	})
	pyRaises(t, "run", err, nil)
	for name, f := range map[string]*coro.Future[[]int]{
		"running": running, "outside": coro.GatherFuture[coro.Awaitable[int]](p.ctx)} {
		p.briefly()
		pyTrue(t, name+": done", f.Done())
		v, err := f.Result()
		pyRaises(t, name, err, nil)
		pyEqual(t, name, v, []int{})
	}
}

// test_tasks.py FutureGatherTests.test_constructor_heterogenous_futures
// test_tasks.py FutureGatherTests.test_constructor_homogenous_futures
func TestCPythonGatherLoops(t *testing.T) {
	p, other := newPyLoop(t), newPyLoop(t)
	mixed := coro.GatherFuture(p.ctx, coro.NewFuture[int](p.ctx), coro.NewFuture[int](other.ctx))
	pyRaises(t, "futures of two loops", mixed.Err(), coro.ErrWrongLoop)
	var children []*coro.Future[int]
	for range 3 {
		children = append(children, coro.NewFuture[int](other.ctx))
	}
	for range 2 {
		fut := coro.GatherFuture(other.ctx, children...)
		other.briefly()
		pyFalse(t, "done", fut.Done())
	}
}

// test_tasks.py FutureGatherTests.test_one_cancellation
func TestCPythonGatherOneCancellation(t *testing.T) {
	pyEachGather(t, 5, func(t *testing.T, g *pyGather) {
		fut := coro.GatherFuture(g.ctx, g.aws...)
		fut.AddDoneCallback(func(*coro.Future[[]int]) { g.calls++ })
		g.set(0, 1)
		g.futures[1].Cancel()
		g.settle()
		pyTrue(t, "done", fut.Done())
		pyEqual(t, "calls", g.calls, 1)
		pyFalse(t, "cancelled", fut.Cancelled())
		pyCancelled(t, "its error", fut.Err())
		g.set(2, 3)
		g.futures[3].Cancel()
		g.fail(4, errRuntime)
		g.settle()
		_ = g.futures[4].Err()
	})
}

// test_tasks.py FutureGatherTests.test_result_exception_one_cancellation
func TestCPythonGatherResultsOneCancellation(t *testing.T) {
	pyEachGather(t, 6, func(t *testing.T, g *pyGather) {
		fut := coro.GatherResultsFuture(g.ctx, g.aws...)
		fut.AddDoneCallback(func(*coro.Future[[]coro.Result[int]]) { g.calls++ })
		g.set(0, 1)
		g.fail(1, errZeroDivision)
		g.futures[2].Cancel()
		g.settle()
		pyFalse(t, "done", fut.Done())
		g.set(3, 3)
		g.futures[4].Cancel()
		g.fail(5, errRuntime)
		pyRaises(t, "its error", g.until(fut), nil)
		res, _ := fut.Result()
		pyCancelled(t, "the third", res[2].Err)
		pyCancelled(t, "the fifth", res[4].Err)
		pyTrue(t, "the others", res[0] == coro.Result[int]{Value: 1} && res[1] == coro.Result[int]{Err: errZeroDivision} &&
			res[3] == coro.Result[int]{Value: 3} && res[5] == coro.Result[int]{Err: errRuntime})
		g.settle()
		pyEqual(t, "calls", g.calls, 1)
	})
}

// test_tasks.py CoroutineGatherTests.test_constructor_without_loop
// test_tasks.py CoroutineGatherTests.test_constructor_use_running_loop
// test_tasks.py CoroutineGatherTests.test_constructor_use_global_loop
func TestCPythonGatherCoroutines(t *testing.T) {
	p := newPyLoop(t)
	ran := 0
	gen := coro.Of(func(context.Context) (string, error) { ran++; return "abc", nil })
	pyRaises(t, "without a loop", coro.GatherFuture(context.Background(), gen, gen).Err(), coro.ErrNotInTask)
	p.briefly()
	pyEqual(t, "ran", ran, 0)
	var fut *coro.Future[[]string]
	err := p.run(func(ctx context.Context) error {
		fut = coro.GatherFuture(ctx, gen, gen)
		return nil
	})
	pyRaises(t, "run", err, nil)
	pyRaises(t, "by the running loop", p.until(fut), nil)
	pyRaises(t, "by the loop", p.until(coro.GatherFuture(p.ctx, gen, gen)), nil)
	pyEqual(t, "ran", ran, 4)
}

// A coroutine in Go is a function, which has no identity; a task has.
//
// test_tasks.py CoroutineGatherTests.test_duplicate_coroutines
func TestCPythonGatherDuplicates(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		ran := 0
		c := coro.CreateTask(ctx, func(context.Context) (string, error) { ran++; return "abc", nil })
		res, err := coro.Gather(ctx, c, c, coro.CreateTask(ctx, coro.After(0, "def")), c)
		pyEqual(t, "results", res, []string{"abc", "abc", "def", "abc"})
		pyEqual(t, "ran", ran, 1)
		return err
	})
}

// test_tasks.py CoroutineGatherTests.test_cancellation_broadcast
func TestCPythonGatherCancellationBroadcast(t *testing.T) {
	p := newPyLoop(t)
	proof := 0
	waiter := coro.NewFuture[int](p.ctx)
	inner := func(ctx context.Context) (int, error) {
		v, err := waiter.Await(ctx)
		if err == nil {
			proof++
		}
		return v, err
	}
	child1, child2 := coro.CreateTask(p.ctx, inner), coro.CreateTask(p.ctx, inner)
	var gatherer *coro.Future[[]int]
	f := coro.Go(p.ctx, func(ctx context.Context) error {
		gatherer = coro.GatherFuture(ctx, child1, child2)
		_, err := gatherer.Await(ctx)
		if err == nil {
			proof += 100
		}
		return err
	})
	p.briefly()
	pyTrue(t, "the cancel", f.Cancel())
	pyCancelled(t, "outer", p.until(f))
	pyFalse(t, "a cancel of the gather", gatherer.Cancel())
	pyTrue(t, "the waiter is cancelled", waiter.Cancelled())
	pyTrue(t, "child1 is cancelled", child1.Cancelled())
	pyTrue(t, "child2 is cancelled", child2.Cancelled())
	p.briefly()
	pyEqual(t, "proof", proof, 0)
}

// The error of a child after the first one is marked as read.
//
// test_tasks.py CoroutineGatherTests.test_exception_marking
func TestCPythonGatherExceptionMarking(t *testing.T) {
	p := newPyLoop(t)
	a, b := coro.NewFuture[int](p.ctx), coro.NewFuture[int](p.ctx)
	inner := func(f *coro.Future[int]) coro.Coro[int] {
		return func(ctx context.Context) (int, error) {
			if _, err := f.Await(ctx); err != nil {
				return 0, err
			}
			return 0, errRuntime
		}
	}
	f := coro.Go(p.ctx, func(ctx context.Context) error {
		_, err := coro.Gather(ctx, inner(a), inner(b))
		return err
	})
	p.briefly()
	pyRaises(t, "a", a.SetResult(0), nil)
	p.briefly()
	pyRaises(t, "b", b.SetResult(0), nil)
	p.briefly()
	pyRaises(t, "outer", f.Err(), errRuntime)
	pyRaises(t, "Close", p.Close(), nil)
	pyEqual(t, "reports", len(p.reported), 0)
}

// Something that cannot be awaited among the arguments: nil is what the
// compiler lets through. Nothing is started, and nothing reported.
//
// test_tasks.py CoroutineGatherTests.test_issue46672
func TestCPythonGatherNil(t *testing.T) {
	p := newPyLoop(t)
	ran := false
	c := coro.Of(func(context.Context) (int, error) { ran = true; return 0, nil })
	pyRaises(t, "gather", coro.GatherFuture(p.ctx, c, nil).Err(), coro.ErrNil)
	p.briefly()
	pyFalse(t, "ran", ran)
	pyEqual(t, "reports", len(p.reported), 0)
}

// A gather refuses to be cancelled once all children are done.
//
// test_tasks.py BaseTaskTests.test_cancel_gather_1
func TestCPythonCancelGather1(t *testing.T) {
	p := newPyLoop(t)
	fut := coro.NewFuture[int](p.ctx)
	var gather *coro.Future[[]int]
	err := p.run(func(ctx context.Context) error {
		// Through a coroutine: else the gather is done at the same time as fut.
		gather = coro.GatherFuture(ctx, coro.Of(fut.Await))
		return nil
	})
	pyRaises(t, "run", err, nil)
	var took *bool
	fut.AddDoneCallback(func(*coro.Future[int]) { c := gather.Cancel(); took = &c })
	pyRaises(t, "SetResult", fut.SetResult(42), nil)
	pyRaises(t, "the gather", p.until(gather), nil)
	pyTrue(t, "the cancel was refused", took != nil && !*took)
	pyFalse(t, "cancelled", gather.Cancelled())
	v, _ := gather.Result()
	pyEqual(t, "the result", v, []int{42})
}

// test_tasks.py BaseTaskTests.test_cancel_gather_2
func TestCPythonCancelGather2(t *testing.T) {
	for name, args := range map[string][]string{"no message": nil, "message": {"my message"}} {
		t.Run(name, func(t *testing.T) {
			p := newPyLoop(t)
			err := p.run(func(ctx context.Context) error {
				qwe := coro.Go(ctx, func(ctx context.Context) error {
					for elapsed := pySec(0); elapsed <= pySec(1); elapsed += pySec(0.05) {
						if _, err := coro.GatherResults(ctx, coro.After(pySec(0.05), 0)); err != nil {
							return err
						}
					}
					return nil
				})
				if err := coro.Sleep(ctx, pySec(0.2)); err != nil {
					return err
				}
				qwe.Cancel(args...)
				_, err := qwe.Await(ctx)
				return err
			})
			if args == nil {
				pyNoMessage(t, "main", err)
			} else {
				pyCancelled(t, "main", err, args...)
			}
		})
	}
}
