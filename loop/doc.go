// Package loop is the event loop of asyncio, alone: callbacks, timers and
// one goroutine that runs them one at a time.
//
// It knows no coroutine and no future (package coro builds those on it), so
// the whole loop can be learnt here. A loop has a queue of callbacks that are
// ready to run, a heap of timers that will be ready later, and an inbox in
// which other goroutines leave callbacks. [Loop.RunForever] repeats one turn
// until [Loop.Stop] is called. One turn, asyncio's _run_once, does this:
//
//  1. Cancelled timers are dropped: all of them when they are more than half
//     of a heap of more than 100, else those at the head.
//  2. It is decided how long to wait: not at all if something is ready or the
//     loop is stopping, else until the first deadline, else for ever.
//  3. The loop waits that long, or until another goroutine leaves something
//     in the inbox; what lies there becomes ready.
//  4. Timers that are due become ready, in the order (deadline, scheduling).
//  5. As many as are ready now run, first come first served. What they
//     schedule runs in the next turn, however short the queue: this
//     snapshot is why a callback that reschedules itself starves nobody.
//
// The same numbers stand in turn.go.
//
// # Who may call what
//
// Everything but [Loop.CallSoonThreadsafe], [Loop.Stop]'s use through it,
// [Loop.Hold], [Loop.Time] and [Handle.Cancel] on a handle that came from
// CallSoonThreadsafe belongs to whoever runs on the loop: its callbacks, or
// its owner while it does not run. A call from elsewhere fails with
// [ErrForeign] while the loop waits, and always in debug mode; otherwise it
// is a data race, which the race detector reports.
//
// # Time
//
// Times are durations since the loop was made. Under the real clock timers
// are never early. Under [VirtualClock] nothing ever sleeps: when nothing is
// ready the clock jumps exactly to the next deadline, unless a job is in
// flight in the executor or somebody holds the loop ([Loop.Hold]); if there
// is no deadline either, RunForever returns [ErrDeadlock].
package loop
