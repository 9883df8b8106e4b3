package coro_test

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/goasyncio/asyncio/coro"
)

// queueKinds are the three sorts of queues.
var queueKinds = []struct {
	name string
	make func(maxsize int) *coro.Queue[int]
}{
	{"Queue", coro.NewQueue[int]},
	{"LifoQueue", coro.NewLifoQueue[int]},
	{"PriorityQueue", func(maxsize int) *coro.Queue[int] { return coro.NewPriorityQueue(maxsize, cmp.Compare[int]) }},
}

func eachQueue(t *testing.T, f func(s *scene, make func(maxsize int) *coro.Queue[int])) {
	for _, k := range queueKinds {
		t.Run(k.name, func(t *testing.T) {
			play(t, func(s *scene) { f(s, k.make) })
		})
	}
}

// getting is a task that gets an item and notes it.
func getting(s *scene, q *coro.Queue[int]) *coro.Task[int] {
	return coro.CreateTask(s.ctx, func(ctx context.Context) (int, error) {
		v, err := q.Get(ctx)
		if err == nil {
			s.note(v)
		}
		return v, err
	})
}

func putting(s *scene, q *coro.Queue[int], v int) *coro.Task[struct{}] {
	return s.spawn(func(ctx context.Context) error { return q.Put(ctx, v) })
}

func (s *scene) gets(q *coro.Queue[int], want ...int) {
	s.Helper()
	for _, w := range want {
		v, err := q.Get(s.ctx)
		s.no(err)
		s.yes(v == w, "the item")
	}
}

// test_queues.py QueueBasicTests.test_repr
func TestQueueString(t *testing.T) {
	play(t, func(s *scene) {
		var q coro.Queue[int]
		s.shows(&q, "<Queue maxsize=0>")
		getter := getting(s, &q)
		s.turn()
		s.shows(&q, "<Queue maxsize=0 _getters[1]>")
		s.no(q.PutNowait(0))
		s.shows(&q, "<Queue maxsize=0 _queue=[0] tasks=1>")
		s.no(errOf(getter.Await(s.ctx)))
		p := coro.NewQueue[int](1)
		s.no(p.PutNowait(1))
		putting(s, p, 2)
		s.turn()
		s.shows(p, "<Queue maxsize=1 _queue=[1] _putters[1] tasks=1>")
		s.no(errOf(p.GetNowait()))
		s.no(q.Shutdown(false))
		s.shows(&q, "<Queue maxsize=0 tasks=1 shutdown>")
	})
}

// test_queues.py _QueueJoinTestMixin.test_format
// test_queues.py _QueueShutdownTestMixin.test_format
func TestQueueFormat(t *testing.T) {
	for _, k := range queueKinds {
		q := k.make(0)
		check := func(want string) {
			t.Helper()
			if got := q.String(); got != "<"+k.name+" "+want+">" {
				t.Errorf("it shows as %s", got)
			}
		}
		check("maxsize=0")
		for i := range 2 {
			if err := q.PutNowait(i); err != nil {
				t.Fatal(err)
			}
		}
		for range 2 {
			if _, err := q.GetNowait(); err != nil {
				t.Fatal(err)
			}
		}
		check("maxsize=0 tasks=2")
		q = k.make(0)
		if err := q.Shutdown(false); err != nil {
			t.Fatal(err)
		}
		check("maxsize=0 shutdown")
	}
}

// test_queues.py QueueBasicTests.test_empty
// test_queues.py QueueBasicTests.test_full
// test_queues.py QueueGetTests.test_blocking_get
// test_queues.py QueuePutTests.test_blocking_put
func TestQueueEmptyAndFull(t *testing.T) {
	play(t, func(s *scene) {
		var q coro.Queue[int]
		s.yes(q.Empty() && !q.Full(), "empty")
		s.no(q.Put(s.ctx, 1))
		s.not(q.Empty(), "empty")
		s.gets(&q, 1)
		s.yes(q.Empty(), "empty")
		one := coro.NewQueue[int](1)
		s.no(one.Put(s.ctx, 1))
		s.yes(one.Full() && one.MaxSize() == 1 && one.Len() == 1, "full")
		s.not(coro.NewQueue[int](-1).Full(), "full")
	})
}

