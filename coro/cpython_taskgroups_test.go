package coro_test

import (
	"context"
	"errors"
	"testing"

	"github.com/goasyncio/asyncio/coro"
)

// test_taskgroups.py BaseTestTaskGroup.test_taskgroup_01
func TestCPythonTaskGroup01(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		var g coro.TaskGroup
		var t1, t2 *coro.Task[int]
		err := g.Do(ctx, func(ctx context.Context) error {
			t1 = coro.CreateTask(ctx, coro.After(pySec(0.1), 42), coro.In(&g))
			t2 = coro.CreateTask(ctx, coro.After(pySec(0.2), 11), coro.In(&g))
			return nil
		})
		v1, err1 := t1.Result()
		v2, err2 := t2.Result()
		pyEqual(t, "results", []any{v1, err1, v2, err2}, []any{42, nil, 11, nil})
		return err
	})
}

// test_taskgroups.py BaseTestTaskGroup.test_taskgroup_02
func TestCPythonTaskGroup02(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		var g coro.TaskGroup
		var t1, t2 *coro.Task[int]
		err := g.Do(ctx, func(ctx context.Context) error {
			t1 = coro.CreateTask(ctx, coro.After(pySec(0.1), 42), coro.In(&g))
			if err := coro.Sleep(ctx, pySec(0.15)); err != nil {
				return err
			}
			t2 = coro.CreateTask(ctx, coro.After(pySec(0.2), 11), coro.In(&g))
			return nil
		})
		v1, err1 := t1.Result()
		v2, err2 := t2.Result()
		pyEqual(t, "results", []any{v1, err1, v2, err2}, []any{42, nil, 11, nil})
		return err
	})
}

// test_taskgroups.py BaseTestTaskGroup.test_taskgroup_03
func TestCPythonTaskGroup03CancelOneChild(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		var g coro.TaskGroup
		var t1, t2 *coro.Task[int]
		err := g.Do(ctx, func(ctx context.Context) error {
			t1 = coro.CreateTask(ctx, coro.After(pySec(1), 42), coro.In(&g))
			if err := coro.Sleep(ctx, pySec(0.15)); err != nil {
				return err
			}
			t1.Cancel()
			t2 = coro.CreateTask(ctx, coro.After(pySec(0.2), 11), coro.In(&g))
			return nil
		})
		pyTrue(t, "t1 cancelled", t1.Cancelled())
		v2, err2 := t2.Result()
		pyEqual(t, "t2", []any{v2, err2}, []any{11, nil})
		return err
	})
}

// test_taskgroups.py BaseTestTaskGroup.test_taskgroup_04
func TestCPythonTaskGroup04ChildFails(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		num, t2Cancel := 0, false
		var t2 *coro.Task[struct{}]
		runner := func(ctx context.Context) error {
			var g coro.TaskGroup
			err := g.Do(ctx, func(ctx context.Context) error {
				g.Go(ctx, pyCrash(pySec(0.1), errZeroDivision))
				t2 = g.Go(ctx, func(ctx context.Context) error {
					err := pyWait(ctx, pySec(1), func() error { t2Cancel = true; return nil })
					if err == nil {
						num++
					}
					return err
				})
				return nil
			})
			if err == nil {
				num += 10
			}
			return err
		}
		_, err := coro.Go(ctx, runner).Await(ctx)
		pyGroup(t, "runner", err, errZeroDivision)
		pyEqual(t, "NUM", num, 0)
		pyTrue(t, "t2 was cancelled", t2Cancel)
		pyTrue(t, "t2 cancelled", t2.Cancelled())
		return nil
	})
}

