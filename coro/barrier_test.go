package coro_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/goasyncio/asyncio/coro"
)

const parties = 5

// crowd runs n tasks to their end; none may fail.
func (s *scene) crowd(n int, f func(context.Context) error) {
	s.Helper()
	var ts []*coro.Task[struct{}]
	for range n {
		ts = append(ts, s.spawn(f))
	}
	s.all(ts...)
}

// atBarrier is a coroutine that waits at a barrier.
func atBarrier(b *coro.Barrier) func(context.Context) error {
	return func(ctx context.Context) error { return errOf(b.Wait(ctx)) }
}

// resting fails the test unless the barrier is as new, or broken.
func (s *scene) resting(b *coro.Barrier, broken bool) {
	s.Helper()
	s.yes(b.Waiting() == 0, "nobody waits")
	s.yes(b.Broken() == broken, "broken or not")
	s.not(strings.Contains(b.String(), "resetting"), "resetting")
	s.yes(coro.Inside(b) == 0, "nobody is inside")
}

func count(s *scene, word string) (n int) {
	for _, w := range s.log {
		if w == word {
			n++
		}
	}
	return n
}

// test_locks.py BarrierTests.test_repr
func TestBarrierString(t *testing.T) {
	play(t, func(s *scene) {
		b := coro.NewBarrier(parties)
		s.shows(b, "<Barrier [filling, waiters:0/5]>")
		var waiters []*coro.Task[struct{}]
		more := func(n int) {
			for range n {
				waiters = append(waiters, s.spawn(atBarrier(b)))
			}
			s.turn()
		}
		more(2)
		s.shows(b, "<Barrier [filling, waiters:2/5]>")
		more(b.Parties() - b.Waiting())
		s.shows(b, "<Barrier [draining, waiters:0/5]>")
		more(2)
		s.no(b.Reset(s.ctx))
		s.shows(b, "<Barrier [resetting, waiters:0/5]>")
		more(2)
		s.no(b.Abort(s.ctx))
		s.shows(b, "<Barrier [broken]>")
		s.yes(b.Broken(), "broken")
		_, err := coro.GatherResults(s.ctx, waiters...)
		s.no(err)
	})
}

// test_locks.py BarrierTests.test_barrier_parties
func TestBarrierParties(t *testing.T) {
	for _, n := range []int{0, -4} {
		if err := panics(func() { coro.NewBarrier(n) }); !errors.Is(err, coro.ErrMisuse) {
			t.Errorf("%d parties: %v", n, err)
		}
	}
	if n := coro.NewBarrier(parties).Parties(); n != parties {
		t.Errorf("it has %d parties", n)
	}
}

// test_locks.py BarrierTests.test_context_manager
func TestBarrierDo(t *testing.T) {
	play(t, func(s *scene) {
		b := coro.NewBarrier(3)
		var places []int
		s.crowd(3, func(ctx context.Context) error {
			return b.Do(ctx, func(_ context.Context, i int) error {
				places = append(places, i)
				return nil
			})
		})
		slices.Sort(places)
		s.yes(slices.Equal(places, []int{0, 1, 2}), "each has a place of its own")
		s.resting(b, false)
		s.is(b.Do(s.ctx, nil), coro.ErrNil)
	})
}

// test_locks.py BarrierTests.test_filling_one_task
// test_locks.py BarrierTests.test_filling_one_task_twice
func TestBarrierOneTask(t *testing.T) {
	play(t, func(s *scene) {
		b := coro.NewBarrier(1)
		i, err := b.Wait(s.ctx)
		s.no(err)
		s.yes(i == 0, "the first place")
		s.resting(b, false)
		for range 2 {
			task := s.spawn(atBarrier(b))
			s.turn()
			s.yes(task.Done() && task.Err() == nil, "it passed in one turn")
			s.resting(b, false)
		}
	})
}

// test_locks.py BarrierTests.test_filling_task_by_task
func TestBarrierTaskByTask(t *testing.T) {
	play(t, func(s *scene) {
		b := coro.NewBarrier(3)
		t1 := s.spawn(atBarrier(b))
		s.turn()
		s.shows(b, "<Barrier [filling, waiters:1/3]>")
		t2 := s.spawn(atBarrier(b))
		s.turn()
		s.shows(b, "<Barrier [filling, waiters:2/3]>")
		t3 := s.spawn(atBarrier(b))
		s.turn()
		s.all(t1, t2, t3)
		s.resting(b, false)
	})
}

// test_locks.py BarrierTests.test_filling_tasks_wait_twice
// test_locks.py BarrierTests.test_filling_tasks_check_return_value
func TestBarrierWaitTwice(t *testing.T) {
	play(t, func(s *scene) {
		b := coro.NewBarrier(parties)
		var places []int
		s.crowd(parties, func(ctx context.Context) error {
			s.no(errOf(b.Wait(ctx)))
			s.note("first")
			i, err := b.Wait(ctx)
			s.note("second")
			places = append(places, i)
			return err
		})
		s.yes(count(s, "first") == parties && count(s, "second") == parties, "all passed twice")
		slices.Sort(places)
		s.yes(slices.Equal(places, []int{0, 1, 2, 3, 4}), "each has a place of its own")
		s.resting(b, false)
	})
}

