//go:build soak

package coro_test

import "testing"

// The sequences of the models, a hundred thousand of each.
func TestI8_ModelsSoak(t *testing.T) {
	for name, m := range models {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			soakModel(t, m, 100_000)
		})
	}
}

func TestF7_EventManyWaitersSoak(t *testing.T) { manyWaiters(t, 100_000) }

func TestF9_EventWaitsGivenUpSoak(t *testing.T) { waitsGivenUp(t, 1_000_000) }