// test_queues.py QueueBasicTests.test_order
// test_queues.py LifoQueueTests.test_order
// test_queues.py PriorityQueueTests.test_order
func TestQueueOrder(t *testing.T) {
	want := map[string][]int{"Queue": {1, 3, 2}, "LifoQueue": {2, 3, 1}, "PriorityQueue": {1, 2, 3}}
	for _, k := range queueKinds {
		play(t, func(s *scene) {
			q := k.make(0)
			for _, v := range []int{1, 3, 2} {
				s.no(q.Put(s.ctx, v))
			}
			s.gets(q, want[k.name]...)
		})
	}
}

// Equal priorities come out in the order in which heapq of CPython 3.13 gives
// them, which is not that in which they went in.
func TestPriorityQueueEqualItems(t *testing.T) {
	type item struct {
		prio int
		name string
	}
	q := coro.NewPriorityQueue(0, func(a, b item) int { return cmp.Compare(a.prio, b.prio) })
	for i, p := range []int{1, 0, 1, 0, 1, 0, 1, 0, 2, 1, 0, 2} {
		if err := q.PutNowait(item{p, string(rune('a' + i))}); err != nil {
			t.Fatal(err)
		}
	}
	got := ""
	for !q.Empty() {
		v, err := q.GetNowait()
		if err != nil {
			t.Fatal(err)
		}
		got += v.name
	}
	if want := "bfdkhgcejail"; got != want {
		t.Errorf("the order is %s, that of CPython %s", got, want)
	}
}

// test_queues.py QueueBasicTests.test_maxsize
func TestQueueMaxsize(t *testing.T) {
	play(t, func(s *scene) {
		q := coro.NewQueue[int](2)
		task := s.spawn(func(ctx context.Context) error {
			for i := range 3 {
				s.no(q.Put(ctx, i))
				s.note(i)
			}
			return nil
		})
		s.turns(2)
		s.logged("0 1")
		s.gets(q, 0)
		s.turn()
		s.logged("0 1 2")
		s.gets(q, 1, 2)
		s.yes(task.Done(), "done")
	})
}

// test_queues.py QueueGetTests.test_get_with_putters
// test_queues.py QueueGetTests.test_get_with_waiting_putters
func TestQueueGetWithPutters(t *testing.T) {
	play(t, func(s *scene) {
		q := coro.NewQueue[int](1)
		a, b := putting(s, q, 1), putting(s, q, 2)
		s.gets(q, 1, 2)
		s.all(a, b)
		s.no(q.Put(s.ctx, 3))
		c := putting(s, q, 4)
		s.turn()
		s.gets(q, 3)
		s.not(c.Done(), "done")
		s.turn()
		s.yes(c.Done(), "done one turn later")
	})
}

// test_queues.py QueueGetTests.test_blocking_get_wait
// test_queues.py QueuePutTests.test_put_with_waiting_getters
func TestQueueBlockingGet(t *testing.T) {
	play(t, func(s *scene) {
		var q coro.Queue[int]
		task := getting(s, &q)
		s.turn()
		s.logged("")
		_, err := coro.RunningLoop(s.ctx).CallLater(10*time.Millisecond, func() { _ = q.PutNowait(1) })
		s.no(err)
		v, err := task.Await(s.ctx)
		s.no(err)
		s.yes(v == 1, "the item")
		s.logged("1")
	})
}

// test_queues.py QueueGetTests.test_nonblocking_get
// test_queues.py QueueGetTests.test_nonblocking_get_exception
// test_queues.py QueuePutTests.test_nonblocking_put
// test_queues.py QueuePutTests.test_nonblocking_put_exception
func TestQueueNowait(t *testing.T) {
	for _, k := range queueKinds {
		q := k.make(1)
		if _, err := q.GetNowait(); !errors.Is(err, coro.ErrQueueEmpty) {
			t.Error(k.name, err)
		}
		if err := q.PutNowait(1); err != nil {
			t.Error(k.name, err)
		}
		if err := q.PutNowait(2); !errors.Is(err, coro.ErrQueueFull) {
			t.Error(k.name, err)
		}
		if v, err := q.GetNowait(); v != 1 || err != nil {
			t.Error(k.name, v, err)
		}
	}
}

// test_queues.py QueueGetTests.test_get_cancelled_race
func TestB13_QueueGetCancelledRace(t *testing.T) {
	play(t, func(s *scene) {
		var q coro.Queue[int]
		t1, t2 := getting(s, &q), getting(s, &q)
		s.turn()
		t1.Cancel()
		s.turn()
		s.yes(t1.Done(), "done")
		s.no(q.Put(s.ctx, 7))
		s.turn()
		v, err := t2.Await(s.ctx)
		s.no(err)
		s.yes(v == 7, "the item")
	})
}

