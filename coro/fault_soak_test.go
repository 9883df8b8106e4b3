//go:build soak

package coro_test

import (
	"testing"
	"time"
)

// The sizes that the list of faults asks for.

func TestA6_Soak(t *testing.T)  { cancelChain(t, 1_000_000, 5*time.Second) }
func TestA16_Soak(t *testing.T) { forgetMany(t, 10_000) }
func TestH1_Soak(t *testing.T)  { raceResultAndCancel(t, 1_000_000) }
func TestF8_Soak(t *testing.T)  { manyWaitFors(t, 1_000_000) }

func TestA6_SoakShutdownOfAChain(t *testing.T) {
	took := stopwatch()
	shutDownChain(t, 100_000)
	within(t, "for all", took(), 5*time.Second)
}

// A million waits one after the other, and 100,000 at once.
func TestF9_SoakBareFuture(t *testing.T) {
	took := stopwatch()
	waitsOnAFuture(t, 250_000, 0)
	t.Logf("%v for a million waits", took())
	took = stopwatch()
	waitsOnAFuture(t, 0, 25_000)
	within(t, "for 100,000 at once", took(), 4*time.Second)
}
