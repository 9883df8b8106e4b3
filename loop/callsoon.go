package loop

import "github.com/goasyncio/asyncio/loop/trace"

// CallSoon schedules a callback for the next turn. Callbacks run in the
// order in which they were scheduled, each once. It stands for asyncio's
// loop.call_soon; the error is ErrLoopClosed, ErrForeign or ErrNilCallback.
//
// If the callback panics, the exception handler is told of another handle of it,
// or of this one if a recording, a watchdog or debug mode looks on.
//
// It is inlined, so that a handle which nobody keeps lies on the caller's stack
// and costs no allocation.
func (l *Loop) CallSoon(call func()) (*Handle, error) { return l.soon(new(Handle), call) }

// soon makes a callback ready, and h its handle. The ready queue holds the function
// alone, and the handle the number of its entry, so that Cancel finds it; but if
// somebody looks on, the queue holds a handle. For the sake of CallSoon h must not
// be kept here.
func (l *Loop) soon(h *Handle, call func()) (*Handle, error) {
	if err := l.check(call); err != nil {
		return nil, err
	}
	if l.rec != nil || l.watch != nil || l.debug {
		return l.PushCall(call, trace.WhyCallSoon, ""), nil
	}
	l.collect()
	l.ready.push(bare(call))
	h.loop, h.call = l, call
	h.state.Store(l.ready.last()*numberOne | isSoon)
	return h, nil
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