// test_queues.py QueueGetTests.test_why_are_getters_waiting
func TestQueueProducerConsumer(t *testing.T) {
	play(t, func(s *scene) {
		q := coro.NewQueue[int](1)
		producer := s.spawn(func(ctx context.Context) error {
			for i := range 5 {
				s.no(q.Put(ctx, i))
			}
			return nil
		})
		consumer := s.spawn(func(ctx context.Context) error {
			for range 5 {
				v, err := q.Get(ctx)
				s.no(err)
				s.note(v)
			}
			return nil
		})
		s.all(producer, consumer)
		s.logged("0 1 2 3 4")
	})
}

// test_queues.py QueueGetTests.test_cancelled_getters_not_being_held_in_self_getters
// test_queues.py QueuePutTests.test_cancelled_puts_not_being_held_in_self_putters
func TestQueueCancelledWaitersLeave(t *testing.T) {
	play(t, func(s *scene) {
		q := coro.NewQueue[int](1)
		s.is(errOf(coro.WaitFor(s.ctx, coro.Of(q.Get), time.Second/10)), coro.ErrTimeout)
		s.shows(q, "<Queue maxsize=1>")
		s.no(q.PutNowait(1))
		put := putting(s, q, 1)
		s.turn()
		s.shows(q, "<Queue maxsize=1 _queue=[1] _putters[1] tasks=1>")
		put.Cancel()
		s.is(s.await(put), coro.ErrCancelled)
		s.shows(q, "<Queue maxsize=1 _queue=[1] tasks=1>")
	})
}

// test_queues.py QueuePutTests.test_blocking_put_wait
func TestQueueBlockingPut(t *testing.T) {
	play(t, func(s *scene) {
		q := coro.NewQueue[int](1)
		_, err := coro.RunningLoop(s.ctx).CallLater(10*time.Millisecond, func() { _, _ = q.GetNowait() })
		s.no(err)
		put := s.spawn(func(ctx context.Context) error {
			s.no(q.Put(ctx, 1))
			s.note(1)
			err := q.Put(ctx, 2)
			s.note(2)
			return err
		})
		s.turn()
		s.logged("1")
		s.no(s.await(put))
		s.logged("1 2")
	})
}

// B13: the reader that a put woke is cancelled before it runs: nothing is lost.
//
// test_queues.py QueuePutTests.test_get_cancel_drop_one_pending_reader
func TestB13_QueueGetCancelDropOne(t *testing.T) {
	play(t, func(s *scene) {
		var q coro.Queue[int]
		reader := getting(s, &q)
		s.turn()
		s.no(q.PutNowait(1))
		s.no(q.PutNowait(2))
		reader.Cancel()
		s.is(errOf(reader.Await(s.ctx)), coro.ErrCancelled)
		s.gets(&q, 1, 2)
	})
}

// test_queues.py QueuePutTests.test_get_cancel_drop_many_pending_readers
func TestB13_QueueGetCancelDropMany(t *testing.T) {
	play(t, func(s *scene) {
		var q coro.Queue[int]
		r1, r2, r3 := getting(s, &q), getting(s, &q), getting(s, &q)
		s.turn()
		s.no(q.PutNowait(1))
		s.no(q.PutNowait(2))
		r1.Cancel()
		s.is(errOf(r1.Await(s.ctx)), coro.ErrCancelled)
		s.no(errOf(r3.Await(s.ctx)))
		s.no(errOf(r2.Await(s.ctx)))
		s.logged("1 2")
	})
}

// test_queues.py QueuePutTests.test_put_cancel_drop
func TestB13_QueuePutCancelDrop(t *testing.T) {
	play(t, func(s *scene) {
		q := coro.NewQueue[int](1)
		s.no(q.PutNowait(1))
		writer := putting(s, q, 2)
		s.turn()
		v, err := q.GetNowait()
		s.no(err)
		s.yes(v == 1, "the item")
		writer.Cancel()
		s.is(s.await(writer), coro.ErrCancelled)
		s.no(q.Put(s.ctx, 2))
		s.gets(q, 2)
		s.yes(q.Empty(), "empty")
	})
}

// test_queues.py QueuePutTests.test_put_cancelled
func TestQueuePutOfATask(t *testing.T) {
	play(t, func(s *scene) {
		var q coro.Queue[int]
		task := putting(s, &q, 1)
		s.gets(&q, 1)
		s.yes(task.Done(), "done")
	})
}

