// Package executor runs blocking calls on a bounded pool of worker goroutines. It is what Python's
// ThreadPoolExecutor is to asyncio: the place for work that must not run on the loop. It knows nothing of a loop and
// can be used without one.
//
//	pool := executor.New(executor.Workers(4))
//	job, err := pool.Submit("read config", readConfig, func(err error) { ... })
//	...
//	err = pool.Shutdown(ctx)
//
// # The rules
//
//  1. A call that was accepted ends in exactly one call of its done function: with nil, with a [*PanicError], with
//     [ErrGoexit], or, if it never started, with [ErrCancelled]. A call that was refused ends in an error of Submit.
//  2. Calls start in the order in which they were submitted. With one worker they also end in it.
//  3. Workers are started when they are needed, never more than the limit, and reused: a new one comes only if none is
//     free. A call that panics, or ends its goroutine, costs the pool no worker.
//  4. A call that runs cannot be stopped; Go has no means for it. [Job.Cancel] takes out of the queue what has not
//     started, in constant time.
//  5. The pool never calls your functions while it holds its lock, so they may use the pool. They must not wait for
//     its end.
//  6. A pool has an end: after a [Pool.Shutdown] that returned nil none of its goroutines is left.
//
// # Many calls
//
// Submit makes an object of each call. Who has one of its own for it makes that a [Work], with the [Job] in it, and hands
// it to [Pool.SubmitWork]: then the pool allocates nothing.
//
// # Overload
//
// By default any number of calls may wait, at about a hundred bytes each. With [Queue] the number is bounded; then
// [Pool.Submit] fails with [ErrOverloaded], and [Pool.SubmitWait] waits for room.
//
// Calls that wait for other calls of the same pool can lock it up for ever: all workers are busy waiting, and what they
// wait for cannot start. Nobody can tell that from heavy load with certainty, but [OnStarved] reports when nothing has
// started for too long:
//
//	executor starved: 32/32 busy, oldest 30s, 5 waiting
//
// # Limits
//
// What kills a Go program kills it here too: a fatal error of the runtime, such as a concurrent map write, and a panic
// on a goroutine that a call started itself. A call that locks its OS thread must unlock it.
package executor
