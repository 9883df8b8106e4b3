package coro_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/goasyncio/asyncio/coro"
)

// taking is a task that acquires the semaphore and notes its number.
func taking(s *scene, sem *coro.Semaphore, n int) *coro.Task[struct{}] {
	return s.spawn(func(ctx context.Context) error {
		if err := sem.Acquire(ctx); err != nil {
			return err
		}
		s.note(n)
		return nil
	})
}

// test_locks.py SemaphoreTests.test_initial_value_zero
func TestSemaphoreInitialValueZero(t *testing.T) {
	var zero coro.Semaphore
	if !coro.NewSemaphore(0).Locked() || !zero.Locked() {
		t.Error("not locked")
	}
}

// test_locks.py SemaphoreTests.test_repr
func TestSemaphoreString(t *testing.T) {
	play(t, func(s *scene) {
		sem := coro.NewSemaphore(1)
		s.shows(sem, "<Semaphore [unlocked, value:1]>")
		s.no(sem.Acquire(s.ctx))
		s.shows(sem, "<Semaphore [locked]>")
		taking(s, sem, 1)
		taking(s, sem, 2)
		s.turn()
		s.shows(sem, "<Semaphore [locked, waiters:2]>")
		s.shows(coro.NewBoundedSemaphore(3), "<BoundedSemaphore [unlocked, value:3]>")
	})
}

// test_locks.py SemaphoreTests.test_semaphore_value
func TestSemaphoreValue(t *testing.T) {
	for name, f := range map[string]func(){
		"NewSemaphore":        func() { coro.NewSemaphore(-1) },
		"NewBoundedSemaphore": func() { coro.NewBoundedSemaphore(-1) },
		"NewBarrier":          func() { coro.NewBarrier(0) },
	} {
		if err := panics(f); !errors.Is(err, coro.ErrMisuse) {
			t.Errorf("%s panics with %v", name, err)
		}
	}
	play(t, func(s *scene) { // in a coroutine it is the task's error, as in Python
		task := s.spawn(func(context.Context) error { coro.NewSemaphore(-1); return nil })
		s.is(s.await(task), coro.ErrMisuse)
	})
}

// test_locks.py SemaphoreTests.test_acquire
func TestSemaphoreAcquire(t *testing.T) {
	play(t, func(s *scene) {
		sem := coro.NewSemaphore(3)
		s.no(sem.Acquire(s.ctx))
		s.no(sem.Acquire(s.ctx))
		s.not(sem.Locked(), "locked")
		t1, t2, t3 := taking(s, sem, 1), taking(s, sem, 2), taking(s, sem, 3)
		s.turn()
		s.logged("1")
		s.shows(sem, "<Semaphore [locked, waiters:2]>")
		s.yes(coro.SemaphoreValue(sem) == 0, "no place")
		t4 := taking(s, sem, 4)
		s.no(sem.Release())
		s.no(sem.Release())
		s.yes(coro.SemaphoreValue(sem) == 0, "the places are given away")
		s.turn()
		s.logged("1 2 3")
		s.shows(sem, "<Semaphore [locked, waiters:1]>")
		s.yes(t1.Done() && t2.Done() && t3.Done() && !t4.Done(), "three are in")
		s.no(sem.Release())
		s.no(s.await(t4))
	})
}

// test_locks.py SemaphoreTests.test_acquire_cancel
func TestSemaphoreAcquireCancel(t *testing.T) {
	play(t, func(s *scene) {
		sem := coro.NewSemaphore(1)
		s.no(sem.Acquire(s.ctx))
		task := taking(s, sem, 1)
		s.soon(func() { task.Cancel() })
		s.is(s.await(task), coro.ErrCancelled)
		s.shows(sem, "<Semaphore [locked]>")
	})
}

