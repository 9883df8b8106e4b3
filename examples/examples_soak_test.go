//go:build soak

package examples_test

import (
	"testing"

	"github.com/goasyncio/asyncio/examples"
	"github.com/google/go-cmp/cmp"
)

// On the real clock a program takes as long as it says, up to 12 s.
func TestExamplesOnTheRealClock(t *testing.T) {
	for _, e := range examples.All() {
		t.Run(e.Name, func(t *testing.T) {
			t.Parallel()
			if e.Deadlocks {
				t.Skip("on the real clock it never ends")
			}
			if diff := cmp.Diff(e.Output(), run(t, e)); diff != "" {
				t.Error("CPython -, Go +\n" + diff)
			}
		})
	}
}

func TestOriginalsOnTheRealClock(t *testing.T) { checkOriginals(t, false) }
