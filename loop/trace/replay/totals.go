package replay

import (
	"time"

	"github.com/goasyncio/asyncio/loop/trace"
)

// Totals are the figures of a whole recording.
type Totals struct {
	Events int
	Turns  int
	Steps  int // handles that ran
	Tasks  int
	Time   time.Duration // on the loop's clock, from the first event to the last
	Late   time.Duration // the latest that a timer fired after its deadline
}

// Totals counts.
func (h *History) Totals() Totals {
	t := Totals{Events: h.Rec.Len()}
	for e := range h.Rec.Events() {
		switch e.Kind {
		case trace.TickBegin:
			t.Turns++
		case trace.StepBegin:
			t.Steps++
		case trace.TaskNew:
			t.Tasks++
		case trace.TimerFire:
			t.Late = max(t.Late, e.Late)
		}
		t.Time = e.T
	}
	if first := h.Rec.At(h.Rec.First()); first != nil {
		t.Time -= first.T
	}
	return t
}
