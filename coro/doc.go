// Package coro is asyncio's coroutines, tasks and futures in Go: the same calls
// with the same meaning, and with the same order of events as in Python 3.13.
//
// A coroutine is a function that can be suspended. It runs on a goroutine of
// its own, but coroutines of one loop never run at the same time: they hand a
// baton to each other, and only its holder runs. So between two awaits nothing
// changes behind a coroutine's back, and what coroutines share needs no lock.
//
//	func greet(name string) coro.Coro[string] {              // async def greet(name):
//		return func(ctx context.Context) (string, error) {
//			if err := coro.Sleep(ctx, time.Second); err != nil { // await sleep(1)
//				return "", err
//			}
//			return "Hello, " + name, nil
//		}
//	}
//
//	err := coro.Run(context.Background(), func(ctx context.Context) error {
//		both, err := coro.Gather(ctx, greet("Ada"), greet("Alan")) // await gather(…)
//		fmt.Println(both, err)
//		return err
//	})
//
// Calling greet runs nothing. It runs when somebody awaits it, in the task that
// awaits, or as a task of its own: [CreateTask], [Gather], [TaskGroup].
//
// # The ctx is the colour
//
// Whatever can suspend takes a [context.Context] first and returns an error
// last. The ctx that a coroutine is given names its task: pass that one on, not
// another. With the ctx of no task, or of a task that does not run now, a call
// fails at once with [ErrNotInTask], whose text says what to do. A goroutine that
// uses the ctx of the very task that runs cannot be told apart except in debug
// mode ([DebugMode]); otherwise it is a data race.
//
// Context values are Python's context variables: a task sees those of the place
// where it was created. Code outside of coroutines, such as a callback of the
// loop, makes tasks and futures with [Context].
//
// # A cancel is an error, once
//
// Cancel of a task makes the await in which it is, or its next one, return an
// error that Is [ErrCancelled], once. The task may clean up, and await while it
// does. It ends as cancelled if it returns that error, itself or wrapped by %w;
// an error that merely contains it among others, such as a [GroupError], is a
// failure. A task that returns something else has declined. Cancelling and
// Uncancel count, as in Python.
//
// A cancel never closes the ctx: that carries values and names the task, and
// is done when the loop is closed.
//
// # Go contexts work
//
// A context that is derived by [context.WithTimeout] and the like may end
// earlier. Then what is awaited under it is cancelled (use [Shield] for what
// others share) and the await returns an error that Is ctx.Err() and carries
// the cause; the task itself is not cancelled. An await of what is finished
// returns it anyway. A task that is created with such a ctx is cancelled when
// that ends. The end of Run's context cancels main, once, as Ctrl-C does in
// Python. Deadlines of Go contexts run on the wall clock even if the loop's clock
// is virtual; [Timeout] and [WaitFor] run on the loop's.
//
// # Panics
//
// A panic in a coroutine becomes its task's error, a [*PanicError] with the
// place and the stack, and the loop goes on. If main panics, [Run] cleans up and
// panics. [runtime.Goexit], which t.FailNow calls, ends the loop in order, and
// then Run's own goroutine. An error that nobody reads is reported to the loop's
// exception handler, at the loop's close at the latest.
//
// # Deadlock
//
// When nothing is ready, no timer is set and nothing is in flight, nothing can
// happen any more. Under a virtual clock ([Virtual]), or with the option
// loop.DetectDeadlock, Run then returns a [DeadlockError] that tells who waits
// for what, and where. A wake-up that will come from outside is announced by
// loop.Loop.Hold.
//
// # Threads
//
// A coroutine that blocks, blocks its loop: blocking work goes to a worker by
// [ToThread]. Other goroutines reach the loop by [RunThreadsafe] and
// loop.Loop.CallSoonThreadsafe, and by nothing else; whatever else they call
// fails with [ErrForeign] or [ErrNotInTask] where that can be told.
//
// What differs from asyncio on purpose stands in DEVIATIONS.md, each with the
// reason.
package coro
