package trace

import "time"

// Event is one thing that happened on a loop.
//
// The struct is flat and of fixed size, so that keeping one is a copy of a few
// cache lines and no allocation. Which fields an event uses depends on its
// Kind; the comments of the kinds tell. Ids count from 1 in order of creation,
// per loop and per sort of thing; 0 means none.
type Event struct {
	N     int           // 1, 2, 3 …: set by [Recorder.Emit]
	T     time.Duration // on the loop's clock, since it began
	By    int           // N of the event that caused this one; see [Recorder.Emit]
	Kind  Kind
	Why   Why   // ready.push
	Out   Out   // step.end
	State State // task.done, fut.done, group.exit, timeout.exit
	Woke  Woke  // poll

	Eager bool // task.new: the first step ran inside CreateTask

	H     int // the handle: a new number for each entry of the ready queue; a timer's handle has its number from timer.add on
	Task  int // the task
	Fut   int // the future; of step.end the one awaited; of task.new the task's own
	Timer int // the timer
	ID    int // the job, the primitive, the scope or the question; of task.new its group

	Parent int // task.new: the task that created it
	Tick   int // tick.begin, tick.end: the number of the turn
	Todo   int // tick.begin: how many handles run in this turn
	Timers int // tick.begin: how many timers wait
	Ran    int // tick.end: how many handles ran

	When    time.Duration // timer.*, timeout.*: the deadline
	Late    time.Duration // timer.fire: how long after its deadline
	Timeout time.Duration // poll: how long it may wait, -1 for ever
	Slept   time.Duration // poll: how long it did
	From    time.Duration // clock: the time before the jump

	Label string // a text for people: "Task-1.wakeup", "Sleep(1s)"; the name of a task
	What  string // the sort of thing: "sleep", "gather", "lock"; of task.new the coroutine

	Src  *Frame // the line of the program; nil if not recorded
	More *More  // the rarer fields; nil if none is used
}

// More holds the fields of the rarer kinds of events.
type More struct {
	Val   string // the result, shown
	Exc   string // the error, shown
	Text  string // the printed line, the lint's sentence, the question
	Msg   string // the message of a cancellation
	Code  string // the name of the lint
	Count int    // the task's cancellation count after this event

	HasMsg bool // an empty Msg is one, too
	Worker int  // job.start, job.end: the worker that runs it

	Dur time.Duration // step.end: how long the step took on the real clock

	Tasks    []int   // loop.stop: the tasks that are still pending
	Children []int   // fut.new of a gather: the futures; group.abort: the tasks
	Refs     []int   // warn: the events it tells about
	Stack    []Frame // step.end: the awaits, innermost first
}

// Extra gives the rarer fields; all are zero if the event has none.
func (e *Event) Extra() More {
	if e.More == nil {
		return More{}
	}
	return *e.More
}

// Frame is a place in a program.
type Frame struct {
	File int    // the id of a [File] of the recording; 0 if unknown
	Line int    // counted from 1
	Func string // "main.greet"
}
