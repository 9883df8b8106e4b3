package executor

import (
	"context"
	"fmt"
	"time"
)

// This file moves jobs between the three lists of a pool. All functions whose comment does not say otherwise are
// called with the mutex held.

// full tells whether a new call would have to wait and may not. What counts is all that was accepted and has not
// ended: whether a worker that was just woken has already taken its job is a matter of luck, and must not decide.
func (p *Pool) full() bool {
	return p.bound != noBound && p.queued.size+p.running.size >= p.limit+p.bound
}

// enqueue appends j to the queue and sees to it that somebody takes it. As in Python a worker is started only if
// those which run nothing are too few for what is queued. Among these are workers that have not yet come to wait; they
// look into the queue before they do, so none of them needs the signal.
func (p *Pool) enqueue(j *Job) {
	j.state = queued
	p.queued.add(j)
	if p.queued.size > p.workers-p.running.size && p.workers < p.limit {
		p.workers++
		p.hire()
	} else {
		p.wake.Signal()
	}
	p.waits()
}

// block lets j wait for room.
func (p *Pool) block(j *Job) {
	j.state, j.room = blocked, make(chan struct{})
	p.blocked.add(j)
	p.waits()
}

// waits tells the watch that one more job waits. One that a free worker is about to take is none of its business.
func (p *Pool) waits() {
	if p.watch.report != nil && p.queued.size+p.blocked.size == 1 && p.running.size >= p.limit {
		p.progress(p.now())
	}
}

// admit moves blocked jobs into the queue as long as there is room.
func (p *Pool) admit() {
	for j := p.blocked.first; j != nil && !p.full(); j = p.blocked.first {
		p.blocked.remove(j)
		p.enqueue(j)
		close(j.room)
	}
}

// leave ends the wait of a job that was blocked. It takes the mutex. If ctx ended and room came at the same time, room
// wins: the job may already be running.
func (p *Pool) leave(ctx context.Context, j *Job) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	j.room = nil
	switch j.state {
	case blocked:
		p.blocked.remove(j)
		return notSubmitted(ctx)
	case refused:
		return ErrShutdown
	}
	return nil
}

// notSubmitted is the error of a SubmitWait whose context ended.
func notSubmitted(ctx context.Context) error {
	return fmt.Errorf("executor: the call was not submitted: %w", ended(ctx))
}

// dequeue cancels j if it is queued. It takes the mutex.
func (p *Pool) dequeue(j *Job) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if j.state != queued {
		return false
	}
	p.queued.remove(j)
	j.state = cancelled
	p.admit()
	return true
}

// dequeueAll cancels all that is queued, and returns it. It takes the mutex.
func (p *Pool) dequeueAll() list {
	p.mu.Lock()
	defer p.mu.Unlock()
	jobs := p.queued
	for j := jobs.first; j != nil; j = j.next {
		j.state = cancelled
	}
	p.queued = list{}
	p.admit()
	return jobs
}

// stats takes the figures; now may be 0 if Oldest is of no interest.
func (p *Pool) stats(now time.Duration) Stats {
	s := Stats{
		Workers: p.workers,
		Limit:   p.limit,
		Busy:    p.running.size,
		Queued:  p.queued.size,
		Blocked: p.blocked.size,
	}
	if j := p.running.first; j != nil {
		s.Oldest = now - j.started
	}
	return s
}