// test_locks.py BarrierTests.test_draining_state
func TestBarrierDraining(t *testing.T) {
	play(t, func(s *scene) {
		b := coro.NewBarrier(parties)
		s.crowd(parties, func(ctx context.Context) error {
			return b.Do(ctx, func(context.Context, int) error {
				s.note(strings.Fields(b.String())[1])
				return nil
			})
		})
		s.logged("[draining, [draining, [draining, [draining, [filling,")
		s.resting(b, false)
	})
}

// test_locks.py BarrierTests.test_blocking_tasks_while_draining
func TestBarrierNewcomersWhileDraining(t *testing.T) {
	play(t, func(s *scene) {
		again := 2
		b, rest := coro.NewBarrier(parties), coro.NewBarrier(parties-again)
		s.crowd(parties, func(ctx context.Context) error {
			s.no(errOf(b.Wait(ctx)))
			if again > 0 {
				again--
				return errOf(b.Wait(ctx))
			}
			s.no(errOf(rest.Wait(ctx)))
			return errOf(b.Wait(ctx))
		})
		s.resting(b, false)
	})
}

// I4: a task that is cancelled leaves the barrier whole.
//
// test_locks.py BarrierTests.test_filling_tasks_cancel_one
func TestI4_BarrierCancelOne(t *testing.T) {
	play(t, func(s *scene) {
		b := coro.NewBarrier(3)
		f := func(ctx context.Context) error {
			err := errOf(b.Wait(ctx))
			if err == nil {
				s.note("through")
			}
			return err
		}
		t1 := s.spawn(f)
		s.turn()
		t2 := s.spawn(f)
		s.turn()
		s.yes(b.Waiting() == 2, "two wait")
		t1.Cancel()
		s.turn()
		s.yes(b.Waiting() == 1, "one waits")
		s.is(s.await(t1), coro.ErrCancelled)
		t3 := s.spawn(f)
		s.turn()
		s.yes(b.Waiting() == 2, "two wait")
		t4 := s.spawn(f)
		s.all(t2, t3, t4)
		s.logged("through through through")
		s.resting(b, false)
	})
}

// test_locks.py BarrierTests.test_reset_barrier
// test_locks.py BarrierTests.test_abort_barrier
func TestI4_BarrierResetAndAbortEmpty(t *testing.T) {
	play(t, func(s *scene) {
		b := coro.NewBarrier(1)
		s.spawn(b.Reset)
		s.turn()
		s.resting(b, false)
		s.spawn(b.Abort)
		s.turn()
		s.resting(b, true)
		s.is(errOf(b.Wait(s.ctx)), coro.ErrBrokenBarrier)
		s.no(b.Reset(s.ctx))
		s.no(errOf(b.Wait(s.ctx)))
	})
}

// test_locks.py BarrierTests.test_reset_barrier_while_tasks_waiting
func TestI4_BarrierResetWhileWaiting(t *testing.T) {
	play(t, func(s *scene) {
		b := coro.NewBarrier(parties)
		var ts []*coro.Task[struct{}]
		for range parties - 1 {
			ts = append(ts, s.spawn(func(ctx context.Context) error {
				s.is(errOf(b.Wait(ctx)), coro.ErrBrokenBarrier)
				s.note("broken")
				return nil
			}))
		}
		s.turn()
		s.spawn(b.Reset)
		s.all(ts...)
		s.logged("broken broken broken broken")
		s.resting(b, false)
	})
}

// test_locks.py BarrierTests.test_reset_barrier_when_tasks_half_draining
func TestI4_BarrierResetHalfDraining(t *testing.T) {
	play(t, func(s *scene) {
		b := coro.NewBarrier(parties)
		rest := parties / 2
		s.crowd(parties, func(ctx context.Context) error {
			err := errOf(b.Wait(ctx))
			switch {
			case errors.Is(err, coro.ErrBrokenBarrier):
				s.note("broken")
			case err != nil:
				return err
			case coro.Inside(b) == rest:
				return b.Reset(ctx)
			}
			return nil
		})
		s.logged("broken broken")
		s.resting(b, false)
	})
}

