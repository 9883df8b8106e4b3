package replay

import (
	"maps"
	"slices"
	"time"

	"github.com/goasyncio/asyncio/loop/trace"
)

// State is what a loop looks like after an event: everything that a picture of
// it shows. It is made by applying the events one after the other; see
// [History] for how to get one at any place.
type State struct {
	N    int           // the last event applied; 0 before the first
	T    time.Duration // the loop's clock
	Tick int           // the turn, 0 before the first

	Running []Running // the step that runs, if one does; an eager task's first step stands behind the step it is nested in
	Ready   []Entry   // the ready queue, its head first
	Cut     int       // the snapshot: so many entries of Ready still run in this turn, the others in the next
	Stopped bool      // the loop has stopped

	printed int // how many lines have been printed

	tasks   map[int]Task
	timers  map[int]Timer
	waiting map[int]Wait // by task
	futures map[int]Future
	jobs    map[int]Job
	scopes  map[scopeKey]Scope
}

// Running is a handle that is being run.
type Running struct {
	H     int
	Task  int // 0: a callback
	Label string
	N     int // its step.begin
}

// Entry is a handle in the ready queue.
type Entry struct {
	H         int
	Task      int // 0: a callback
	Why       trace.Why
	Label     string
	N         int  // its ready.push
	Cancelled bool // it will be skipped
}

// Timer is a deadline that has not come.
type Timer struct {
	Timer int
	H     int
	When  time.Duration
	Label string
	Fut   int // the future that it will finish, if known
	N     int // its timer.add
}

// Wait is a task that waits for a future.
type Wait struct {
	Task  int
	Fut   int
	What  string
	Label string
	Since time.Duration
	N     int // the step.end with which it began to wait
}

// Task is a task, done or not.
type Task struct {
	Task       int
	Name       string
	Coro       string
	Parent     int
	Group      int
	Fut        int
	State      Status
	Cancelling int // cancel requests not taken back

	queued int // its entries in the ready queue
}

// Status tells what a task is doing.
type Status string

// The states of a task. Done is one of the last three.
const (
	StatusNew       Status = "new"       // created, not yet in the ready queue
	StatusReady     Status = "ready"     // in the ready queue
	StatusRunning   Status = "running"   // its step runs
	StatusWaiting   Status = "waiting"   // for a future
	StatusResult    Status = "result"    // done, with a result
	StatusException Status = "exception" // done, with an error
	StatusCancelled Status = "cancelled" // done, cancelled
)

// Done tells whether a task in this state never runs again.
func (s Status) Done() bool {
	return s == StatusResult || s == StatusException || s == StatusCancelled
}

// Future is a future that is pending.
type Future struct {
	Fut      int
	What     string
	Label    string
	Task     int    // whose result it is; 0 if it is no task's
	Children []int  // the futures that a gather waits for
	Calls    []Call // who will be called when it is done, in order
}

// Call is a done callback.
type Call struct {
	Label string
	Task  int // the task that it wakes; 0 for others
}

// Job is a blocking call in a worker thread, until its result is delivered.
type Job struct {
	Job       int
	Task      int
	Fut       int
	Label     string
	State     string // "queued", "running", "ended"
	Worker    int    // which runs it, if known
	Abandoned bool   // nobody waits for it any more
	N         int    // its job.submit
}

// Scope is a task group or a timeout that a task is inside of.
type Scope struct {
	ID    int
	What  string // "group" or "timeout"
	Task  int
	When  time.Duration // a timeout's deadline
	State string        // "open", "aborting", "expired"
	N     int           // where it was entered
}

type scopeKey struct {
	what string
	id   int
}

func newState() *State {
	return &State{
		tasks: map[int]Task{}, timers: map[int]Timer{}, waiting: map[int]Wait{},
		futures: map[int]Future{}, jobs: map[int]Job{}, scopes: map[scopeKey]Scope{},
	}
}

// Clone returns a state that shares nothing with s that either would change.
func (s *State) Clone() *State {
	c := *s
	c.Running = slices.Clone(s.Running)
	c.Ready = slices.Clone(s.Ready)
	c.tasks = maps.Clone(s.tasks)
	c.timers = maps.Clone(s.timers)
	c.waiting = maps.Clone(s.waiting)
	c.futures = maps.Clone(s.futures)
	c.jobs = maps.Clone(s.jobs)
	c.scopes = maps.Clone(s.scopes)
	for id, f := range c.futures {
		f.Calls = slices.Clip(f.Calls) // an append makes a copy
		c.futures[id] = f
	}
	return &c
}

// size is about how much work Clone is.
func (s *State) size() int {
	return len(s.Ready) + len(s.tasks) + len(s.timers) + len(s.waiting) + len(s.futures) + len(s.jobs) + len(s.scopes)
}