// B12: a cancelled waiter costs no place.
//
// test_locks.py SemaphoreTests.test_acquire_cancel_before_awoken
func TestB12_SemaphoreCancelBeforeAwoken(t *testing.T) {
	play(t, func(s *scene) {
		sem := coro.NewSemaphore(0)
		t1, t2, t3, t4 := taking(s, sem, 1), taking(s, sem, 2), taking(s, sem, 3), taking(s, sem, 4)
		s.turn()
		t1.Cancel()
		t2.Cancel()
		s.no(sem.Release())
		s.turns(2)
		s.yes(t3.Done() && !t4.Done(), "the third got the place")
		t3.Cancel()
		t4.Cancel()
		s.turn()
	})
}

// test_locks.py SemaphoreTests.test_acquire_hang
func TestB12_SemaphoreAcquireHang(t *testing.T) {
	play(t, func(s *scene) {
		sem := coro.NewSemaphore(0)
		t1, t2 := taking(s, sem, 1), taking(s, sem, 2)
		s.turn()
		t1.Cancel()
		s.no(sem.Release())
		s.turns(2)
		s.yes(sem.Locked() && t2.Done(), "the second got the place")
	})
}

// B12: one that was given its place, and is cancelled before it runs, gives it
// back, and it goes to the next.
func TestB12_SemaphoreCancelAfterWakeUp(t *testing.T) {
	play(t, func(s *scene) {
		sem := coro.NewSemaphore(0)
		t1, t2 := taking(s, sem, 1), taking(s, sem, 2)
		s.turn()
		s.no(sem.Release())
		t1.Cancel()
		s.turn()
		s.yes(t1.Cancelled() && !t2.Done(), "the first is cancelled")
		s.turn()
		s.logged("2")
		s.yes(coro.SemaphoreValue(sem) == 0, "no place is free")
	})
}

// test_locks.py SemaphoreTests.test_acquire_no_hang
func TestSemaphoreAcquireNoHang(t *testing.T) {
	play(t, func(s *scene) {
		sem := coro.NewSemaphore(1)
		var t2 *coro.Task[struct{}]
		t1 := s.spawn(func(ctx context.Context) error {
			err := sem.Do(ctx, func(ctx context.Context) error { return coro.Sleep(ctx, 0) })
			t2.Cancel()
			return err
		})
		t2 = s.spawn(func(ctx context.Context) error {
			return sem.Do(ctx, func(context.Context) error { return errors.New("never here") })
		})
		rs, err := coro.GatherResults(s.ctx, t1, t2)
		s.no(err)
		s.no(rs[0].Err)
		s.is(rs[1].Err, coro.ErrCancelled)
		s.no(s.within(time.Second, sem.Acquire))
	})
}

// test_locks.py SemaphoreTests.test_release_not_acquired
func TestA11_BoundedSemaphoreOverRelease(t *testing.T) {
	play(t, func(s *scene) {
		sem := coro.NewBoundedSemaphore(1)
		s.is(sem.Release(), coro.ErrMisuse)
		s.shows(sem, "<BoundedSemaphore [unlocked, value:1]>")
		s.no(sem.Acquire(s.ctx))
		s.yes(sem.Locked(), "locked")
		s.no(sem.Release())
		s.is(sem.Release(), coro.ErrMisuse)
		s.no(sem.Do(s.ctx, pass))
	})
}

// test_locks.py SemaphoreTests.test_release_no_waiters
func TestSemaphoreReleaseNoWaiters(t *testing.T) {
	play(t, func(s *scene) {
		sem := coro.NewSemaphore(1)
		s.no(sem.Acquire(s.ctx))
		s.yes(sem.Locked(), "locked")
		s.no(sem.Release())
		s.not(sem.Locked(), "locked")
	})
}