// test_taskgroups.py BaseTestTaskGroup.test_cancel_children_on_child_error
func TestCPythonTaskGroupCancelsChildrenOnChildError(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		num, t2Cancel, runnerCancel := 0, false, false
		runner := func(ctx context.Context) error {
			var g coro.TaskGroup
			err := g.Do(ctx, func(ctx context.Context) error {
				for range 3 {
					g.Go(ctx, pyCrash(pySec(0.1), errZeroDivision))
				}
				g.Go(ctx, func(ctx context.Context) error {
					err := pyWait(ctx, pySec(5), func() error { t2Cancel = true; return nil })
					if err == nil {
						num++
					}
					return err
				})
				return pyWait(ctx, pySec(10), func() error { runnerCancel = true; return nil })
			})
			if err == nil {
				num += 10
			}
			return err
		}
		_, err := coro.Go(ctx, runner).Await(ctx)
		// On the virtual clock all three fail in the same turn.
		pyGroup(t, "runner", err, errZeroDivision, errZeroDivision, errZeroDivision)
		pyEqual(t, "NUM", num, 0)
		pyTrue(t, "t2 was cancelled", t2Cancel)
		pyTrue(t, "the runner was cancelled", runnerCancel)
		return nil
	})
}

// pyCancelledRunner starts runner as a task, waits 0.1 s, cancels it and returns
// how it ended.
func pyCancelledRunner(t *testing.T, ctx context.Context, runner func(context.Context) error, msg ...string) error {
	t.Helper()
	r := coro.Go(ctx, runner)
	if err := coro.Sleep(ctx, pySec(0.1)); err != nil {
		return err
	}
	pyFalse(t, "the runner is done", r.Done())
	r.Cancel(msg...)
	_, err := r.Await(ctx)
	return err
}

// test_taskgroups.py BaseTestTaskGroup.test_cancellation
func TestCPythonTaskGroupCancellation(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		num := 0
		foo := func(ctx context.Context) error {
			return pyWait(ctx, pySec(5), func() error { num++; return nil })
		}
		err := pyCancelledRunner(t, ctx, func(ctx context.Context) error {
			var g coro.TaskGroup
			return g.Do(ctx, func(ctx context.Context) error {
				for range 5 {
					g.Go(ctx, foo)
				}
				return nil
			})
		}, "test")
		pyCancelled(t, "the runner", err, "test")
		pyEqual(t, "NUM", num, 5)
		return nil
	})
}

// test_taskgroups.py BaseTestTaskGroup.test_taskgroup_07
func TestCPythonTaskGroup07CancelledInBody(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		num := 0
		foo := func(ctx context.Context) error {
			return pyWait(ctx, pySec(5), func() error { num++; return nil })
		}
		err := pyCancelledRunner(t, ctx, func(ctx context.Context) error {
			var g coro.TaskGroup
			return g.Do(ctx, func(ctx context.Context) error {
				for range 5 {
					g.Go(ctx, foo)
				}
				return pyWait(ctx, pySec(10), func() error { num += 10; return nil })
			})
		})
		pyCancelled(t, "the runner", err)
		pyEqual(t, "NUM", num, 15)
		return nil
	})
}

// pyFailWhenCancelled sleeps, and fails when that is over, however it ends:
// `try: await sleep(10) finally: 1/0`.
func pyFailWhenCancelled(ctx context.Context) error {
	_ = coro.Sleep(ctx, pySec(10))
	return errZeroDivision
}

// test_taskgroups.py BaseTestTaskGroup.test_taskgroup_08
func TestCPythonTaskGroup08ChildrenFailWhenCancelled(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		err := pyCancelledRunner(t, ctx, func(ctx context.Context) error {
			var g coro.TaskGroup
			return g.Do(ctx, func(ctx context.Context) error {
				for range 5 {
					g.Go(ctx, pyFailWhenCancelled)
				}
				return coro.Sleep(ctx, pySec(10))
			})
		})
		pyGroup(t, "the runner", err, errZeroDivision, errZeroDivision, errZeroDivision, errZeroDivision, errZeroDivision)
		return nil
	})
}

// test_taskgroups.py BaseTestTaskGroup.test_taskgroup_09
// test_taskgroups.py BaseTestTaskGroup.test_taskgroup_10
func TestCPythonTaskGroup09And10BodyFails(t *testing.T) {
	for name, before := range map[string]bool{"09 after a sleep": true, "10 at once": false} {
		t.Run(name, func(t *testing.T) {
			pyRun(t, func(ctx context.Context) error {
				var g coro.TaskGroup
				var t1, t2 *coro.Task[int]
				err := g.Do(ctx, func(ctx context.Context) error {
					t1 = coro.CreateTask(ctx, coro.After(pySec(1), 42), coro.In(&g))
					t2 = coro.CreateTask(ctx, coro.After(pySec(2), 11), coro.In(&g))
					if before {
						if err := coro.Sleep(ctx, pySec(0.1)); err != nil {
							return err
						}
					}
					return errZeroDivision
				})
				pyGroup(t, "the group", err, errZeroDivision)
				pyTrue(t, "t1 cancelled", t1.Cancelled())
				pyTrue(t, "t2 cancelled", t2.Cancelled())
				return nil
			})
		})
	}
}

