package replay

import "github.com/goasyncio/asyncio/loop/trace"

// causes finds out what caused each event. Most say so; those that do not, in
// recordings that others wrote, follow the rule by which the recorder fills
// it in, and where a handle or a timer was made is remembered.
type causes struct {
	first  int
	open   []int
	pushes map[int]int // handle -> its ready.push
	fires  map[int]int // handle -> its timer.fire
	adds   map[int]int // timer -> its timer.add
}

func newCauses(rec *trace.Recording) *causes {
	return &causes{first: rec.First(), pushes: map[int]int{}, fires: map[int]int{}, adds: map[int]int{}}
}

// of returns the cause of the next event: first-1, which is none, for the
// first one and for what was caused before the recording begins.
func (c *causes) of(e *trace.Event) int {
	by := max(c.first-1, e.By)
	if e.By >= e.N { // which no file has, but an event made by hand may
		by = c.first - 1
	}
	if e.By == 0 && e.N > c.first {
		by = c.guess(e)
	}
	switch e.Kind {
	case trace.StepBegin:
		delete(c.pushes, e.H)
		c.open = append(c.open, e.N)
	case trace.StepEnd:
		c.open = c.open[:max(0, len(c.open)-1)]
	case trace.ReadyPush:
		delete(c.fires, e.H)
		c.pushes[e.H] = e.N
	case trace.TimerFire:
		delete(c.adds, e.Timer)
		c.fires[e.H] = e.N
	case trace.TimerAdd:
		c.adds[e.Timer] = e.N
	}
	return by
}

func (c *causes) guess(e *trace.Event) int {
	var made int
	switch e.Kind {
	case trace.StepBegin, trace.HandleSkip:
		made = c.pushes[e.H]
	case trace.ReadyPush:
		made = c.fires[e.H]
	case trace.TimerFire:
		made = c.adds[e.Timer]
	}
	switch {
	case made != 0:
		return made
	case len(c.open) > 0:
		return c.open[len(c.open)-1]
	}
	return c.first
}

// Cause returns the event that caused event n; 0 if nothing did, or nothing
// that is recorded.
func (h *History) Cause(n int) int {
	first := h.Rec.First()
	if n < first || n > h.Rec.Last() {
		return 0
	}
	if by := int(h.causes[n-first]); by >= 0 {
		return by + first
	}
	return 0
}