// I1: who releases and acquires again stands at the end of the line.
//
// test_locks.py SemaphoreTests.test_acquire_fifo_order
func TestI1_SemaphoreFIFO(t *testing.T) {
	play(t, func(s *scene) {
		sem := coro.NewSemaphore(1)
		var g coro.TaskGroup
		s.no(g.Do(s.ctx, func(ctx context.Context) error {
			for _, tag := range []string{"c1", "c2", "c3"} {
				g.Go(ctx, func(ctx context.Context) error {
					for _, round := range []string{"_1", "_2"} {
						s.no(sem.Acquire(ctx))
						s.note(tag + round)
						s.no(coro.Sleep(ctx, 10*time.Millisecond))
						s.no(sem.Release())
					}
					return nil
				})
			}
			return nil
		}))
		s.logged("c1_1 c2_1 c3_1 c1_2 c2_2 c3_2")
	})
}

// test_locks.py SemaphoreTests.test_acquire_fifo_order_2
func TestI1_SemaphoreFIFO2(t *testing.T) {
	play(t, func(s *scene) {
		sem := coro.NewSemaphore(1)
		t1 := taking(s, sem, 1)
		t2 := s.spawn(func(ctx context.Context) error {
			s.no(sem.Acquire(ctx))
			s.note(2)
			s.no(sem.Release())
			s.no(sem.Acquire(ctx))
			s.note(4)
			return nil
		})
		t3 := taking(s, sem, 3)
		s.turn()
		s.no(sem.Release())
		s.no(sem.Release())
		s.all(t1, t2, t3)
		s.logged("1 2 3 4")
	})
}

// test_locks.py SemaphoreTests.test_acquire_fifo_order_3
func TestI1_SemaphoreFIFO3(t *testing.T) {
	play(t, func(s *scene) {
		sem := coro.NewSemaphore(0)
		t1, t2, t3 := taking(s, sem, 1), taking(s, sem, 2), taking(s, sem, 3)
		s.turn()
		t1.Cancel()
		s.turn()
		s.no(sem.Release())
		s.no(sem.Release())
		_, err := coro.GatherResults(s.ctx, t1, t2, t3)
		s.no(err)
		s.logged("2 3")
	})
}

// One that gets in wakes all who may follow.
//
// test_locks.py SemaphoreTests.test_acquire_fifo_order_4
func TestI1_SemaphoreFIFO4(t *testing.T) {
	play(t, func(s *scene) {
		sem := coro.NewSemaphore(0)
		var t4 *coro.Task[struct{}]
		t1 := s.spawn(func(ctx context.Context) error {
			s.yes(coro.SemaphoreValue(sem) == 0, "value 0")
			s.no(sem.Acquire(ctx))
			s.yes(coro.SemaphoreValue(sem) == 0, "all have been woken")
			t4 = coro.Go(ctx, func(context.Context) error { s.note(4); return nil })
			s.note(1)
			return nil
		})
		t2 := s.spawn(func(ctx context.Context) error {
			for range 3 {
				s.no(sem.Release())
			}
			s.yes(coro.SemaphoreValue(sem) == 2, "value 2")
			s.yes(sem.Locked(), "locked, since the first has not run yet")
			s.no(sem.Acquire(ctx))
			s.note(2)
			return nil
		})
		t3 := s.spawn(func(ctx context.Context) error {
			s.no(sem.Acquire(ctx))
			s.yes(sem.Locked(), "locked")
			s.note(3)
			return nil
		})
		s.turn()
		s.yes(coro.SemaphoreValue(sem) == 2, "value 2")
		s.shows(sem, "<Semaphore [locked, waiters:3]>")
		s.turn()
		s.all(t1, t2, t3, t4)
		s.logged("1 2 3 4")
	})
}

func TestD10_SemaphoreReleasedByPanic(t *testing.T) {
	play(t, func(s *scene) {
		sem := coro.NewSemaphore(1)
		bad := s.spawn(func(ctx context.Context) error {
			return sem.Do(ctx, func(ctx context.Context) error { panic("in the body") })
		})
		s.no(s.await(taking(s, sem, 1)))
		s.yes(bad.Done() && bad.Err() != nil, "the first one panicked")
	})
}
