package coro

import (
	"unsafe"

	"github.com/goasyncio/asyncio/loop"
	"github.com/goasyncio/asyncio/loop/trace"
)

// count is the callback by which gather, a TaskGroup and Wait count who is done.
// There may be thousands of them, so it is smaller than a call, and no function
// needs to be made for it. And since what it does is this package's own, neither
// panics nor suspends, it is run by whoever holds the baton: the loop's
// goroutine is not needed for it.
//
// It is the first field of a counter.
type count struct {
	callback
	mark loop.Mark
}

// counter is a count with what it counts for, seen by the loop.
type counter interface {
	loop.Stepper
	ended() // the promise is done
}

// counter is the counter whose callback n is, nil if it is no count.
func (n *callback) counter() counter {
	switch n.purpose {
	case forGather:
		return (*child)(unsafe.Pointer(n))
	case forGroup:
		return (*member)(unsafe.Pointer(n))
	case forWait:
		return (*waited)(unsafe.Pointer(n))
	}
	return nil
}

// whenDoneCount has a counter's ended called once p is done, as whenDone would.
func (p *promise) whenDoneCount(n *callback, why purpose) {
	n.purpose = why
	if p.state != pending {
		p.rt.loop.PushStep(n.counter(), trace.WhyDoneCb)
		return
	}
	p.add(n)
}

// count is run in a turn, in the place of the ready queue where it stands.
func (rt *realm) count(c counter) {
	rt.loop.BeginStep(c)
	c.ended()
	rt.loop.EndStep(c)
	if rt.rec != nil {
		rt.loop.RecordEnd(c, &trace.Event{Out: trace.OutCallback})
	}
}

// Number says that it is no task.
func (*count) Number() int { return 0 }

// Recorded is where the recording keeps its notes.
func (c *count) Recorded() *loop.Mark { return &c.mark }

// String is what recordings call it.
func (c *count) String() string { return purposes[c.purpose] }

// Step runs it on the loop's goroutine.
func (c *child) Step(*loop.Loop)  { c.in.outer.rt.count(c) }
func (m *member) Step(*loop.Loop) { m.task.rt.count(m) }
func (w *waited) Step(*loop.Loop) { w.in.future.rt.count(w) }