// test_taskgroups.py BaseTestTaskGroup.test_taskgroup_11
// test_taskgroups.py BaseTestTaskGroup.test_taskgroup_12
func TestCPythonTaskGroup11And12Nested(t *testing.T) {
	for name, child := range map[string]bool{"11": false, "12 the outer one has a child": true} {
		t.Run(name, func(t *testing.T) {
			pyRun(t, func(ctx context.Context) error {
				err := pyCancelledRunner(t, ctx, func(ctx context.Context) error {
					var g1, g2 coro.TaskGroup
					return g1.Do(ctx, func(ctx context.Context) error {
						if child {
							g1.Go(ctx, pySleep(pySec(10)))
						}
						return g2.Do(ctx, func(ctx context.Context) error {
							for range 5 {
								g2.Go(ctx, pyFailWhenCancelled)
							}
							return coro.Sleep(ctx, pySec(10))
						})
					})
				})
				pyNested(t, "the runner", err, errZeroDivision, errZeroDivision, errZeroDivision, errZeroDivision, errZeroDivision)
				return nil
			})
		})
	}
}

// test_taskgroups.py BaseTestTaskGroup.test_taskgroup_13
// test_taskgroups.py BaseTestTaskGroup.test_taskgroup_14
func TestCPythonTaskGroup13And14WhichOneCrashes(t *testing.T) {
	run := func(t *testing.T, outer, inner float64, check func(error)) {
		pyRun(t, func(ctx context.Context) error {
			_, err := coro.Go(ctx, func(ctx context.Context) error {
				var g1, g2 coro.TaskGroup
				return g1.Do(ctx, func(ctx context.Context) error {
					g1.Go(ctx, pyCrash(pySec(outer), errValue))
					return g2.Do(ctx, func(ctx context.Context) error {
						g2.Go(ctx, pyCrash(pySec(inner), errValue))
						return nil
					})
				})
			}).Await(ctx)
			check(err)
			return nil
		})
	}
	t.Run("13 the outer one", func(t *testing.T) {
		run(t, 0.1, 10, func(err error) { pyGroup(t, "the runner", err, errValue) })
	})
	t.Run("14 the inner one", func(t *testing.T) {
		run(t, 10, 0.1, func(err error) { pyNested(t, "the runner", err, errValue) })
	})
}

// test_taskgroups.py BaseTestTaskGroup.test_taskgroup_15
// test_taskgroups.py BaseTestTaskGroup.test_taskgroup_16
func TestCPythonTaskGroup15And16CrashDuringCleanUp(t *testing.T) {
	nested := func(ctx context.Context) error {
		var g1 coro.TaskGroup
		return g1.Do(ctx, func(ctx context.Context) error {
			g1.Go(ctx, pyCrash(pySec(0.3), errZeroDivision))
			return pyWait(ctx, pySec(10), func() error { return coro.Sleep(ctx, pySec(0.5)) })
		})
	}
	for name, runner := range map[string]func(context.Context) error{
		"15": nested,
		"16 in a task of its own": func(ctx context.Context) error {
			_, err := coro.Go(ctx, nested).Await(ctx)
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			pyRun(t, func(ctx context.Context) error {
				pyGroup(t, "the runner", pyCancelledRunner(t, ctx, runner), errZeroDivision)
				return nil
			})
		})
	}
}

// test_taskgroups.py BaseTestTaskGroup.test_taskgroup_17
func TestCPythonTaskGroup17EmptyGroupCancelled(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		num := 0
		err := pyCancelledRunner(t, ctx, func(ctx context.Context) error {
			var g coro.TaskGroup
			return g.Do(ctx, func(ctx context.Context) error {
				return pyWait(ctx, pySec(10), func() error { num += 10; return nil })
			})
		})
		pyCancelled(t, "the runner", err)
		pyEqual(t, "NUM", num, 10)
		return nil
	})
}