// test_locks.py BarrierTests.test_reset_barrier_when_tasks_half_draining_half_blocking
func TestI4_BarrierResetHalfDrainingHalfBlocking(t *testing.T) {
	play(t, func(s *scene) {
		b := coro.NewBarrier(parties)
		through, blocking := 0, parties/2
		s.crowd(parties, func(ctx context.Context) error {
			err := errOf(b.Wait(ctx))
			if errors.Is(err, coro.ErrBrokenBarrier) {
				s.note("broken")
				return errOf(b.Wait(ctx))
			}
			s.no(err)
			if through++; through > blocking {
				s.no(b.Reset(ctx))
			}
			return errOf(b.Wait(ctx))
		})
		s.logged("broken broken")
		s.resting(b, false)
	})
}

// test_locks.py BarrierTests.test_reset_barrier_while_tasks_waiting_and_waiting_again
func TestI4_BarrierResetAndWaitAgain(t *testing.T) {
	play(t, func(s *scene) {
		b := coro.NewBarrier(parties)
		var ts []*coro.Task[struct{}]
		for range parties - 1 {
			ts = append(ts, s.spawn(func(ctx context.Context) error {
				if errors.Is(errOf(b.Wait(ctx)), coro.ErrBrokenBarrier) {
					s.note("broken")
				}
				err := errOf(b.Wait(ctx))
				s.note("through")
				return err
			}))
		}
		s.spawn(b.Reset)
		s.turn()
		s.spawn(func(ctx context.Context) error {
			err := errOf(b.Wait(ctx))
			s.note("through")
			return err
		})
		s.all(ts...)
		s.yes(count(s, "broken") == parties-1 && count(s, "through") == parties, "each once")
		s.resting(b, false)
	})
}

// test_locks.py BarrierTests.test_reset_barrier_while_tasks_draining
func TestI4_BarrierResetWhileDraining(t *testing.T) {
	play(t, func(s *scene) {
		b := coro.NewBarrier(parties)
		n := 0
		s.crowd(parties, func(ctx context.Context) error {
			s.no(errOf(b.Wait(ctx)))
			if n++; n == parties {
				s.no(b.Reset(ctx))
				s.no(errOf(b.Wait(ctx)))
			} else {
				s.no(errOf(b.Wait(ctx)))
				s.note("second")
			}
			err := errOf(b.Wait(ctx))
			s.note("third")
			return err
		})
		s.yes(count(s, "second") == parties-1 && count(s, "third") == parties, "all passed")
		s.resting(b, false)
	})
}

// test_locks.py BarrierTests.test_abort_barrier_when_tasks_half_draining_half_blocking
func TestI4_BarrierAbortHalfDraining(t *testing.T) {
	play(t, func(s *scene) {
		b := coro.NewBarrier(parties)
		through, blocking := 0, parties/2
		s.crowd(parties, func(ctx context.Context) error {
			err := errOf(b.Wait(ctx))
			if errors.Is(err, coro.ErrBrokenBarrier) {
				s.note("drained")
				return nil
			}
			if through++; through > blocking {
				return b.Abort(ctx)
			}
			s.is(errOf(b.Wait(ctx)), coro.ErrBrokenBarrier)
			s.note("blocked")
			return nil
		})
		s.yes(count(s, "drained") == blocking && count(s, "blocked") == parties-blocking-1, "all were told")
		s.resting(b, true)
	})
}

// test_locks.py BarrierTests.test_abort_barrier_when_exception
func TestI4_BarrierAbortOnError(t *testing.T) {
	play(t, func(s *scene) {
		b := coro.NewBarrier(parties)
		bad := errors.New("bad")
		s.crowd(parties, func(ctx context.Context) error {
			err := b.Do(ctx, func(_ context.Context, i int) error {
				if i == parties/2 {
					return bad
				}
				return nil
			})
			if err == nil {
				err = errOf(b.Wait(ctx))
			}
			switch {
			case err == bad:
				return b.Abort(ctx)
			case errors.Is(err, coro.ErrBrokenBarrier):
				s.note("broken")
				return nil
			}
			s.note("through")
			return err
		})
		s.logged("broken broken broken broken")
		s.resting(b, true)
	})
}

// test_locks.py BarrierTests.test_abort_barrier_when_exception_then_resetting
func TestI4_BarrierAbortThenReset(t *testing.T) {
	play(t, func(s *scene) {
		b1, b2 := coro.NewBarrier(parties), coro.NewBarrier(parties)
		s.crowd(parties, func(ctx context.Context) error {
			i, err := b1.Wait(ctx)
			if err == nil && i != parties/2 {
				err = errOf(b1.Wait(ctx))
			}
			switch {
			case errors.Is(err, coro.ErrBrokenBarrier):
				s.note("broken")
			case i == parties/2:
				s.no(b1.Abort(ctx))
			default:
				s.note("through")
			}
			i, err = b2.Wait(ctx)
			s.no(err)
			if i == parties/2 {
				s.no(b1.Reset(ctx))
			}
			s.no(errOf(b2.Wait(ctx)))
			err = errOf(b1.Wait(ctx))
			s.note("again")
			return err
		})
		s.logged("broken broken broken broken again again again again again")
		s.resting(b1, false)
	})
}
