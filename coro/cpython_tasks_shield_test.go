package coro_test

import (
	"context"
	"testing"

	"github.com/goasyncio/asyncio/coro"
)

// test_tasks.py BaseTaskTests.test_shield_result
func TestCPythonShieldResult(t *testing.T) {
	p := newPyLoop(t)
	inner := coro.NewFuture[int](p.ctx)
	outer := coro.ShieldFuture(p.ctx, inner)
	pyRaises(t, "SetResult", inner.SetResult(42), nil)
	pyRaises(t, "outer", p.until(outer), nil)
	v, _ := outer.Result()
	pyEqual(t, "its result", v, 42)
}

// test_tasks.py BaseTaskTests.test_shield_exception
func TestCPythonShieldException(t *testing.T) {
	p := newPyLoop(t)
	inner := coro.NewFuture[int](p.ctx)
	outer := coro.ShieldFuture(p.ctx, inner)
	p.briefly()
	pyRaises(t, "SetError", inner.SetError(errRuntime), nil)
	p.briefly()
	pyTrue(t, "the very error", outer.Err() == errRuntime)
}

// test_tasks.py BaseTaskTests.test_shield_cancel_inner
func TestCPythonShieldCancelInner(t *testing.T) {
	p := newPyLoop(t)
	inner := coro.NewFuture[int](p.ctx)
	outer := coro.ShieldFuture(p.ctx, inner)
	p.briefly()
	inner.Cancel()
	p.briefly()
	pyTrue(t, "outer is cancelled", outer.Cancelled())
}

// What happens to the inner one after its shield was cancelled: it goes on,
// and nothing is reported, whether it has a result or an error. (3.14 and later
// report the error.)
//
// test_tasks.py BaseTaskTests.test_shield_cancel_outer
// test_tasks.py BaseTaskTests.test_shield_cancel_outer_result
func TestCPythonShieldCancelOuter(t *testing.T) {
	for name, set := range map[string]func(*coro.Future[int]) error{
		"pending": func(*coro.Future[int]) error { return nil },
		"result":  func(f *coro.Future[int]) error { return f.SetResult(1) },
	} {
		t.Run(name, func(t *testing.T) {
			p := newPyLoop(t)
			inner := coro.NewFuture[int](p.ctx)
			outer := coro.ShieldFuture(p.ctx, inner)
			p.briefly()
			outer.Cancel()
			p.briefly()
			pyTrue(t, "outer is cancelled", outer.Cancelled())
			pyFalse(t, "inner is cancelled", inner.Cancelled())
			pyEqual(t, "no callback is left", inner.String(), "<Future pending>")
			pyEqual(t, "nor here", outer.String(), "<Future cancelled>")
			pyRaises(t, "inner", set(inner), nil)
			p.briefly()
			pyEqual(t, "reports", len(p.reported), 0)
		})
	}
}

// test_tasks.py BaseTaskTests.test_shield_shortcut
func TestCPythonShieldShortcut(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		fut := coro.NewFuture[int](ctx)
		pyRaises(t, "SetResult", fut.SetResult(42), nil)
		v, err := coro.Shield(ctx, fut)
		pyEqual(t, "the result", v, 42)
		return err
	})
}

// Cancelling outer does not affect inner.
//
// test_tasks.py BaseTaskTests.test_shield_effect
func TestCPythonShieldEffect(t *testing.T) {
	p := newPyLoop(t)
	proof := 0
	waiter := coro.NewFuture[int](p.ctx)
	f := coro.Go(p.ctx, func(ctx context.Context) error {
		_, err := coro.Shield(ctx, coro.Of(func(ctx context.Context) (int, error) {
			v, err := waiter.Await(ctx)
			if err == nil {
				proof++
			}
			return v, err
		}))
		if err == nil {
			proof += 100
		}
		return err
	})
	p.briefly()
	f.Cancel()
	pyCancelled(t, "outer", p.until(f))
	pyRaises(t, "SetResult", waiter.SetResult(0), nil)
	p.briefly()
	pyEqual(t, "proof", proof, 1)
}

// test_tasks.py BaseTaskTests.test_shield_gather
func TestCPythonShieldGather(t *testing.T) {
	p := newPyLoop(t)
	child1, child2 := coro.NewFuture[int](p.ctx), coro.NewFuture[int](p.ctx)
	parent := coro.GatherFuture(p.ctx, child1, child2)
	outer := coro.ShieldFuture(p.ctx, parent)
	p.briefly()
	outer.Cancel()
	p.briefly()
	pyTrue(t, "outer is cancelled", outer.Cancelled())
	pyRaises(t, "child1", child1.SetResult(1), nil)
	pyRaises(t, "child2", child2.SetResult(2), nil)
	p.briefly()
	v, err := parent.Result()
	pyRaises(t, "parent", err, nil)
	pyEqual(t, "its result", v, []int{1, 2})
}

// Cancelling the gather cancels the shields, not what they shield.
//
// test_tasks.py BaseTaskTests.test_gather_shield
func TestCPythonGatherShield(t *testing.T) {
	p := newPyLoop(t)
	child1, child2 := coro.NewFuture[int](p.ctx), coro.NewFuture[int](p.ctx)
	inner1, inner2 := coro.ShieldFuture(p.ctx, child1), coro.ShieldFuture(p.ctx, child2)
	parent := coro.GatherFuture(p.ctx, inner1, inner2)
	p.briefly()
	parent.Cancel()
	p.briefly()
	pyCancelled(t, "parent", parent.Err())
	pyTrue(t, "inner1 is cancelled", inner1.Cancelled())
	pyTrue(t, "inner2 is cancelled", inner2.Cancelled())
	pyRaises(t, "child1", child1.SetResult(1), nil)
	pyRaises(t, "child2", child2.SetResult(2), nil)
	p.briefly()
}

// test_tasks.py BaseTaskTests.test_shield_coroutine_without_loop
// test_tasks.py BaseTaskTests.test_shield_coroutine_use_running_loop
// test_tasks.py BaseTaskTests.test_shield_coroutine_use_global_loop
func TestCPythonShieldCoroutine(t *testing.T) {
	p := newPyLoop(t)
	answer := coro.After(0, 42)
	pyRaises(t, "without a loop", coro.ShieldFuture(context.Background(), answer).Err(), coro.ErrNotInTask)
	var outer *coro.Future[int]
	err := p.run(func(ctx context.Context) error {
		outer = coro.ShieldFuture(ctx, answer)
		return nil
	})
	pyRaises(t, "run", err, nil)
	for name, f := range map[string]*coro.Future[int]{"running loop": outer, "a loop": coro.ShieldFuture(p.ctx, answer)} {
		pyRaises(t, name, p.until(f), nil)
		v, _ := f.Result()
		pyEqual(t, name, v, 42)
	}
}
