package conformance

import (
	"maps"
	"slices"
)

// A Param says what an argument of an op must be.
type Param uint8

// The kinds of arguments. An index may be any integer: it is taken modulo the number of things there are.
const (
	TaskRef      Param = iota + 1 // index of a task
	TaskRefs                      // list of indices of tasks
	ProcRef                       // index of a proc
	LockRef                       // index of a lock
	SemRef                        // index of a semaphore
	BoundedRef                    // index of a bounded semaphore
	EventRef                      // index of an event
	QueueRef                      // index of a queue
	CondRef                       // index of a condition
	BarrierRef                    // index of a barrier
	FutureRef                     // index of a future: a bare one, or one that fgather or fshield made
	FutureRefs                    // list of indices of futures
	HandleRef                     // index of a handle that soon or later made
	Seconds                       // duration
	MaybeSeconds                  // duration, or null for none
	Number                        // value, passed on and shown
	MaybeNumber                   // value, or null
	Count                         // how many waiters to notify
	MaybeMessage                  // text of an error; may be left out, or null
	Tag                           // text or number that a callback logs
	YesNo                         // true or false, or a number
	Mode                          // return_when of wait
	Action                        // what a done callback does
	ActionArg                     // task or event that the action is about
	Class                         // name of an error class
	Classes                       // list of names of error classes
	Body                          // block
)

// language lists each op with its parameters. It is read only.
var language = map[string][]Param{
	"sleep":      {Seconds},
	"spawn":      {ProcRef},
	"eager":      {ProcRef},
	"tgspawn":    {ProcRef},
	"await":      {TaskRef},
	"shield":     {TaskRef},
	"waitfor_t":  {TaskRef, MaybeSeconds},
	"waitfor_p":  {ProcRef, MaybeSeconds},
	"cancel":     {TaskRef, MaybeMessage},
	"uncancel":   {TaskRef},
	"cancelling": {TaskRef},
	"state":      {TaskRef},
	"gather":     {TaskRefs, YesNo},
	"wait":       {TaskRefs, MaybeSeconds, Mode},
	"ascomp":     {TaskRefs, MaybeSeconds},
	"timeout":    {MaybeSeconds, Body},
	"resched":    {Seconds},
	"tg":         {Body},
	"try":        {Body, Classes, Body, Body, YesNo},
	"raise":      {Class, MaybeMessage},
	"return":     {MaybeNumber},
	"lock":       {LockRef, Body},
	"acq":        {LockRef},
	"rel":        {LockRef},
	"sem":        {SemRef, Body},
	"semrel":     {SemRef},
	"bsem":       {BoundedRef, Body},
	"bsemrel":    {BoundedRef},
	"evwait":     {EventRef},
	"evset":      {EventRef},
	"evclr":      {EventRef},
	"cwait":      {CondRef},
	"cnotify":    {CondRef, Count},
	"cond":       {CondRef, Body},
	"cwaitin":    {CondRef},
	"cnotifyin":  {CondRef, Count},
	"bwait":      {BarrierRef},
	"breset":     {BarrierRef},
	"babort":     {BarrierRef},
	"qput":       {QueueRef, Number},
	"qget":       {QueueRef},
	"qputn":      {QueueRef, Number},
	"qgetn":      {QueueRef},
	"qdone":      {QueueRef},
	"qjoin":      {QueueRef},
	"qshut":      {QueueRef, YesNo},
	"fawait":     {FutureRef},
	"fset":       {FutureRef, Number},
	"fexc":       {FutureRef},
	"fcancel":    {FutureRef, MaybeMessage},
	"fcb":        {FutureRef, Tag, Action, ActionArg},
	"fwait":      {TaskRefs, FutureRefs, MaybeSeconds, Mode},
	"fgather":    {TaskRefs, FutureRefs, YesNo},
	"fshield":    {TaskRef},
	"waitfor_f":  {FutureRef, MaybeSeconds},
	"cb":         {TaskRef, Tag, Action, ActionArg},
	"soon":       {Tag},
	"later":      {Seconds, Tag},
	"hcancel":    {HandleRef},
}

// Params lists the parameters of the op of that name; ok is false when there is no such op.
func Params(name string) (params []Param, ok bool) {
	params, ok = language[name]
	return params, ok
}

// OpNames lists the names of all ops, sorted.
func OpNames() []string { return slices.Sorted(maps.Keys(language)) }

// errorClasses are the names that raise and try know, in the order in which the generator draws them.
var errorClasses = []string{"E1", "E2", "Key", "Cancelled", "Timeout", "Runtime", "Any", "Base"}

// waitModes are the values of return_when.
var waitModes = []string{"FIRST_COMPLETED", "FIRST_EXCEPTION", "ALL_COMPLETED"}

// objects is the number of objects that a parameter may name, and what they are called; ok is false for a
// parameter that names none of them.
func (p Param) objects(o Objects) (n int, what string, ok bool) {
	switch p {
	case LockRef:
		return o.Locks, "locks (lk)", true
	case SemRef:
		return len(o.Semaphores), "semaphores (sm)", true
	case BoundedRef:
		return len(o.Bounded), "bounded semaphores (bs)", true
	case EventRef:
		return o.Events, "events (ev)", true
	case QueueRef:
		return len(o.Queues), "queues (q)", true
	case CondRef:
		return o.Conditions, "conditions (cd)", true
	case BarrierRef:
		return len(o.Barriers), "barriers (br)", true
	case FutureRef, FutureRefs:
		return o.Futures, "futures (f)", true
	}
	return 0, "", false
}