// test_taskgroups.py BaseTestTaskGroup.test_taskgroup_18
func TestCPythonTaskGroup18BodyReplacesTheCancellation(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		num := 0
		err := pyCancelledRunner(t, ctx, func(ctx context.Context) error {
			var g coro.TaskGroup
			return g.Do(ctx, func(ctx context.Context) error {
				return pyWait(ctx, pySec(10), func() error { num += 10; return errMine })
			})
		})
		pyGroup(t, "the runner", err, errMine)
		pyEqual(t, "NUM", num, 10)
		return nil
	})
}

// A BaseException that is not an Exception is an error like others in Go, so
// test_taskgroup_20a is test_taskgroup_19 here.
//
// test_taskgroups.py BaseTestTaskGroup.test_taskgroup_19
// test_taskgroups.py BaseTestTaskGroup.test_taskgroup_20a
func TestCPythonTaskGroup19And20aChildAndBodyFail(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		_, err := coro.Go(ctx, func(ctx context.Context) error {
			var g coro.TaskGroup
			return g.Do(ctx, func(ctx context.Context) error {
				g.Go(ctx, pyCrash(pySec(0.1), errZeroDivision))
				return pyWait(ctx, pySec(10), func() error { return errMine })
			})
		}).Await(ctx)
		pyGroup(t, "the runner", err, errZeroDivision, errMine)
		return nil
	})
}

// KeyboardInterrupt in the body is a panic in Go: it goes on, bare, when the
// children have ended; and what they failed with, which would be lost behind
// it, is reported.
//
// test_taskgroups.py BaseTestTaskGroup.test_taskgroup_20
// test_taskgroups.py BaseTestTaskGroup.test_taskgroup_20b
func TestCPythonTaskGroup20BodyPanics(t *testing.T) {
	p := newPyLoop(t)
	var child *coro.Task[struct{}]
	err := p.run(func(ctx context.Context) error {
		var g coro.TaskGroup
		return g.Do(ctx, func(ctx context.Context) error {
			child = g.Go(ctx, pyCrash(pySec(0.1), errZeroDivision))
			_ = coro.Sleep(ctx, pySec(10))
			panic("interrupted")
		})
	})
	var panicked *coro.PanicError
	if !errors.As(err, &panicked) || panicked.Value != "interrupted" || errors.Is(err, errZeroDivision) {
		t.Errorf("the runner's error is %v (%T), want the panic without the group", err, err)
	}
	pyTrue(t, "the child is done", child.Done())
	if len(p.reported) != 1 || p.reported[0].Err != errZeroDivision {
		t.Errorf("reported: %v, want the child's error", p.reported)
	}
}

// What is a BaseException in a child in Python is a panic here.
//
// test_taskgroups.py BaseTestTaskGroup.test_taskgroup_21a
func TestCPythonTaskGroup21aChildPanics(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		var g coro.TaskGroup
		err := g.Do(ctx, func(ctx context.Context) error {
			g.Go(ctx, func(ctx context.Context) error {
				if err := coro.Sleep(ctx, pySec(0.1)); err != nil {
					return err
				}
				panic(errMine)
			})
			return pyWait(ctx, pySec(10), func() error { return errType })
		})
		pyGroup(t, "the group", err, errMine, errType)
		return nil
	})
}

// test_taskgroups.py BaseTestTaskGroup.test_taskgroup_22
func TestCPythonTaskGroup22CancelledWhileItWaits(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		r := coro.Go(ctx, func(ctx context.Context) error {
			var g coro.TaskGroup
			return g.Do(ctx, func(ctx context.Context) error {
				g.Go(ctx, pySleep(pySec(1)))
				g.Go(ctx, pySleep(pySec(2)))
				return nil
			})
		})
		if err := coro.Sleep(ctx, pySec(0.05)); err != nil {
			return err
		}
		r.Cancel()
		_, err := r.Await(ctx)
		pyCancelled(t, "the runner", err)
		return nil
	})
}

