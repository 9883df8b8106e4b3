package coro_test

import (
	"context"
	"testing"

	"github.com/goasyncio/asyncio/coro"
)

// TaskGroup.cancel is Python 3.15's.

// test_taskgroups.py BaseTestTaskGroup.test_taskgroup_cancel_children
func TestCPythonTaskGroupCancelChildren(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		return coro.Timeout(pySec(1)).Do(ctx, func(ctx context.Context) error {
			var g coro.TaskGroup
			return g.Do(ctx, func(ctx context.Context) error {
				g.Go(ctx, pySleep(pySec(10)))
				g.Go(ctx, pySleep(pySec(10)))
				err := coro.Sleep(ctx, 0)
				g.Cancel()
				return err
			})
		})
	})
}

// test_taskgroups.py BaseTestTaskGroup.test_taskgroup_cancel_body
func TestCPythonTaskGroupCancelBody(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		count := 0
		var g coro.TaskGroup
		err := g.Do(ctx, func(ctx context.Context) error {
			g.Cancel()
			count++
			if err := coro.Sleep(ctx, 0); err != nil {
				return err
			}
			count++
			return nil
		})
		pyEqual(t, "count", count, 1)
		return err
	})
}

// test_taskgroups.py BaseTestTaskGroup.test_taskgroup_cancel_idempotent
func TestCPythonTaskGroupCancelIdempotent(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		count := 0
		var g coro.TaskGroup
		err := g.Do(ctx, func(ctx context.Context) error {
			g.Cancel()
			count++
			g.Cancel()
			count++
			if err := coro.Sleep(ctx, 0); err != nil {
				return err
			}
			count++
			return nil
		})
		pyEqual(t, "count", count, 2)
		pyEqual(t, "cancelling", coro.CurrentTask(ctx).Cancelling(), 0)
		return err
	})
}

// test_taskgroups.py BaseTestTaskGroup.test_taskgroup_cancel_after_exit
func TestCPythonTaskGroupCancelAfterExit(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		var g coro.TaskGroup
		if err := g.Do(ctx, pySleep(0)); err != nil {
			return err
		}
		g.Cancel()
		pyEqual(t, "cancelling", coro.CurrentTask(ctx).Cancelling(), 0)
		return coro.Sleep(ctx, 0)
	})
}

// test_taskgroups.py BaseTestTaskGroup.test_taskgroup_cancel_before_enter
func TestCPythonTaskGroupCancelBeforeEnter(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		count := 0
		var g coro.TaskGroup
		g.Cancel()
		err := g.Do(ctx, func(ctx context.Context) error {
			count++
			if err := coro.Sleep(ctx, 0); err != nil {
				return err
			}
			count++
			return nil
		})
		pyEqual(t, "count", count, 1)
		return err
	})
}

// test_taskgroups.py BaseTestTaskGroup.test_taskgroup_cancel_before_create_task
func TestCPythonTaskGroupCancelBeforeCreateTask(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		var g coro.TaskGroup
		return g.Do(ctx, func(ctx context.Context) error {
			g.Cancel()
			pyRegex(t, "a task", g.Go(ctx, pySleep(pySec(1))).Err(), coro.ErrMisuse, "is shutting down")
			return nil
		})
	})
}

// A child, or the body, that calls Cancel and also fails: the failure is not
// lost, whichever came first.
//
// test_taskgroups.py BaseTestTaskGroup.test_taskgroup_cancel_before_exception
// test_taskgroups.py BaseTestTaskGroup.test_taskgroup_cancel_after_exception
// test_taskgroups.py BaseTestTaskGroup.test_taskgroup_body_cancel_before_exception
// test_taskgroups.py BaseTestTaskGroup.test_taskgroup_body_cancel_after_exception
func TestCPythonTaskGroupCancelAndException(t *testing.T) {
	cancelFirst := func(g *coro.TaskGroup) error { g.Cancel(); return errRuntime }
	cancelLater := func(g *coro.TaskGroup) (err error) {
		defer g.Cancel()
		return errRuntime
	}
	for name, fails := range map[string]func(*coro.TaskGroup) error{"before": cancelFirst, "after": cancelLater} {
		t.Run("a child "+name, func(t *testing.T) {
			pyRun(t, func(ctx context.Context) error {
				var g coro.TaskGroup
				err := g.Do(ctx, func(ctx context.Context) error {
					g.Go(ctx, func(context.Context) error { return fails(&g) })
					return coro.Sleep(ctx, pySec(1))
				})
				pyGroup(t, "the group", err, errRuntime)
				return nil
			})
		})
		t.Run("the body "+name, func(t *testing.T) {
			pyRun(t, func(ctx context.Context) error {
				var g coro.TaskGroup
				err := g.Do(ctx, func(context.Context) error { return fails(&g) })
				pyGroup(t, "the group", err, errRuntime)
				pyEqual(t, "cancelling", coro.CurrentTask(ctx).Cancelling(), 0)
				return coro.Sleep(ctx, 0)
			})
		})
	}
}

// test_taskgroups.py BaseTestTaskGroup.test_taskgroup_cancel_one_winner
func TestCPythonTaskGroupCancelOneWinner(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		var winners, losers []int
		var g coro.TaskGroup
		err := g.Do(ctx, func(ctx context.Context) error {
			for i := range 3 {
				g.Go(ctx, func(ctx context.Context) error {
					if err := coro.Sleep(ctx, pySec(0.1*float64(3-i))); err != nil {
						losers = append(losers, i)
						return err
					}
					winners = append(winners, i)
					g.Cancel()
					return nil
				})
			}
			return nil
		})
		pyEqual(t, "winners", winners, []int{2})
		pyEqual(t, "losers", losers, []int{0, 1})
		return err
	})
}
