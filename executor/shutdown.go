package executor

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// A StuckError is returned by Shutdown when its context ended before the calls did.
type StuckError struct {
	Calls   []StuckCall // that still run, the oldest first
	Waiting int         // calls that were accepted and have not started
	Err     error       // why Shutdown did not wait longer: it Is ctx.Err() and carries the context's cause
}

// A StuckCall is a call that did not end in time.
type StuckCall struct {
	Name string
	For  time.Duration // how long it has been running
}

// stuckNames is how many calls the text of a StuckError names.
const stuckNames = 8

// Error names the calls: executor: 2 calls still run: load for 31s, save for 2s; 5 wait: context deadline exceeded.
func (e *StuckError) Error() string {
	var b strings.Builder
	if len(e.Calls) == 1 {
		b.WriteString("executor: 1 call still runs")
	} else {
		fmt.Fprintf(&b, "executor: %d calls still run", len(e.Calls))
	}
	sep := ": "
	for _, c := range e.Calls[:min(len(e.Calls), stuckNames)] {
		fmt.Fprintf(&b, "%s%s for %v", sep, c.Name, readable(c.For))
		sep = ", "
	}
	if more := len(e.Calls) - stuckNames; more > 0 {
		fmt.Fprintf(&b, " and %d more", more)
	}
	fmt.Fprintf(&b, "; %d wait: %v", e.Waiting, e.Err)
	return b.String()
}

// Unwrap returns Err.
func (e *StuckError) Unwrap() error { return e.Err }

// close begins the shutdown: whoever waits is told.
func (p *Pool) close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return
	}
	p.closed = true
	for j := p.blocked.first; j != nil; j = p.blocked.first {
		p.blocked.remove(j)
		j.state = refused
		close(j.room)
	}
	p.wake.Broadcast()
	p.settle()
}

// settle is called with the mutex held by each who may be the last: the one who closes the pool, a worker that ends, a
// report that ends. It is true for the last of them only, because after it there is nobody left.
func (p *Pool) settle() {
	if !p.closed || p.workers+p.watch.inFlight > 0 {
		return
	}
	if p.watch.timer != nil {
		p.watch.timer.Stop()
	}
	close(p.gone)
}

// stuck tells what Shutdown could not wait for, or returns nil if all ended in the meantime.
func (p *Pool) stuck(ctx context.Context) error {
	e := &StuckError{Err: ended(ctx)}
	jobs := p.remaining(e)
	if jobs == nil {
		return nil
	}
	for i, j := range jobs {
		e.Calls[i].Name = j.Name()
	}
	return e
}

// remaining tells e what is left, and returns the jobs that run; nil if nothing is left. The names are for the caller,
// who does not hold the mutex.
func (p *Pool) remaining(e *StuckError) []*Job {
	p.mu.Lock()
	defer p.mu.Unlock()
	select {
	case <-p.gone:
		return nil
	default:
	}
	now, jobs := p.now(), []*Job{}
	for j := p.running.first; j != nil; j = j.next {
		jobs = append(jobs, j)
		e.Calls = append(e.Calls, StuckCall{For: now - j.started})
	}
	e.Waiting = p.queued.size
	return jobs
}
