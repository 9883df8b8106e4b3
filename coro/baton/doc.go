// Package baton is the resumable goroutine: a function that can stop in its
// middle and go on later, while only one of all of them runs at a time.
//
// Go has no coroutine that can be suspended from any depth of calls, but it
// has goroutines and channels. A [Coroutine] is a function on a goroutine of
// its own; to run, it must hold the baton of its [Baton], and there is one.
// Whoever holds it may [Baton.Resume] a coroutine: the baton goes over, and
// comes back when that coroutine has called [Baton.Yield] or has ended. (A Yield
// may be written out, as [Baton.Leave], [Swap] and [Baton.Back].)
// So whatever coroutines share needs no lock, and the race detector agrees:
// the baton orders everything.
//
// # How a coroutine ends
//
// Its function returns; or panics; or ends its goroutine by runtime.Goexit;
// or the coroutine is killed: then the Yield in which it waits ends its
// goroutine, so that its deferred calls run. In each case [Host.Ended] is
// told, on the coroutine's goroutine and while it still holds the baton; a
// panic never leaves the goroutine.
//
// # Who is next
//
// When a coroutine yields or ends, [Host.Next] names who gets the baton: one
// switch, or none if it names the one that yields. Nobody named means that it
// goes back to the loop's goroutine. Next is called by the holder of the baton,
// on any goroutine.
//
// # Engines
//
// [Channels], the default, passes the baton over one channel a goroutine.
// [Pull] uses the switch of the runtime's own coroutines, by iter.Pull, which
// is faster when the baton goes to and fro; but a coroutine that calls
// runtime.LockOSThread under it makes the runtime throw.
//
// No goroutine exists before a coroutine's first step. One whose coroutine
// has ended is kept for later ones, up to a bound (see [Baton.Trim]).
package baton
