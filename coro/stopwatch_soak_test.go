//go:build soak

package coro_test

import (
	"syscall"
	"testing"
	"time"
)

// stopwatch tells how long something takes on a machine that has nothing else to do: never longer than what it used of
// the processors, and never longer than it took.
func stopwatch() (took func() time.Duration) {
	start, used := time.Now(), processorTime()
	return func() time.Duration { return min(time.Since(start), processorTime()-used) }
}

func processorTime() time.Duration {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func within(t testing.TB, what string, took, limit time.Duration) {
	t.Helper()
	t.Logf("%v %s, the limit is %v", took, what, limit)
	if took > limit {
		t.Errorf("%v %s, want %v", took, what, limit)
	}
}
