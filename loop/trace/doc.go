// Package trace records what happens on a loop: every turn, every entry that
// joined or left the ready queue, every timer, every step of every task, each
// with the event that caused it.
//
// # Recording
//
// A [Recorder] belongs to one loop. Whatever happens there is told to it with
// [Recorder.Emit], one [Event] at a time; the event is copied into a ring or
// onto a tape, which costs some twenty nanoseconds. A nil *Recorder is off.
//
//	rec := trace.New(trace.Ring(1<<16))          // a flight recorder
//	rec := trace.New(trace.Stream(file))         // everything, and to a file while it happens
//	rec := trace.New(trace.Sources())            // everything, with the lines of the program
//
// What is recorded, and when, is this:
//
//  1. loop.start is the first event (the recorder sees to it), loop.stop the
//     last one of a run. A loop that runs again goes on in the same recording.
//  2. A turn is: poll; clock, if virtual time jumped; for each timer that is
//     due timer.fire and the ready.push of its handle; tick.begin with the
//     length of the ready queue, which is what this turn will run; the
//     handles; tick.end. The poll stands where it ends: it began at T-Slept.
//  3. Each handle that runs stands between step.begin and step.end, a task's
//     step and a plain callback (out "callback") alike. One that was cancelled
//     leaves the queue with handle.skip instead. Handles run in the order of
//     their ready.push, and H tells them apart: a new number each time
//     something joins the queue, except that a timer's handle has its number
//     from timer.add on.
//  4. By is the event that caused this one. For what a program does it is the
//     step.begin during which it did it, which Emit fills in by itself; for
//     the ready.push of a timer's handle its timer.fire; for step.begin the
//     ready.push of its handle; for a wake-up the fut.done.
//  5. A task is task.new, then ready.push with why "start"; task.done comes
//     before the step.end of its last step. A task that starts eagerly has
//     its first step inside the step that creates it: step.begin with h 0,
//     nested, once per level.
//  6. A future is fut.new, unless it is a task's own (fut of task.new), and
//     fut.done. cb.add tells who will be called then; the wake-up of an
//     awaiting task is a done callback too, with its task.
//  7. A cancellation has three acts: cancel.request when somebody calls
//     Cancel, cancel.deliver when the coroutine receives the error, and, if it
//     goes on living, cancel.swallow.
//  8. T is the loop's clock and never falls.
//
// # The file
//
// A recording is a file of JSON Lines, "asynciotrace/1", by custom named
// .jsonl or .jsonl.gz: a header, then an event a line:
//
//	{"k":"header","schema":"asynciotrace/1","clock":"virtual","unit":"ns","lib":"v0.1.0","loop":1,"files":[…],"opts":{…}}
//	{"n":1,"t":0,"k":"loop.start"}
//	{"n":2,"t":0,"k":"task.new","task":1,"name":"Task-1","coro":"main","fut":1,"by":1,"src":[1,30,"main"]}
//
// n counts from 1 without gaps (from dropped+1 if the header has "dropped",
// because a ring forgot the first ones), t is nanoseconds on the loop's clock,
// k is the [Kind]. Then come the kind's own fields, each left out if it is
// optional and zero, then by and src. [JSONSchema] has them all. The files
// that are known when the header is written stand in it; those found later
// have a line {"k":"file","id":…,"path":…} of their own, before the first
// event that points into them.
//
// A reader must ignore kinds and fields that it does not know: they may be
// added. The number in the schema's name changes only when the meaning of
// something does. [Load] treats a file as what it is, input from anybody.
//
// What can be made from a recording, the state of the loop at any event, the
// reasons, the checks, the pictures, is in package replay.
package trace
