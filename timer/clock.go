package timer

import (
	"math"
	"time"
)

// Forever is the deadline that never comes. [Clock.Wait] with it returns only when it is woken, and [Add] and
// [Seconds] clamp to it what does not fit in a time.Duration (292 years).
const Forever = time.Duration(math.MaxInt64)

// A Clock tells a loop the time and puts it to sleep. All times are durations since the clock was made.
//
// Now may be called from any goroutine. Wait belongs to one goroutine at a time, the loop's: it is what the loop does
// when nothing is ready, and the only place where it blocks.
type Clock interface {
	// Now is the time that has passed since the clock was made. It never goes backwards.
	Now() time.Duration

	// Wait sleeps until Now() >= deadline and then returns false, or until wake delivers and then returns true.
	// A value that already lies in wake is taken first, even when the deadline has passed. With Forever only wake
	// ends the wait. Wait is never early: false means that the deadline has come.
	Wait(deadline time.Duration, wake <-chan struct{}) (woken bool)

	// Virtual tells whether time moves only because somebody waits for it.
	Virtual() bool
}

// taken takes a value from wake if one lies there.
func taken(wake <-chan struct{}) bool {
	select {
	case <-wake:
		return true
	default:
		return false
	}
}