// test_taskgroups.py BaseTestTaskGroup.test_taskgroup_23
func TestCPythonTaskGroup23ForgetsTasksThatAreDone(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		var g coro.TaskGroup
		return g.Do(ctx, func(ctx context.Context) error {
			for count := range 10 {
				if err := coro.Sleep(ctx, pySec(0.1)); err != nil {
					return err
				}
				g.Go(ctx, pySleep(pySec(0.3)))
				if count == 5 {
					// Those of 0.4, 0.5 and 0.6 s, and that of 0.3 s, which ends now.
					pyEqual(t, "the group after six", g.String(), "<TaskGroup tasks=4 entered>")
				}
			}
			if err := coro.Sleep(ctx, pySec(1.35)); err != nil {
				return err
			}
			pyEqual(t, "the group", g.String(), "<TaskGroup entered>")
			return nil
		})
	})
}

// test_taskgroups.py BaseTestTaskGroup.test_taskgroup_24
func TestCPythonTaskGroup24ChildrenCreateChildren(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		var g coro.TaskGroup
		err := g.Do(ctx, func(ctx context.Context) error {
			g.Go(ctx, func(ctx context.Context) error {
				if err := coro.Sleep(ctx, pySec(0.1)); err != nil {
					return err
				}
				g.Go(ctx, pySleep(pySec(0.1)))
				g.Go(ctx, pySleep(pySec(0.2)))
				return nil
			})
			return nil
		})
		pyEqual(t, "the time", coro.RunningLoop(ctx).Time(), pySec(0.3))
		return err
	})
}

// test_taskgroups.py BaseTestTaskGroup.test_taskgroup_25
func TestCPythonTaskGroup25Hydra(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		hydras := 0
		var g coro.TaskGroup
		var hydra func(context.Context) error
		hydra = func(ctx context.Context) error {
			hydras++
			if err := coro.Sleep(ctx, pySec(0.01)); err != nil {
				return err
			}
			g.Go(ctx, hydra)
			g.Go(ctx, hydra)
			return nil
		}
		err := g.Do(ctx, func(ctx context.Context) error {
			g.Go(ctx, hydra)
			g.Go(ctx, func(ctx context.Context) error {
				for hydras < 10 {
					if err := coro.Sleep(ctx, pySec(0.015)); err != nil {
						return err
					}
				}
				return errZeroDivision
			})
			return nil
		})
		pyGroup(t, "the group", err, errZeroDivision)
		pyTrue(t, "ten hydras and more", hydras >= 10)
		return nil
	})
}

// test_taskgroups.py BaseTestTaskGroup.test_taskgroup_task_name
// test_taskgroups.py BaseTestTaskGroup.test_name
func TestCPythonTaskGroupTaskName(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		var g coro.TaskGroup
		inside := ""
		err := g.Do(ctx, func(ctx context.Context) error {
			task := g.Go(ctx, func(ctx context.Context) error {
				inside = coro.CurrentTask(ctx).Name()
				return coro.Sleep(ctx, 0)
			}, coro.Named("yolo"))
			pyEqual(t, "its name", task.Name(), "yolo")
			return nil
		})
		pyEqual(t, "its name, asked by itself", inside, "yolo")
		return err
	})
}

// Python gives create_task a context to run in, and looks at what the task set
// there; in Go a task runs with the values of the ctx it is created with.
//
// test_taskgroups.py BaseTestTaskGroup.test_taskgroup_task_context
func TestCPythonTaskGroupTaskContext(t *testing.T) {
	type cvar struct{}
	pyRun(t, func(ctx context.Context) error {
		var g coro.TaskGroup
		return g.Do(ctx, func(ctx context.Context) error {
			pyEqual(t, "outside", ctx.Value(cvar{}), nil)
			for _, val := range []int{1, 2} {
				var seen any
				task := g.Go(context.WithValue(ctx, cvar{}, val), func(ctx context.Context) error {
					err := coro.Sleep(ctx, 0)
					seen = ctx.Value(cvar{})
					return err
				})
				if _, err := task.Await(ctx); err != nil {
					return err
				}
				pyEqual(t, "what the task sees", seen, any(val))
			}
			return nil
		})
	})
}

