package trace

// Kind says what an event tells. Its text, as in the file, is what String gives.
type Kind uint8

// The kinds, in the groups of the file format. The comment names the fields
// that an event of the kind uses, beside N, T, By, Kind and Src.
const (
	Unknown Kind = iota

	LoopStart // the loop begins to run
	LoopStop  // the loop has stopped; More.Tasks: tasks still pending

	TickBegin // Tick, Todo (how many handles run in this turn), Timers
	TickEnd   // Tick, Ran
	Poll      // Timeout (-1: for ever), Slept, Woke
	Clock     // From: the virtual clock jumped from there to T

	ReadyPush    // H, Task, Why, Label, Fut: a handle joined the ready queue
	HandleCancel // H: will not run
	HandleSkip   // H: cancelled, left the ready queue and did not run

	TimerAdd    // Timer, H, When, Label, Fut
	TimerFire   // Timer, H, When, Late; the ReadyPush of H follows
	TimerCancel // Timer, H

	StepBegin // H, Task: the handle at the head of the queue runs
	StepEnd   // H, Task, Out; of an await Fut, What, Label, More.Stack; More.Dur

	TaskNew  // Task, Fut, Parent, Group, Label (its name), What (its coroutine), Eager
	TaskName // Task, Label
	TaskDone // Task, Fut, State, More.Val or More.Exc

	FutNew       // Fut, What, Label; of a gather More.Children
	FutDone      // Fut, State, More.Val or More.Exc
	FutRetrieved // Fut: its result or error was read

	CbAdd    // Fut, Label, Task: a done callback was added
	CbRemove // Fut, Label, Task

	CancelRequest // Task, More.Msg, More.Count: somebody called Cancel
	CancelDeliver // Task, More.Msg, More.Count: the coroutine receives it
	CancelSwallow // Task: the coroutine caught it and went on
	Uncancel      // Task, More.Count

	GroupEnter        // ID, Task
	GroupAbort        // ID, Task, More.Children
	GroupExit         // ID, Task, State
	TimeoutEnter      // ID, Task, When
	TimeoutReschedule // ID, Task, When
	TimeoutExpire     // ID, Task, When
	TimeoutExit       // ID, Task, State
	Shield            // ID, Task, Fut

	SyncWait    // ID (the object), What, Task
	SyncAcquire // ID, What, Task
	SyncRelease // ID, What, Task
	SyncPut     // ID, What, Task
	SyncGet     // ID, What, Task

	JobSubmit  // ID (the job), Task, Fut, Label
	JobStart   // ID, More.Worker, More.Dur: how long it had to wait
	JobEnd     // ID, More.Worker, More.Dur: how long it ran
	JobDeliver // ID, Task, Fut

	ExcUnretrieved // Task or Fut, More.Exc
	CoroUnawaited  // What (the coroutine)

	Printed // Task, More.Text: the program printed a line
	Warn    // More.Code, More.Text, More.Refs: a lint
	Ask     // ID, More.Text, What: a question to the learner
	Mark    // ID, More.Text: a place that a lesson points at

	kindCount
)

// String gives the kind as it stands in the file: "ready.push".
func (k Kind) String() string {
	if k < kindCount {
		return kinds[k].name
	}
	return kinds[Unknown].name
}

// KindOf finds a kind by its text; Unknown if there is none.
func KindOf(name string) Kind { return kindsByName[name] }
