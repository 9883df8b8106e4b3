package coro_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/goasyncio/asyncio/coro"
)

// test_queues.py _QueueJoinTestMixin.test_task_done_underflow
func TestA11_QueueTaskDoneUnderflow(t *testing.T) {
	for _, k := range queueKinds {
		q := k.make(0)
		if err := q.TaskDone(); !errors.Is(err, coro.ErrMisuse) {
			t.Errorf("%s: %v", k.name, err)
		}
		if got := q.String(); got != "<"+k.name+" maxsize=0>" {
			t.Errorf("it shows as %s", got)
		}
	}
}

// test_queues.py _QueueJoinTestMixin.test_task_done
func TestQueueTaskDone(t *testing.T) {
	eachQueue(t, func(s *scene, make func(int) *coro.Queue[int]) {
		q := make(0)
		for i := range 100 {
			s.no(q.PutNowait(i))
		}
		sum, running := 0, true
		worker := func(ctx context.Context) error {
			for running {
				v, err := q.Get(ctx)
				s.no(err)
				sum += v
				s.no(q.TaskDone())
			}
			return nil
		}
		t1, t2 := s.spawn(worker), s.spawn(worker)
		s.no(q.Join(s.ctx))
		s.yes(sum == 99*100/2, "all items were processed")
		running = false
		s.no(q.PutNowait(0))
		s.no(q.PutNowait(0))
		s.all(t1, t2)
	})
}

// test_queues.py _QueueJoinTestMixin.test_join_empty_queue
func TestQueueJoinEmpty(t *testing.T) {
	eachQueue(t, func(s *scene, make func(int) *coro.Queue[int]) {
		q := make(0)
		s.no(q.Join(s.ctx))
		s.no(q.Join(s.ctx))
	})
}

// shutDown fails the test unless a queue that is empty and shut down says so.
func (s *scene) shutDown(q *coro.Queue[int]) {
	s.Helper()
	s.is(q.Put(s.ctx, 1), coro.ErrQueueShutdown)
	s.is(q.PutNowait(1), coro.ErrQueueShutdown)
	s.is(errOf(q.Get(s.ctx)), coro.ErrQueueShutdown)
	s.is(errOf(q.GetNowait()), coro.ErrQueueShutdown)
}

// test_queues.py _QueueShutdownTestMixin.test_shutdown_empty
func TestI6_QueueShutdownEmpty(t *testing.T) {
	eachQueue(t, func(s *scene, make func(int) *coro.Queue[int]) {
		q := make(0)
		get := getting(s, q)
		s.turn()
		s.no(q.Shutdown(false))
		s.yes(q.Len() == 0, "empty")
		s.no(q.Join(s.ctx))
		s.turn()
		s.yes(get.Done(), "the getter has ended")
		s.is(get.Err(), coro.ErrQueueShutdown)
		s.shutDown(q)
	})
}

// test_queues.py _QueueShutdownTestMixin.test_shutdown_nonempty
func TestI6_QueueShutdownNonempty(t *testing.T) {
	eachQueue(t, func(s *scene, make func(int) *coro.Queue[int]) {
		q := make(1)
		s.no(q.PutNowait(1))
		join, put := s.spawn(q.Join), putting(s, q, 2)
		s.turn()
		s.not(put.Done(), "the putter has ended")
		s.no(q.Shutdown(false))
		s.yes(q.Len() == 1, "one item")
		s.turn()
		s.yes(put.Done(), "the putter has ended")
		s.is(put.Err(), coro.ErrQueueShutdown)
		s.gets(q, 1)
		s.turn()
		s.not(join.Done(), "the join has ended")
		s.shutDown(q)
		s.no(q.TaskDone())
		s.turn()
		s.yes(join.Done(), "the join has ended")
		s.no(s.await(join))
		s.is(q.TaskDone(), coro.ErrMisuse)
	})
}

// test_queues.py _QueueShutdownTestMixin.test_shutdown_immediate
func TestI6_QueueShutdownImmediate(t *testing.T) {
	eachQueue(t, func(s *scene, make func(int) *coro.Queue[int]) {
		q := make(0)
		s.no(q.PutNowait(1))
		join := s.spawn(q.Join)
		s.no(q.Shutdown(true))
		s.yes(q.Len() == 0, "empty")
		s.turn()
		s.yes(join.Done(), "the join has ended")
		s.no(s.await(join))
		s.shutDown(q)
		s.is(q.TaskDone(), coro.ErrMisuse)
	})
}

