package coro_test

import (
	"testing"

	"github.com/goasyncio/asyncio/coro"
	"github.com/goasyncio/asyncio/loop"
	"github.com/goasyncio/asyncio/loop/trace"
)

// eventsOfAChain is how many events a recording has of n tasks that await each other in a chain and are left to the
// end of Run, and how many of them are cancel requests.
func eventsOfAChain(t *testing.T, n int) (all, requests int) {
	rec := trace.New()
	g := make(awaits, n)
	for i := range n - 1 {
		g[i] = []int{i + 1}
	}
	log := g.shutDown(t, coro.WithLoop(loop.Trace(rec)))
	wantEqual(t, "tasks that ended", len(log), n)
	for e := range rec.Events() {
		all++
		if e.Kind == trace.CancelRequest {
			requests++
		}
	}
	return all, requests
}

// A recording shows each request in its place, as CPython makes them, as long as they are few.
func TestRecordedShutdownOfAShortChain(t *testing.T) {
	_, requests := eventsOfAChain(t, 40)
	wantEqual(t, "requests", requests, 40*41/2)
}

// Those of a long chain would be half the square of its length. So each task that is added to one adds the same number
// of events.
func TestRecordedShutdownOfALongChain(t *testing.T) {
	one, _ := eventsOfAChain(t, 2000)
	two, _ := eventsOfAChain(t, 3000)
	three, requests := eventsOfAChain(t, 4000)
	if more := (three - two) - (two - one); more < -10 || more > 10 { // the border of what is shown in its place
		t.Errorf("the third thousand has %d events, the fourth %d", two-one, three-two)
	}
	if requests > 20_000 {
		t.Errorf("%d requests", requests)
	}
}
