package coro

import "github.com/goasyncio/asyncio/loop/trace"

// This file writes what locks, events and queues do into a recording. An event
// and a condition are acquired by who was let go on, and released by who lets
// others go on.

// number is the primitive's number in a recording, given at its first event.
func (b *bound) number(rt *realm) int {
	if b.id == 0 {
		rt.numbers.object++
		b.id = rt.numbers.object
	}
	return int(b.id)
}

func (rt *realm) traceSync(kind trace.Kind, b *bound, what string, t *task) {
	e := &trace.Event{Kind: kind, ID: b.number(rt), What: what}
	if t != nil {
		e.Task = t.Number()
	}
	rt.emit(e)
}

// traceWait says that the task finds the primitive taken, and joins its line.
func (rt *realm) traceWait(b *bound, what string, t *task) {
	rt.traceSync(trace.SyncWait, b, what, t)
}

// traceAcquire says that the task has got what it came for.
func (rt *realm) traceAcquire(b *bound, what string, t *task) {
	rt.traceSync(trace.SyncAcquire, b, what, t)
}

// traceRelease is about whoever runs now, a callback perhaps.
func (rt *realm) traceRelease(b *bound, what string) {
	rt.traceSync(trace.SyncRelease, b, what, rt.current.Load())
}

// tracePut and traceGet say that an item went into a queue, or out of it.
func (rt *realm) tracePut(b *bound) { rt.traceSync(trace.SyncPut, b, "queue", rt.current.Load()) }
func (rt *realm) traceGet(b *bound) { rt.traceSync(trace.SyncGet, b, "queue", rt.current.Load()) }
