package coro

import (
	"unsafe"

	"github.com/goasyncio/asyncio/loop"
	"github.com/goasyncio/asyncio/loop/trace"
)

// callback is an entry of a promise's list. It stands in at most one list, which
// is a ring: the first entry's prev is the last. A task has one for all its
// waits, task.wake; all others are the first field of a call or a count.
type callback struct {
	next, prev *callback // nil when it stands in no list
	purpose    purpose
}

// call is a callback with a function.
type call struct {
	callback
	handle loop.Handle
}

// userCall is the call of a user.
type userCall struct {
	call
	code uintptr // where the function begins that the user gave
}

// call is the call whose callback n is.
func (n *callback) call() *call { return (*call)(unsafe.Pointer(n)) }

// task is the task whose callback n is.
func (n *callback) task() *task {
	return (*task)(unsafe.Add(unsafe.Pointer(n), -int(unsafe.Offsetof(task{}.wake))))
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
	forLost
	forTask
)

var purposes = [...]string{"", "gather", "wait", "wait_for", "shield", "shield.outer", "group",
	"as_completed", "stop", "to_thread", "threadsafe", "context", "gather"}

// whenDone has a function called by the loop once p is done, in the next turn
// if it is done already.
func (p *promise) whenDone(why purpose, f func()) *callback {
	c := new(call)
	p.whenDoneCall(c, why, f)
	return &c.callback
}

// whenDoneCall is whenDone with a call that the caller made.
func (p *promise) whenDoneCall(c *call, why purpose, f func()) {
	c.purpose = why
	label := ""
	if p.rt.rec != nil {
		label = c.label(p.rt)
	}
	p.rt.loop.PrepareCall(&c.handle, f, label)
	if p.state != pending {
		p.rt.loop.PushHandle(&c.handle, trace.WhyDoneCb)
		return
	}
	p.add(&c.callback)
}

// addCallback is whenDone for users: with the checks, and a way back.
func (p *promise) addCallback(f func(), code any) (remove func() bool) {
	if err := p.usable(); err != nil {
		p.misused("AddDoneCallback", err)
		return func() bool { return false }
	}
	c := &userCall{code: pcOf(code)}
	p.whenDoneCall(&c.call, forUser, f)
	return func() bool { return p.remove(&c.callback) }
}

// label is what a callback is called in recordings, and by String.
func (n *callback) label(rt *realm) string {
	switch n.purpose {
	case forTask:
		return n.task().name() + ".wakeup"
	case forUser:
		return rt.codeName((*userCall)(unsafe.Pointer(n)).code)
	}
	return purposes[n.purpose]
}
