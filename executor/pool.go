package executor

import (
	"context"
	"sync"
	"time"
)

// A Pool runs calls on worker goroutines. Make one with [New] and end it with [Pool.Shutdown]; until then its workers
// stay. All methods may be called from any goroutine.
type Pool struct {
	limit int
	bound int // of the calls that wait, or noBound
	name  string
	start time.Time

	// mu guards all below, and the state and links of every job. No function of the user is called under it.
	mu      sync.Mutex
	wake    sync.Cond // idle workers wait here for a job or for the shutdown
	workers int       // goroutines that take jobs
	hired   int       // goroutines ever started
	closed  bool
	gone    chan struct{} // closed when closed and nothing is left

	blocked list // waits for room in the queue; empty unless the pool is full
	queued  list // waits for a worker
	running list // runs; the oldest first

	watch watch
}

// New returns a pool. It starts no goroutine before the first call is submitted.
func New(opts ...Option) *Pool {
	p := &Pool{limit: defaultWorkers(), bound: noBound, name: "executor", start: time.Now(), gone: make(chan struct{})}
	p.wake.L = &p.mu
	for _, opt := range opts {
		if opt != nil {
			opt(p)
		}
	}
	return p
}

// now is the time on the pool's clock.
func (p *Pool) now() time.Duration { return time.Since(p.start) }

// Submit queues the call of fn and never blocks. Calls start in the order in which they were submitted.
//
// When fn has ended, done is called once, on the worker, with nil, a [*PanicError] or [ErrGoexit]; if the call was
// cancelled before it started, done is called with [ErrCancelled] instead, by the goroutine that cancelled it. The
// worker is busy until done returns, so done should be short, and it must not panic. It may be nil. If name is "",
// the call is named as the function is.
//
// The error is [ErrNilFunc], [ErrShutdown] or [ErrOverloaded]. Then nothing was queued and done is not called.
func (p *Pool) Submit(name string, fn func(), done func(error)) (*Job, error) {
	c, err := newCall(name, fn, done)
	if err != nil {
		return nil, err
	}
	if err := p.submit(&c.job, c, false); err != nil {
		return nil, err
	}
	return &c.job, nil
}

// SubmitWork is Submit for a call that is an object, and that keeps its job too: so the pool allocates nothing. The job
// must be zero, and must not be copied or used again.
func (p *Pool) SubmitWork(j *Job, w Work) error { return p.submit(j, w, false) }

// SubmitWait does what Submit does, but if the queue is full it waits for room until ctx ends. Those who wait get room
// in the order in which they came, and before any later Submit. If ctx ends first the error Is ctx.Err() and carries
// the context's cause; a context that has ended already is an error even if there is room. Shutdown ends the wait with
// [ErrShutdown].
func (p *Pool) SubmitWait(ctx context.Context, name string, fn func(), done func(error)) (*Job, error) {
	if ctx == nil {
		return nil, errNilContext
	}
	if ctx.Err() != nil {
		return nil, notSubmitted(ctx)
	}
	c, err := newCall(name, fn, done)
	if err != nil {
		return nil, err
	}
	j := &c.job
	if err := p.submit(j, c, true); err != nil {
		return nil, err
	}
	if j.room == nil {
		return j, nil
	}
	select {
	case <-j.room:
	case <-ctx.Done():
	}
	if err := p.leave(ctx, j); err != nil {
		return nil, err
	}
	return j, nil
}

// submit queues a call. If there is no room it blocks the job, if that may wait.
func (p *Pool) submit(j *Job, w Work, mayWait bool) error {
	if p.gone == nil {
		return errUnmade
	}
	j.pool, j.work = p, w
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case p.closed:
		return ErrShutdown
	case !p.full():
		p.enqueue(j)
	case mayWait:
		p.block(j)
	default:
		return ErrOverloaded
	}
	return nil
}

// CancelQueued cancels all calls that have not started, in their order. When it returns, the done of each has been
// called with [ErrCancelled], on the goroutine of the caller. Calls of SubmitWait that were waiting for room get it and
// are not cancelled. After Shutdown has been called it is the other half of Python's shutdown(cancel_futures=True).
func (p *Pool) CancelQueued() {
	jobs := p.dequeueAll()
	for j := jobs.first; j != nil; j = jobs.first {
		jobs.remove(j)
		j.work.Ended(ErrCancelled)
	}
}

// Shutdown ends the pool: no more calls are accepted, those that were accepted still run, and the workers end when
// nothing is left to do. It waits for that until ctx ends, and then returns a [*StuckError]; the workers still end
// as soon as they can. It may be called again, to wait once more. A call that runs on the pool must not wait for it.
func (p *Pool) Shutdown(ctx context.Context) error {
	switch {
	case ctx == nil:
		return errNilContext
	case p.gone == nil:
		return errUnmade
	}
	p.close()
	select {
	case <-p.gone:
		return nil
	case <-ctx.Done():
		return p.stuck(ctx)
	}
}

// Stats tells what the pool is doing.
func (p *Pool) Stats() Stats {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.stats(p.now())
}
