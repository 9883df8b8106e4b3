package loop

import (
	"context"
	"errors"
	"time"

	"github.com/goasyncio/asyncio/executor"
	"github.com/goasyncio/asyncio/loop/trace"
	"github.com/goasyncio/asyncio/timer"
)

// Call is a function that RunInExecutor handed to a worker.
type Call struct {
	about     CallInfo
	loop      *Loop
	job       *executor.Job
	lanes     *lanes
	worker    int // the worker it is reckoned to have, 0 while it waits for one
	done      func(error)
	begin     chan struct{} // under a virtual clock: closed when it is reckoned to begin
	skipped   bool          // it will not begin, though a worker has taken it
	over      bool
	cancelled bool  // it will not begin
	parked    bool  // released: it does not hold the clock
	mute      bool  // it was silent for so long that nobody waits for it
	seq       int   // counts the calls of a loop
	id        int32 // in a recording, its number,
	cause     int   // and the event of its submission
}

// RunInExecutor runs f on a worker goroutine of a pool, nil for the loop's
// default one, which the first call starts. When f has ended, done runs on
// the loop with nil, with f's panic as a *PanicError, or with
// executor.ErrGoexit. While the call is in flight it holds a virtual clock.
// The error is ErrLoopClosed or ErrForeign, or what the pool says:
// ErrOverloaded, executor.ErrShutdown. It stands for asyncio's
// loop.run_in_executor.
func (l *Loop) RunInExecutor(pool *executor.Pool, name string, f func(), done func(error)) (*Call, error) {
	return l.Submit(pool, CallInfo{Name: name}, f, done)
}

// CallInfo says what a call is, and for a recording who made it.
type CallInfo struct {
	Name      string // of the function
	Task, Fut int    // the numbers of the task that waits for it, and of the future between them
}

// Submit is RunInExecutor that says more of the call.
func (l *Loop) Submit(pool *executor.Pool, about CallInfo, f func(), done func(error)) (*Call, error) {
	if f == nil || done == nil {
		return nil, ErrNilCallback
	}
	if err := l.Usable(); err != nil {
		return nil, err
	}
	if pool == nil {
		var err error
		if pool, err = l.DefaultExecutor(); err != nil {
			return nil, err
		}
	}
	l.calls++
	c := &Call{loop: l, about: about, seq: l.calls, done: done}
	if l.Virtual() {
		f = c.gated(f)
	}
	job, err := pool.Submit(about.Name, f, c.ended)
	if err != nil {
		return nil, err
	}
	c.job = job
	if l.rec != nil {
		l.traceSubmit(c)
	}
	c.queue(l.lanesOf(pool))
	return c, nil
}

// ended tells the loop, from the worker, that a call has ended.
func (c *Call) ended(err error) {
	if c.skipped {
		return // the loop knows, by Cancel, or is closed
	}
	c.tell(err)
}

func (c *Call) tell(err error) {
	h := &Handle{loop: c.loop, call: func() { c.done(err) }, name: "thread.done"}
	late := c.Post(func() {
		by := 0
		if c.loop.rec != nil {
			by = c.loop.traceDelivered(c)
		}
		c.finish()
		c.loop.push(h, trace.WhyThreadsafe, by)
	})
	if late != nil && !errors.Is(err, executor.ErrCancelled) {
		c.loop.CountLate()
	}
}

// LateCalls is how many calls ended when nobody waited for them any more: the
// await was cancelled, or the loop closed. Their results were dropped. Any
// goroutine may ask.
func (l *Loop) LateCalls() int { return int(l.late.Load()) }

// CountLate counts a call whose result is dropped; package coro calls it.
func (l *Loop) CountLate() { l.late.Add(1) }

// Cancel makes sure that f does not begin if it has not begun yet; it cannot
// be stopped once it runs. Done runs in any case. Under a virtual clock a call
// has begun as soon as a worker is free for it, whatever that worker does.
func (c *Call) Cancel() {
	if c.loop.Virtual() {
		c.cancelVirtual()
		return
	}
	c.cancelled = true
	c.cancelled = c.job.Cancel()
}

// Sleep is time.Sleep for f, on its worker, but on the loop's clock: under a
// virtual one it takes no time, and while it lasts this call does not hold
// the clock. Like time.Sleep it cannot be interrupted; only the close of the
// loop ends it early, with ErrLoopClosed.
func (c *Call) Sleep(d time.Duration) error {
	woken := make(chan struct{})
	if err := c.Post(func() { c.park(d, woken) }); err != nil {
		return err
	}
	select {
	case <-woken:
		return nil
	case <-c.loop.done:
		return ErrLoopClosed
	}
}

// park lets a call sleep: it is in flight again when its timer fires.
func (c *Call) park(d time.Duration, woken chan struct{}) {
	l := c.loop
	l.PushTimer(timer.Add(l.clock.Now(), d), func() {
		c.Resume()
		close(woken)
	}, "thread.sleep")
	c.Release()
}

// Release lets a virtual clock go on although the call has not ended, because
// its function waits for the loop; Resume undoes that. Both run on the loop,
// see Post.
func (c *Call) Release() {
	c.parked = true
	c.loop.jobs--
}

// Resume undoes Release.
func (c *Call) Resume() {
	c.parked = false
	c.loop.jobs++
}

// DefaultExecutor is the pool that RunInExecutor uses for nil; the first
// call makes it. It fails with executor.ErrShutdown after ShutdownExecutor.
func (l *Loop) DefaultExecutor() (*executor.Pool, error) {
	if l.poolClosed {
		return nil, executor.ErrShutdown
	}
	if l.pool == nil {
		opts := append([]executor.Option{executor.Name("asyncio"),
			executor.OnStarved(l.starving, l.starved)}, l.poolOpts...)
		l.pool = executor.New(opts...)
	}
	return l.pool, nil
}

// starved reports, from the pool's goroutine, that calls wait for workers
// which are all busy: most likely they wait for those calls.
func (l *Loop) starved(s executor.Stats) {
	_ = l.inbox.post(note{do: func() {
		l.CallExceptionHandler(ExceptionContext{Message: s.String(), Err: errors.New(s.String())})
	}})
}

// SetDefaultExecutor replaces the default pool. The former one goes on with
// its calls and is the caller's to shut down; nil has the next call make a new
// one. It stands for asyncio's loop.set_default_executor.
func (l *Loop) SetDefaultExecutor(p *executor.Pool) (former *executor.Pool) {
	former, l.pool = l.pool, p
	return former
}

// ShutdownExecutor takes no more calls and runs the loop until those in
// flight have ended, or until ctx ends: then the error names the calls that
// are stuck, and they are left behind. It stands for asyncio's
// loop.shutdown_default_executor, and like it belongs after the last task.
func (l *Loop) ShutdownExecutor(ctx context.Context) error {
	if ctx == nil {
		return errNilContext
	}
	if l.IsRunning() {
		return ErrLoopRunning
	}
	l.poolClosed = true
	if l.pool == nil || l.IsClosed() {
		return nil
	}
	defer l.Await()()
	if l.Virtual() {
		return l.drain(ctx)
	}
	pool, over := l.pool, false
	var stuck error
	go func() {
		err := pool.Shutdown(ctx)
		_ = l.inbox.post(note{do: func() {
			if !over {
				over, stuck = true, err
				l.Stop()
			}
		}})
	}()
	for !over { // somebody else may stop the loop meanwhile
		if err := l.RunForever(); err != nil {
			over = true // so that nothing is stopped when the pool has ended
			return err
		}
	}
	return stuck
}