// test_taskgroups.py BaseTestTaskGroup.test_taskgroup_no_create_task_after_failure
func TestCPythonTaskGroupNoCreateTaskAfterFailure(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		var g coro.TaskGroup
		crash := pyCrash(pySec(0.001), errZeroDivision)
		err := g.Do(ctx, func(ctx context.Context) error {
			g.Go(ctx, crash)
			g.Go(ctx, func(ctx context.Context) error {
				if coro.Sleep(ctx, pySec(1)) != nil {
					pyRegex(t, "a task while it aborts", g.Go(ctx, crash).Err(), coro.ErrMisuse, "is shutting down")
				}
				return nil
			})
			return nil
		})
		pyGroup(t, "the group", err, errZeroDivision)
		return nil
	})
}

// test_taskgroups.py BaseTestTaskGroup.test_taskgroup_context_manager_exit_raises
func TestCPythonTaskGroupContextManagerExitRaises(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		_, err := coro.Go(ctx, func(ctx context.Context) error {
			var g coro.TaskGroup
			err := g.Do(ctx, func(ctx context.Context) error {
				g.Go(ctx, func(context.Context) error { return errMine })
				return pyWait(ctx, pySec(1), func() error { return errMine })
			})
			pyEqual(t, "cancelling", coro.CurrentTask(ctx).Cancelling(), 0)
			pyGroup(t, "the group", err, errMine, errMine)
			return nil
		}).Await(ctx)
		return err
	})
}

func pyNothing(context.Context) error { return nil }

// test_taskgroups.py BaseTestTaskGroup.test_taskgroup_already_entered
// test_taskgroups.py BaseTestTaskGroup.test_taskgroup_double_enter
func TestCPythonTaskGroupEnteredTwice(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		var g coro.TaskGroup
		err := g.Do(ctx, func(ctx context.Context) error {
			pyRegex(t, "inside itself", g.Do(ctx, pyNothing), coro.ErrMisuse, "has already been entered")
			return nil
		})
		pyRegex(t, "afterwards", g.Do(ctx, pyNothing), coro.ErrMisuse, "has already been entered")
		return err
	})
}

// The coroutine that Python closes without having started it never runs here.
//
// test_taskgroups.py BaseTestTaskGroup.test_taskgroup_finished
// test_taskgroups.py BaseTestTaskGroup.test_coro_closed_when_tg_closed
// test_taskgroups.py BaseTestTaskGroup.test_taskgroup_not_entered
func TestCPythonTaskGroupFinishedAndNotEntered(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		ran := false
		child := func(context.Context) error { ran = true; return nil }
		var g coro.TaskGroup
		pyRegex(t, "before", g.Go(ctx, child).Err(), coro.ErrMisuse, "has not been entered")
		if err := g.Do(ctx, pyNothing); err != nil {
			return err
		}
		pyRegex(t, "afterwards", g.Go(ctx, child).Err(), coro.ErrMisuse, "is finished")
		err := coro.Sleep(ctx, pySec(1))
		pyFalse(t, "a refused coroutine ran", ran)
		return err
	})
}

// test_taskgroups.py BaseTestTaskGroup.test_taskgroup_without_parent_task
func TestCPythonTaskGroupWithoutParentTask(t *testing.T) {
	p := newPyLoop(t)
	var g coro.TaskGroup
	pyRegex(t, "Do", g.Do(p.ctx, pyNothing), coro.ErrNotInTask, "task")
	pyRegex(t, "a task", g.Go(p.ctx, pyNothing).Err(), coro.ErrMisuse, "has not been entered")
}

// test_taskgroups.py BaseTestTaskGroup.test_cancelling_level_preserved
func TestCPythonTaskGroupCancellingLevelPreserved(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		var g coro.TaskGroup
		err := g.Do(ctx, func(ctx context.Context) error {
			g.Go(ctx, pyCrash(0, errRuntime))
			return nil
		})
		pyGroup(t, "the group", err, errRuntime)
		pyEqual(t, "cancelling", coro.CurrentTask(ctx).Cancelling(), 0)
		return nil
	})
}

