package loop

import "github.com/goasyncio/asyncio/loop/trace"

// CallSoon schedules a callback for the next turn. Callbacks run in the
// order in which they were scheduled, each once. It stands for asyncio's
// loop.call_soon; the error is ErrLoopClosed, ErrForeign or ErrNilCallback.
//
// It is inlined, so that a handle which nobody keeps is never made: the queue
// holds the function, and the handle its place there.
func (l *Loop) CallSoon(call func()) (h *Handle, err error) {
	t, h, err := l.soon(call)
	if t.call != nil {
		h = &Handle{ticket: t}
	}
	return
}

// soon makes a callback ready. If somebody looks on, the queue holds its handle,
// else there is a ticket for one.
func (l *Loop) soon(call func()) (t ticket, h *Handle, err error) {
	if err := l.check(call); err != nil {
		return t, nil, err
	}
	if l.rec != nil || l.watch != nil || l.debug {
		return t, l.PushCall(call, trace.WhyCallSoon, ""), nil
	}
	l.collect()
	l.ready.push(bare(call))
	return ticket{l, call, l.ready.last()}, nil, nil
}

// bare is a callback in the ready queue that nothing but its handle knows.
type bare func()

// Step runs it.
func (call bare) Step(l *Loop) {
	if l.watch != nil { // there was none when it was scheduled
		(*callback)(newHandle(l, call)).Step(l)
		return
	}
	l.called = call
	call()
	l.called = nil
}

// String is that of its handle.
func (call bare) String() string { return newHandle(nil, call).String() }

// Number says that it is no task.
func (bare) Number() int { return 0 }

// Recorded says that no recording knows it.
func (bare) Recorded() *Mark { return nil }
