package timer

import (
	"errors"
	"math"
	"time"
)

// ErrNaN is the error of [Seconds] for a value that is not a number.
var ErrNaN = errors.New("timer: seconds is NaN (not a number)")

// Seconds turns a number of seconds into a duration. It is the only door for floats: Go's own conversion makes
// -292 years of NaN, of infinity and of 1e300 alike.
//
// NaN is an error. What does not fit, the infinities included, is clamped to [Forever] or -Forever. A duration is
// never shorter than asked: the rest of a nanosecond is rounded up. A number that was written with at most nine
// decimals is taken as written: Seconds(0.07) is 70ms, although 0.07*1e9 is 70000000.00000001.
func Seconds(s float64) (time.Duration, error) {
	if math.IsNaN(s) {
		return 0, ErrNaN
	}
	ns := math.Round(s * 1e9)
	// Read back as seconds, the result must not be less than s. From 2^53 on the next float is more than one away.
	if ns/1e9 < s {
		ns = max(ns+1, math.Nextafter(ns, math.Inf(1)))
	}
	switch {
	case ns >= math.MaxInt64:
		return Forever, nil
	case ns <= -math.MaxInt64:
		return -Forever, nil
	}
	return time.Duration(ns), nil
}

// Add returns now+d, clamped to [Forever] and -Forever where the sum does not fit: a sleep of 292 years that begins
// one second after the start must not end in the past.
func Add(now, d time.Duration) time.Duration {
	switch {
	case d > 0 && now > Forever-d:
		return Forever
	case d < 0 && now < -Forever-d:
		return -Forever
	}
	return now + d
}
