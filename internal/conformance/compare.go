package conformance

import (
	"fmt"
	"strings"
)

// A Divergence is the first place where two traces of one program differ.
type Divergence struct {
	Index     int   // of the event
	Want, Got Event // nil where the trace ended
	Before    Trace // a few events before, which both traces have
}

// contextEvents is how many events before the first difference a Divergence shows.
const contextEvents = 8

// Compare gives nil when the traces are equal, event for event.
func Compare(want, got Trace) *Divergence {
	for i := range max(len(want), len(got)) {
		d := Divergence{Index: i}
		if i < len(want) {
			d.Want = want[i]
		}
		if i < len(got) {
			d.Got = got[i]
		}
		if d.Want == nil || d.Got == nil || d.Want.String() != d.Got.String() {
			d.Before = want[max(0, i-contextEvents):i]
			return &d
		}
	}
	return nil
}

// String shows the events before the difference, then both sides of it.
func (d *Divergence) String() string {
	var text strings.Builder
	fmt.Fprintf(&text, "event %d differs\n", d.Index)
	for i, event := range d.Before {
		fmt.Fprintf(&text, "  %4d  %s\n", d.Index-len(d.Before)+i, event)
	}
	fmt.Fprintf(&text, "  want  %s\n  got   %s\n", side(d.Want), side(d.Got))
	return text.String()
}

func side(event Event) string {
	if event == nil {
		return "(the trace has ended)"
	}
	return event.String()
}