// test_queues.py QueuePutTests.test_put_cancelled_race
func TestB13_QueuePutCancelledRace(t *testing.T) {
	play(t, func(s *scene) {
		q := coro.NewQueue[int](1)
		a, b, c := putting(s, q, 1), putting(s, q, 2), putting(s, q, 3)
		s.turn()
		s.yes(a.Done() && !b.Done(), "the first has put")
		c.Cancel()
		s.turn()
		s.yes(c.Done(), "the third is cancelled")
		for _, want := range []int{1, 2} {
			v, err := q.GetNowait()
			s.no(err)
			s.yes(v == want, "the item")
			s.turn()
		}
		s.no(s.await(b))
	})
}

// test_queues.py QueuePutTests.test_why_are_putters_waiting
func TestQueueWhyArePuttersWaiting(t *testing.T) {
	play(t, func(s *scene) {
		q := coro.NewQueue[int](2)
		getter := s.spawn(func(ctx context.Context) error {
			_ = coro.Sleep(ctx, 0)
			for range q.Len() {
				s.no(errOf(q.GetNowait()))
			}
			return nil
		})
		s.all(getter, putting(s, q, 0), putting(s, q, 1), putting(s, q, 2), putting(s, q, 3))
	})
}

// test_queues.py QueuePutTests.test_cancelled_put_silence_value_error_exception
func TestQueueCancelledPutAfterWakeUp(t *testing.T) {
	play(t, func(s *scene) {
		q := coro.NewQueue[int](1)
		s.no(q.PutNowait(1))
		put, next := putting(s, q, 1), putting(s, q, 2)
		s.turn()
		s.no(errOf(q.GetNowait()))
		put.Cancel()
		s.is(s.await(put), coro.ErrCancelled)
		s.gets(q, 2) // the room went to the next one
		s.no(s.await(next))
	})
}

// I2: PutNowait overtakes a putter that was woken and has not run, as in
// asyncio; that one goes back to the end of the line.
func TestI2_QueuePutNowaitOvertakes(t *testing.T) {
	play(t, func(s *scene) {
		q := coro.NewQueue[int](1)
		s.no(q.PutNowait(1))
		b, c := putting(s, q, 2), putting(s, q, 3)
		s.turn()
		s.no(errOf(q.GetNowait())) // wakes b
		s.no(q.PutNowait(4))       // overtakes it
		s.turn()
		s.gets(q, 4, 3, 2)
		s.all(b, c)
	})
}

// I5: a compare function that panics is an error of the call, and the queue is
// as it was.
func TestI5_PriorityQueueComparePanics(t *testing.T) {
	play(t, func(s *scene) {
		bad := false
		q := coro.NewPriorityQueue(0, func(a, b any) int {
			if bad {
				panic("no order today")
			}
			return cmp.Compare(a.(int), b.(int))
		})
		for _, v := range []int{5, 3, 8, 1, 9, 2, 7} {
			s.no(q.PutNowait(v))
		}
		before := q.String()
		check := func(err error) {
			t.Helper()
			var p *coro.PanicError
			s.yes(errors.As(err, &p), "a panic")
			s.shows(q, before)
		}
		check(q.PutNowait("not a number"))
		check(q.Put(s.ctx, "not a number"))
		bad = true
		check(errOf(q.GetNowait()))
		check(errOf(q.Get(s.ctx)))
		bad = false
		var got []int
		for !q.Empty() {
			v, err := q.Get(s.ctx)
			s.no(err)
			got = append(got, v.(int))
		}
		s.yes(slices.IsSorted(got) && len(got) == 7, "all in order")
	})
	if err := panics(func() { coro.NewPriorityQueue[int](0, nil) }); !errors.Is(err, coro.ErrNil) {
		t.Errorf("nil compare: %v", err)
	}
}

// A getter whose Get fails by a panic passes its wake-up on.
func TestI5_PriorityQueuePanicLosesNoWakeUp(t *testing.T) {
	play(t, func(s *scene) {
		bad := true
		q := coro.NewPriorityQueue(0, func(a, b int) int {
			if a+b > 100 && bad {
				bad = false
				panic("once")
			}
			return cmp.Compare(a, b)
		})
		t1, t2 := getting(s, q), getting(s, q)
		s.turn()
		bad = false
		s.no(q.PutNowait(60))
		s.no(q.PutNowait(61))
		s.no(q.PutNowait(62))
		bad = true
		_, err := t1.Await(s.ctx)
		var p *coro.PanicError
		s.yes(errors.As(err, &p), "a panic")
		s.no(errOf(t2.Await(s.ctx)))
		s.logged("60")
	})
}
