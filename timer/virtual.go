package timer

import (
	"sync/atomic"
	"time"
)

// VirtualClock is a clock on which waiting takes no time: a wait for a deadline sets the clock to it and returns. Make
// one with [NewVirtual]; the zero value is also ready, at time zero.
//
// The clock knows nothing of work that is under way elsewhere. Who waits on it (the loop) must first make sure that
// nothing else can still happen at the present instant, and otherwise wait with [Forever].
type VirtualClock struct {
	now atomic.Int64 // written by Wait only, that is by one goroutine; read by any
}

// NewVirtual returns a virtual clock that stands at zero.
func NewVirtual() *VirtualClock { return new(VirtualClock) }

// Now is the last deadline that somebody waited for.
func (c *VirtualClock) Now() time.Duration { return time.Duration(c.now.Load()) }

// Virtual returns true.
func (c *VirtualClock) Virtual() bool { return true }

// Wait implements [Clock]. If nothing lies in wake it jumps exactly to the deadline, never backwards.
func (c *VirtualClock) Wait(deadline time.Duration, wake <-chan struct{}) (woken bool) {
	if taken(wake) {
		return true
	}
	if deadline == Forever {
		<-wake
		return true
	}
	c.now.Store(int64(max(deadline, c.Now())))
	return false
}