// test_queues.py _QueueShutdownTestMixin.test_shutdown_immediate_with_unfinished
func TestI6_QueueShutdownImmediateWithUnfinished(t *testing.T) {
	eachQueue(t, func(s *scene, make func(int) *coro.Queue[int]) {
		q := make(0)
		s.no(q.PutNowait(1))
		s.no(q.PutNowait(1))
		join := s.spawn(q.Join)
		s.gets(q, 1)
		s.no(q.Shutdown(true))
		s.yes(q.Len() == 0, "empty")
		s.turn()
		s.not(join.Done(), "the join has ended")
		s.shutDown(q)
		s.no(q.TaskDone())
		s.is(q.TaskDone(), coro.ErrMisuse)
		s.turn()
		s.yes(join.Done(), "the join has ended")
		s.no(s.await(join))
	})
}

// I6: all who wait are woken in one turn, getters and putters, in order.
func TestI6_QueueShutdownWakesAll(t *testing.T) {
	for _, immediate := range []bool{false, true} {
		play(t, func(s *scene) {
			q := coro.NewQueue[int](1)
			s.no(q.PutNowait(1))
			for i := range 3 {
				s.spawn(func(ctx context.Context) error {
					err := q.Put(ctx, i)
					s.is(err, coro.ErrQueueShutdown)
					s.note(i)
					return nil
				})
			}
			s.turn()
			s.no(q.Shutdown(immediate))
			s.turn()
			empty := coro.NewQueue[int](0)
			for i := range 3 {
				s.spawn(func(ctx context.Context) error {
					s.is(errOf(empty.Get(ctx)), coro.ErrQueueShutdown)
					s.note("g", i)
					return nil
				})
			}
			s.turn()
			s.no(empty.Shutdown(immediate))
			s.turn()
			s.logged("0 1 2 g0 g1 g2")
		})
	}
}

func TestQueueAll(t *testing.T) {
	play(t, func(s *scene) {
		q := coro.NewQueue[int](1)
		producer := s.spawn(func(ctx context.Context) error {
			for i := range 3 {
				s.no(q.Put(ctx, i))
				s.no(coro.Sleep(ctx, time.Second))
			}
			return q.Shutdown(false)
		})
		for v, err := range q.All(s.ctx) {
			s.no(err)
			s.note(v)
			s.no(q.TaskDone())
		}
		s.logged("0 1 2")
		s.no(s.await(producer))
		for range q.All(s.ctx) {
			s.Fatal("an item from a queue that is shut down")
		}
	})
}

// A cancellation reaches the body of the loop as the last error, and leaving
// the loop early takes nothing.
func TestQueueAllCancelled(t *testing.T) {
	play(t, func(s *scene) {
		q := coro.NewQueue[int](0)
		task := s.spawn(func(ctx context.Context) (last error) {
			for v, err := range q.All(ctx) {
				if err != nil {
					s.note("error")
					last = err
					continue // there is nothing more
				}
				s.note(v)
			}
			return last
		})
		s.no(q.PutNowait(1))
		s.turn()
		task.Cancel()
		s.is(s.await(task), coro.ErrCancelled)
		s.logged("1 error")
		s.no(q.PutNowait(2))
		s.no(q.PutNowait(3))
		for v, err := range q.All(s.ctx) {
			s.no(err)
			s.yes(v == 2, "the item")
			break
		}
		s.yes(q.Len() == 1, "one is left")
	})
}

// A Join that waits already ends when an immediate shutdown drops the last
// item; asyncio's own test shuts down before the join has begun to wait.
func TestI6_QueueShutdownImmediateEndsAJoin(t *testing.T) {
	eachQueue(t, func(s *scene, make func(int) *coro.Queue[int]) {
		q := make(0)
		s.no(q.PutNowait(1))
		join := s.spawn(q.Join)
		s.turn()
		s.not(join.Done(), "the join has ended")
		s.no(q.Shutdown(true))
		s.turn()
		s.yes(join.Done(), "the join has ended")
	})
}

// A queue that was joined once is joined again when more is put.
func TestQueueJoinsAgain(t *testing.T) {
	eachQueue(t, func(s *scene, make func(int) *coro.Queue[int]) {
		q := make(0)
		for round := range 2 {
			s.no(q.PutNowait(round))
			join := s.spawn(q.Join)
			s.turn()
			s.not(join.Done(), "the join has ended")
			s.gets(q, round)
			s.no(q.TaskDone())
			s.turn()
			s.yes(join.Done(), "the join has ended")
		}
	})
}
