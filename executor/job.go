package executor

import (
	"fmt"
	"time"
)

// A Job is one call given to a [Pool].
//
// Its states, and what moves it; all of them under the pool's mutex:
//
//	blocked ──room──> queued ──a worker takes it──> running ──fn and done have returned──> finished
//	   │                │
//	   └─ctx, Shutdown  └─Cancel, CancelQueued──> cancelled
//
// Only SubmitWait makes blocked jobs. In each of the first three states the job lies in the pool's list of that name.
type Job struct {
	pool       *Pool
	work       Work
	prev, next *Job
	room       chan struct{} // closed when a blocked job is blocked no longer; nil for the others
	started    time.Duration // on the pool's clock
	state      state
}

// state is where a job stands.
type state uint8

const (
	blocked state = iota
	queued
	running
	finished
	cancelled
	refused // by Shutdown, while it was blocked
)

var stateNames = [...]string{"blocked", "queued", "running", "finished", "cancelled", "refused"}

// Name is the name given to Submit, or that of the function.
func (j *Job) Name() string { return j.work.Name() }

// String reads like Python's repr: <Job running name='load'>.
func (j *Job) String() string {
	j.pool.mu.Lock()
	state := j.state
	j.pool.mu.Unlock()
	return fmt.Sprintf("<Job %s name='%s'>", stateNames[state], j.Name())
}

// Cancel takes the call out of the queue if it has not started, and returns true. It will then never run, and its done
// has been called with ErrCancelled when Cancel returns, on the goroutine of the caller. A call that has started
// cannot be stopped: Cancel returns false and does nothing. It costs the same however long the queue is.
func (j *Job) Cancel() bool {
	if !j.pool.dequeue(j) {
		return false
	}
	j.work.Ended(ErrCancelled)
	return true
}

// run makes the call and reports how it ended. It reports in a deferred function because Goexit leaves by no other
// door: if neither a panic was recovered nor the last line reached, the goroutine is on its way out.
func (j *Job) run() {
	err := ErrGoexit
	defer func() {
		if v := recover(); v != nil {
			err = NewPanicError(v)
		}
		j.work.Ended(err)
	}()
	j.work.Run()
	err = nil
}

// A list is a doubly linked list through the jobs themselves: first in, first out, and taking one out of the middle
// costs the same as taking the first. A job is in at most one list.
type list struct {
	first, last *Job
	size        int
}

// add appends j.
func (l *list) add(j *Job) {
	j.prev = l.last
	if l.last == nil {
		l.first = j
	} else {
		l.last.next = j
	}
	l.last = j
	l.size++
}

// remove takes j out, and clears its links so that it keeps no other job in memory.
func (l *list) remove(j *Job) {
	if j.prev == nil {
		l.first = j.next
	} else {
		j.prev.next = j.next
	}
	if j.next == nil {
		l.last = j.prev
	} else {
		j.next.prev = j.prev
	}
	j.prev, j.next = nil, nil
	l.size--
}
