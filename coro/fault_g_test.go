package coro_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/goasyncio/asyncio/coro"
	"github.com/goasyncio/asyncio/loop"
	"github.com/goasyncio/asyncio/loop/trace"
	"github.com/goasyncio/asyncio/timer"
)

// A sleep of 0 or less is exactly one turn: beside a task that counts turns.
func TestG3_SleepOfZeroOrLess(t *testing.T) {
	for _, d := range []time.Duration{0, -1, -time.Hour, -timer.Forever} {
		t.Run(fmt.Sprint(d), func(t *testing.T) {
			l := &trial{TB: t}
			l.ok(onVirtual(func(ctx context.Context) error {
				a := coro.Go(ctx, func(ctx context.Context) error {
					for i := range 3 {
						l.add("a %d", i)
						_ = coro.Sleep(ctx, d)
					}
					return nil
				})
				b := coro.Go(ctx, func(ctx context.Context) error {
					for i := range 3 {
						l.add("b %d", i)
						_ = coro.Sleep(ctx, 0)
					}
					return nil
				})
				_, err := coro.Gather(ctx, a, b)
				l.add("at %v", coro.RunningLoop(ctx).Time())
				return err
			}))
			l.expect("a 0", "b 0", "a 1", "b 1", "a 2", "b 2", "at 0s")
		})
	}
}

// A sleep for ever is not one in the past.
func TestG2_SleepForEver(t *testing.T) {
	l := &trial{TB: t}
	l.ok(onVirtual(func(ctx context.Context) error {
		_ = coro.Sleep(ctx, time.Second)
		_, err := coro.WaitFor(ctx, coro.After(timer.Forever, 1), time.Hour)
		l.is(err, coro.ErrTimeout)
		return nil
	}))
}

func TestG4_EqualDeadlines(t *testing.T) {
	l := &trial{TB: t}
	var want []string
	l.ok(onVirtual(func(ctx context.Context) error {
		for i := range 20 {
			want = append(want, fmt.Sprint(i))
			_, _ = coro.RunningLoop(ctx).CallAt(time.Second, func() { l.add("%d", i) })
		}
		return coro.Sleep(ctx, 2*time.Second)
	}))
	l.expect(want...)
}

// Never early, under the real clock.
func TestG5_SleepsAreNeverEarly(t *testing.T) {
	l := &trial{TB: t}
	l.ok(coro.Run(context.Background(), func(ctx context.Context) error {
		on := coro.RunningLoop(ctx)
		for i := range 50 {
			d := time.Duration(i) * 7 * time.Microsecond
			start := on.Time()
			_ = coro.Sleep(ctx, d)
			if took := on.Time() - start; took < d {
				t.Errorf("a sleep of %v took %v", d, took)
			}
		}
		return nil
	}))
}

// When the clock jumps by an hour, as after a suspend, all that is due runs in one turn, in the order of the deadlines.
func TestG6_TheClockJumps(t *testing.T) {
	l := &trial{TB: t}
	clock := &handClock{}
	on := loop.New(loop.WithClock(clock))
	for _, d := range []time.Duration{3, 1, 59, 2, 61} {
		_, _ = on.CallAt(d*time.Minute, func() { l.add("%d", d) })
	}
	clock.now.Store(int64(time.Hour))
	on.Stop()
	l.ok(on.RunForever()) // one turn
	l.ok(on.Close())
	l.expect("1", "2", "3", "59")
}

func TestG7_CancelledInTheTurnInWhichItIsDue(t *testing.T) {
	l := &trial{TB: t}
	l.ok(onVirtual(func(ctx context.Context) error {
		on := coro.RunningLoop(ctx)
		var second *loop.TimerHandle
		_, _ = on.CallAt(time.Second, func() { l.add("first"); second.Cancel() })
		second, _ = on.CallAt(time.Second, func() { l.add("second") })
		return coro.Sleep(ctx, 2*time.Second)
	}))
	l.expect("first")
}

func TestG8_RescheduledTimeouts(t *testing.T) {
	for _, test := range []struct {
		name string
		body func(ctx context.Context, s *coro.TimeoutScope, now time.Duration, l *trial) error
		want []string
		is   error
	}{
		{"to the past", func(ctx context.Context, s *coro.TimeoutScope, now time.Duration, l *trial) error {
			l.add("%v", s.Reschedule(now-time.Second))
			l.add("%v", s.Expired()) // only the next turn
			err := coro.Sleep(ctx, time.Hour)
			l.add("%v %v", err, s.Expired())
			return err
		}, []string{"<nil>", "false", "cancelled true", "at 1s"}, coro.ErrTimeout},
		{"twice", func(ctx context.Context, s *coro.TimeoutScope, now time.Duration, l *trial) error {
			l.add("%v %v", s.Reschedule(now+time.Minute), s.Reschedule(now+2*time.Second))
			return coro.Sleep(ctx, time.Hour)
		}, []string{"<nil> <nil>", "at 3s"}, coro.ErrTimeout},
		{"further away", func(ctx context.Context, s *coro.TimeoutScope, now time.Duration, l *trial) error {
			l.add("%v", s.Reschedule(now+time.Hour))
			return coro.Sleep(ctx, time.Minute)
		}, []string{"<nil>", "at 1m1s"}, nil},
		{"after it expired", func(ctx context.Context, s *coro.TimeoutScope, now time.Duration, l *trial) error {
			err := coro.Sleep(ctx, time.Hour)
			l.add("%v", s.Reschedule(now+time.Hour))
			return err
		}, []string{"asyncio: cannot change the deadline of a timeout that is expiring", "at 11s"}, coro.ErrTimeout},
	} {
		t.Run(test.name, func(t *testing.T) {
			l := &trial{TB: t}
			l.ok(onVirtual(func(ctx context.Context) error {
				_ = coro.Sleep(ctx, time.Second)
				s := coro.Timeout(10 * time.Second)
				err := s.Do(ctx, func(ctx context.Context) error { return test.body(ctx, s, coro.RunningLoop(ctx).Time(), l) })
				l.is(err, test.is)
				l.add("at %v", coro.RunningLoop(ctx).Time())
				return nil
			}))
			l.expect(test.want...)
		})
	}
}

// A virtual clock stands still while a worker is busy: no timeout fires early.
func TestG9_NoEarlyTimeout(t *testing.T) { noEarlyTimeout(t, 20) }

func noEarlyTimeout(t *testing.T, runs int) {
	l := &trial{TB: t}
	for range runs {
		l.ok(onVirtual(func(ctx context.Context) error {
			_, err := coro.WaitFor(ctx, coro.Thread(func(context.Context) (int, error) {
				time.Sleep(100 * time.Microsecond)
				return 1, nil
			}), time.Nanosecond)
			return err
		}))
	}
}

// G10's limits are checked by the soak test; that a recording tells how late a timer was, here.
func TestG10_LatenessIsRecorded(t *testing.T) {
	l := &trial{TB: t}
	rec := trace.New()
	clock := &handClock{}
	on := loop.New(loop.WithClock(clock), loop.Trace(rec))
	_, _ = on.CallAt(time.Second, on.Stop)
	clock.now.Store(int64(3 * time.Second))
	l.ok(on.RunForever())
	for e := range rec.Events() {
		if e.Kind == trace.TimerFire {
			l.add("%v late", e.Late)
		}
	}
	l.ok(on.Close())
	l.expect("2s late")
}
