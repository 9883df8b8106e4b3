package coro

import (
	"unsafe"

	"github.com/goasyncio/asyncio/loop/trace"
)

// callback is an entry of a promise's list: a task to wake, or a function to
// call. It stands in at most one list; a task has one for all its waits.
type callback struct {
	next, prev *callback
	wake       *task
	call       func()
	listed     bool
	purpose    purpose
}

// purpose says what a callback is for, so that a recording can name it.
type purpose uint8

const (
	forUser purpose = iota
	forGather
	forWait
	forWaitFor
	forShield
	forOuter
	forGroup
	forCompleted
	forStop
	forThread
	forThreadsafe
	forContext
)

var purposes = [...]string{"", "gather", "wait", "wait_for", "shield", "shield.outer", "group",
	"as_completed", "stop", "to_thread", "threadsafe", "context"}

// userCallback is a callback for the user: every one whose purpose that is.
type userCallback struct {
	callback     // first, so that a *callback leads here
	code     any // the user's function, for its name
}

// addCallback is whenDone for users: with the checks, and a way back. The code
// is the user's function, which call wraps.
func (p *promise) addCallback(code any, call func()) (remove func() bool) {
	if call == nil || p.rt.loop.Usable() != nil {
		return func() bool { return false }
	}
	n := &userCallback{callback{call: call, purpose: forUser}, code}
	p.addOrPush(&n.callback)
	return func() bool { return p.remove(&n.callback) }
}

// addOrPush appends to the list; what is added to a promise that is done runs
// in the next turn.
func (p *promise) addOrPush(n *callback) {
	if p.state != pending {
		p.rt.pushCallback(n)
		return
	}
	p.add(n)
}

// pushCallback makes a function of a list ready. Only a recording wants to
// know its name.
func (rt *realm) pushCallback(n *callback) {
	label := purposes[n.purpose]
	if rt.rec != nil {
		label = n.label()
	}
	rt.loop.PushCall(n.call, trace.WhyDoneCb, label)
}

// label is what a callback is called in recordings, and by String.
func (n *callback) label() string {
	if n.wake != nil {
		return n.wake.name() + ".wakeup"
	}
	if n.purpose != forUser {
		return purposes[n.purpose]
	}
	return nameOf((*userCallback)(unsafe.Pointer(n)).code)
}
