// Package timer holds what an event loop needs to deal with time: clocks to wait on, and a heap of deadlines.
// It knows nothing of the loop and can be used without it.
//
// # Clocks
//
// A [Clock] tells the time since it was made, as a time.Duration, and waits for a deadline or for a wake-up, whichever
// comes first. There are two. A [RealClock] follows the machine's monotonic clock and really sleeps. On a
// [VirtualClock] waiting takes no time: it jumps to the deadline, so that a program which sleeps for a year ends at
// once, and at the same instants each time it runs.
//
// # The rules of waiting
//
//  1. Never early: a wait that was not woken returns when Now() >= deadline, not a nanosecond before.
//  2. A wake-up comes first: a value that lies in the wake channel is taken even if the deadline has passed.
//  3. [Forever] is no deadline: only a wake-up ends the wait.
//  4. No overflow: [Add] and [Seconds] clamp to Forever what does not fit in 292 years.
//
// # Deadlines
//
// A [Heap] holds [Timer] entries by deadline. It behaves as the heap of Python's asyncio does, in the terms of its
// BaseEventLoop._run_once, but for one thing: there, equal deadlines come out in no particular order; here, in the
// order in which they were pushed. To cancel a timer costs no search: it is only marked, and dropped later. A turn of a
// loop uses a heap in three steps:
//
//	heap.Prune()                            // 1. drop cancelled timers, as asyncio does at this point
//	when, ok := heap.Next()                 // 2. how long may the loop wait?
//	if !ok {
//		when = timer.Forever
//	}
//	clock.Wait(when, wake)
//	for now := clock.Now(); ; {
//		t := heap.PopDue(now)               // 3. take what came due by now, cancelled or not
//		if t == nil {
//			break
//		}
//		ready = append(ready, t)
//	}
//
// Nothing in this package starts a goroutine. A clock's Now may be called from anywhere; all else belongs to one
// goroutine.
package timer
