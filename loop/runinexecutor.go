package loop

import (
	"errors"
	"time"

	"github.com/goasyncio/asyncio/executor"
	"github.com/goasyncio/asyncio/loop/trace"
	"github.com/goasyncio/asyncio/timer"
)

// Call is a function that RunInExecutor handed to a worker.
type Call struct {
	loop      *Loop
	work      executor.Work
	job       executor.Job
	end       Handle // of what the loop does when it has ended,
	err       error  // and how it did
	lanes     *lanes // where the loop reckons who has a worker: under a virtual clock, and for a recording
	worker    int    // the worker it is reckoned to have, 0 while it waits for one
	about     CallInfo
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
	if f == nil || done == nil {
		return nil, ErrNilCallback
	}
	w := &funcs{name: name, f: f, done: done}
	if name == "" {
		w.name, _ = funcName(f)
	}
	if err := l.SubmitWork(&w.call, pool, w, CallInfo{}); err != nil {
		return nil, err
	}
	return &w.call, nil
}

// CallInfo says for a recording who made a call.
type CallInfo struct{ Task, Fut int } // the numbers of the task that waits for it, and of the future between them

// SubmitWork is RunInExecutor for a call that is an object, see
// executor.Work: the worker does its Run, the loop its Ended. It keeps its
// Call, too, which must be zero and must not be used again.
func (l *Loop) SubmitWork(c *Call, pool *executor.Pool, w executor.Work, about CallInfo) error {
	if err := l.Usable(); err != nil {
		return err
	}
	if pool == nil {
		var err error
		if pool, err = l.DefaultExecutor(); err != nil {
			return err
		}
	}
	l.calls++
	c.loop, c.work, c.about, c.seq = l, w, about, l.calls
	if l.Virtual() {
		c.begin = make(chan struct{})
	}
	l.PrepareCall(&c.end, c.deliver, "")
	if err := pool.SubmitWork(&c.job, (*onWorker)(c)); err != nil {
		return err
	}
	if l.rec != nil {
		l.traceSubmit(c)
	}
	if l.rec != nil || l.Virtual() {
		c.queue(l.lanesOf(pool))
	} else {
		c.Resume()
	}
	return nil
}

// funcs is the work of RunInExecutor.
type funcs struct {
	call Call
	name string
	f    func()
	done func(error)
}

func (w *funcs) Run()            { w.f() }
func (w *funcs) Ended(err error) { w.done(err) }
func (w *funcs) Name() string    { return w.name }

// onWorker is a call as its worker sees it.
type onWorker Call

// Run makes the call.
func (c *onWorker) Run() {
	if c.begin == nil || (*Call)(c).mayBegin() {
		c.work.Run()
	}
}

// Ended tells the loop.
func (c *onWorker) Ended(err error) {
	if !c.skipped { // else the loop knows, by Cancel, or is closed
		(*Call)(c).tell(err)
	}
}

// Name is for reports.
func (c *onWorker) Name() string { return c.work.Name() }

// tell tells the loop that the call has ended.
func (c *Call) tell(err error) {
	c.err = err
	var late error
	if c.loop.Virtual() {
		late = c.Post(c.ended)
	} else {
		late = c.loop.inbox.post(note{ended: c})
	}
	if late != nil && !errors.Is(err, executor.ErrCancelled) {
		c.loop.CountLate()
	}
}

// ended is what the loop does when it hears that.
func (c *Call) ended() {
	by := 0
	if c.loop.rec != nil {
		by = c.loop.traceDelivered(c)
	}
	c.finish()
	c.loop.push(&c.end, trace.WhyThreadsafe, by)
}

// deliver is the callback that reports the end.
func (c *Call) deliver() { c.work.Ended(c.err) }

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