// test_taskgroups.py BaseTestTaskGroup.test_nested_groups_both_cancelled
func TestCPythonTaskGroupNestedBothCancelled(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		var outer, inner coro.TaskGroup
		err := outer.Do(ctx, func(ctx context.Context) error {
			err := inner.Do(ctx, func(ctx context.Context) error {
				inner.Go(ctx, pyCrash(0, errRuntime))
				outer.Go(ctx, pyCrash(0, errValue))
				return nil
			})
			pyGroup(t, "the inner group", err, errRuntime)
			pyEqual(t, "cancelling between", coro.CurrentTask(ctx).Cancelling(), 1)
			return nil
		})
		pyGroup(t, "the outer group", err, errValue)
		pyEqual(t, "cancelling after", coro.CurrentTask(ctx).Cancelling(), 0)
		return nil
	})
}

// test_taskgroups.py BaseTestTaskGroup.test_error_and_cancel
func TestCPythonTaskGroupErrorAndCancel(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		event := coro.NewFuture[struct{}](ctx)
		inner := coro.Go(ctx, func(ctx context.Context) error {
			self := coro.CurrentTask(ctx)
			var g coro.TaskGroup
			err := g.Do(ctx, func(ctx context.Context) error {
				g.Go(ctx, func(ctx context.Context) error {
					if err := event.SetResult(struct{}{}); err != nil {
						return err
					}
					if err := coro.Sleep(ctx, 0); err != nil {
						return err
					}
					return errRuntime
				})
				err := coro.Sleep(ctx, pySec(1))
				if err == nil {
					t.Error("Sleep in group should have been cancelled")
				}
				return err
			})
			pyGroup(t, "the group", err, errRuntime)
			pyEqual(t, "cancelling", self.Cancelling(), 1)
			if err = coro.Sleep(ctx, pySec(1)); err == nil {
				t.Error("Sleep after group should have been cancelled")
			}
			return err
		})
		if _, err := event.Await(ctx); err != nil {
			return err
		}
		pyEqual(t, "cancelling before", inner.Cancelling(), 0)
		inner.Cancel()
		pyEqual(t, "cancelling after", inner.Cancelling(), 1)
		_, err := inner.Await(ctx)
		pyCancelled(t, "inner", err)
		pyTrue(t, "inner cancelled", inner.Cancelled())
		return nil
	})
}

// pyEagerOrNot runs a test with lazy tasks and with eager ones, as CPython runs
// BaseTestTaskGroup twice.
func pyEagerOrNot(t *testing.T, main func(t *testing.T, ctx context.Context) error) {
	t.Run("lazy", func(t *testing.T) {
		pyRun(t, func(ctx context.Context) error { return main(t, ctx) })
	})
	t.Run("eager", func(t *testing.T) {
		pyRun(t, func(ctx context.Context) error { return main(t, ctx) }, coro.EagerTasks())
	})
}

// test_taskgroups.py BaseTestTaskGroup.test_cancels_task_if_created_during_creation
func TestCPythonTaskGroupTaskCreatedDuringCreation(t *testing.T) {
	pyEagerOrNot(t, func(t *testing.T, ctx context.Context) error {
		ran := false
		var g coro.TaskGroup
		err := g.Do(ctx, func(ctx context.Context) error {
			g.Go(ctx, func(ctx context.Context) error {
				g.Go(ctx, func(context.Context) error { return errMine })
				err := coro.Sleep(ctx, 0)
				if err == nil {
					err = coro.Sleep(ctx, 0)
				}
				ran = true
				return err
			})
			return nil
		})
		pyTrue(t, "the second task ran", ran)
		pyGroup(t, "the group", err, errMine)
		return nil
	})
}

// test_taskgroups.py BaseTestTaskGroup.test_cancellation_does_not_leak_out_of_tg
func TestCPythonTaskGroupCancellationDoesNotLeak(t *testing.T) {
	pyEagerOrNot(t, func(t *testing.T, ctx context.Context) error {
		var g coro.TaskGroup
		err := g.Do(ctx, func(ctx context.Context) error {
			g.Go(ctx, func(context.Context) error { return errMine })
			return nil
		})
		pyGroup(t, "the group", err, errMine)
		return coro.Sleep(ctx, 0)
	})
}
