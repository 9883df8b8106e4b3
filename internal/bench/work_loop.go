package bench

import (
	"context"
	"time"

	"github.com/goasyncio/asyncio/coro"
)

func nothing() {}

// soonChain is a callback that schedules the next one, a turn each.
func soonChain(j *job) {
	j.run(func(ctx context.Context) error {
		l, done, left := coro.RunningLoop(ctx), coro.NewFuture[int](ctx), j.Times
		var next func()
		next = func() {
			if left--; left <= 0 {
				_ = done.SetResult(0)
				return
			}
			_, _ = l.CallSoon(next)
		}
		_, _ = l.CallSoon(next)
		_, err := done.Await(ctx)
		return err
	})
}

// soonBatch schedules size callbacks a turn.
func soonBatch(j *job) {
	j.repeat(func(ctx context.Context) error {
		l := coro.RunningLoop(ctx)
		for range j.Size {
			_, _ = l.CallSoon(nothing)
		}
		return coro.Sleep(ctx, 0)
	})
}

// threadsafe has another thread schedule callbacks as fast as it can.
func threadsafe(j *job) {
	j.run(func(ctx context.Context) error {
		l, done := coro.RunningLoop(ctx), coro.NewFuture[int](ctx)
		go func() {
			for range j.Times - 1 {
				_, _ = l.CallSoonThreadsafe(nothing)
			}
			_, _ = l.CallSoonThreadsafe(func() { _ = done.SetResult(0) })
		}()
		_, err := done.Await(ctx)
		return err
	})
}

// threadsafeWake has it wait for each callback; the loop waits meanwhile.
func threadsafeWake(j *job) {
	j.run(func(ctx context.Context) error {
		l, done := coro.RunningLoop(ctx), coro.NewFuture[int](ctx)
		back := make(chan struct{}, 1)
		go func() {
			for range j.Times {
				_, _ = l.CallSoonThreadsafe(func() { back <- struct{}{} })
				<-back
			}
			_, _ = l.CallSoonThreadsafe(func() { _ = done.SetResult(0) })
		}()
		_, err := done.Await(ctx)
		return err
	})
}

// timersCancel sets size timers, then cancels them.
func timersCancel(j *job) {
	j.repeat(func(ctx context.Context) error {
		l := coro.RunningLoop(ctx)
		cancels := make([]interface{ Cancel() }, j.Size)
		for i := range cancels {
			cancels[i], _ = l.CallLater(time.Hour+time.Duration(i)*time.Microsecond, nothing)
		}
		for _, h := range cancels {
			h.Cancel()
		}
		return coro.Sleep(ctx, 0)
	})
}

// timersInterleaved cancels each timer before it sets the next.
func timersInterleaved(j *job) {
	j.run(func(ctx context.Context) error {
		l := coro.RunningLoop(ctx)
		for i := range j.Times {
			h, _ := l.CallLater(time.Hour+time.Duration(i)*time.Microsecond, nothing)
			h.Cancel()
			if i%1000 == 0 {
				if err := coro.Sleep(ctx, 0); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// timersFire sets size timers for times that have come before all are set, in
// no order, and waits for the last.
func timersFire(j *job) {
	j.repeat(func(ctx context.Context) error {
		l, done, left := coro.RunningLoop(ctx), coro.NewFuture[int](ctx), j.Size
		fired := func() {
			if left--; left == 0 {
				_ = done.SetResult(0)
			}
		}
		for i := range j.Size {
			_, _ = l.CallLater(time.Duration(i*7919%j.Size*50), fired)
		}
		_, err := done.Await(ctx)
		return err
	})
}
