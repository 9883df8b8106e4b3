package timer

import "time"

// RealClock is the machine's monotonic clock: setting the wall clock does not move it. Make one with [NewReal].
//
// Inside a testing/synctest bubble it follows the bubble's time.
type RealClock struct {
	start time.Time
	alarm *time.Timer // one for all waits; nil until the first that needs it
}

// NewReal returns a clock that starts at zero now.
func NewReal() *RealClock { return &RealClock{start: time.Now()} }

// Now is the time since NewReal. It costs one read of the machine's clock.
func (c *RealClock) Now() time.Duration { return time.Since(c.start) }

// Virtual returns false.
func (c *RealClock) Virtual() bool { return false }

// Wait implements [Clock]. It starts no goroutine and, after the first time, allocates nothing.
func (c *RealClock) Wait(deadline time.Duration, wake <-chan struct{}) (woken bool) {
	if taken(wake) {
		return true
	}
	if deadline == Forever {
		<-wake
		return true
	}
	// The alarm is only a hint: after it rings the clock is asked again, so whatever a timer's idea of time may be,
	// an early return is impossible. Comparing before subtracting keeps a deadline far in the past from overflowing.
	for now := c.Now(); now < deadline; now = c.Now() {
		if c.sleep(deadline-now, wake) {
			return true
		}
	}
	return false
}

// sleep waits for d to pass or for wake to deliver.
func (c *RealClock) sleep(d time.Duration, wake <-chan struct{}) (woken bool) {
	// Made here and not in NewReal, so that in a synctest bubble it belongs to the goroutine that waits.
	if c.alarm == nil {
		c.alarm = time.NewTimer(d)
	} else {
		c.alarm.Reset(d)
	}
	select {
	case <-wake:
		c.alarm.Stop()
		return true
	case <-c.alarm.C:
		return false
	}
}
