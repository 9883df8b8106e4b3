package coro

import "github.com/goasyncio/asyncio/internal/goid"

// What looks on while tasks run: a recording, debug mode, a watchdog, and Go's
// profiles. When a coroutine begins, suspends and goes on, it is told here, apart
// from the functions whose frames lie on the stack of every task that waits:
// those are small, or a task would take four kilobytes of stack instead of two.

// observed tells whether anybody looks on.
func (rt *realm) observed() bool {
	return rt.rec != nil || rt.profile != nil || rt.loop.Watched() || rt.loop.Debug()
}

// observeRun is called before the coroutine runs.
//
//go:noinline
func (t *task) observeRun() {
	t.rt.loop.TakeOver()
	if t.rt.loop.Watched() {
		t.extra().goid.Store(goid.ID())
	}
	if t.rt.profile != nil {
		t.rt.profile.begin(t)
	}
}

// observeWait is called before it suspends, observeResume after.
//
//go:noinline
func (t *task) observeWait(on *promise) {
	t.rt.loop.EndStep((*stepper)(t))
	if t.rt.rec != nil {
		t.rt.traceAwait(t, on)
	}
	if t.rt.profile != nil {
		t.rt.profile.pause(t, on)
	}
}

//go:noinline
func (t *task) observeResume() {
	t.rt.loop.TakeOver()
	if t.rt.profile != nil {
		t.rt.profile.resume(t)
	}
}
