package loop

import (
	"slices"

	"github.com/goasyncio/asyncio/executor"
)

// lanes is what the loop reckons of a pool: which of its own calls wait for a
// worker, and which workers they occupy. A call holds a virtual clock only
// while it has a worker: those that wait for one wait for calls that may sleep.
type lanes struct {
	limit   int
	waiting []*Call
	busy    []*Call // by worker
	used    int
	last    bool // the loop is to stop when none is used any more
}

func (l *Loop) lanesOf(p *executor.Pool) *lanes {
	w := l.lanes[p]
	if w == nil {
		if l.lanes == nil {
			l.lanes = make(map[*executor.Pool]*lanes)
		}
		w = &lanes{limit: p.Stats().Limit}
		l.lanes[p] = w
	}
	return w
}

// queue puts a call that was submitted in line.
func (c *Call) queue(w *lanes) {
	c.lanes = w
	w.waiting = append(w.waiting, c)
	c.loop.assign(w)
}

// assign gives free workers to the calls that wait, first come first served, as
// the pool does.
func (l *Loop) assign(w *lanes) {
	for len(w.waiting) > 0 && w.used < w.limit {
		c := w.waiting[0]
		w.waiting = w.waiting[1:]
		if c.over || c.cancelled {
			continue
		}
		c.worker = w.occupy(c)
		if c.begin != nil {
			close(c.begin)
		}
		c.Resume()
		if l.rec != nil {
			l.traceStarted(c)
		}
	}
}

// occupy takes the first free worker; they count from 1.
func (w *lanes) occupy(c *Call) int {
	w.used++
	if i := slices.Index(w.busy, nil); i >= 0 {
		w.busy[i] = c
		return i + 1
	}
	w.busy = append(w.busy, c)
	return len(w.busy)
}

// finish takes a call that has ended out.
func (c *Call) finish() {
	c.over = true
	if c.lanes == nil {
		c.Release()
		return
	}
	if c.worker == 0 {
		return
	}
	c.Release()
	c.lanes.busy[c.worker-1] = nil
	c.lanes.used--
	c.loop.assign(c.lanes)
	if c.lanes.used == 0 && c.lanes.last {
		c.loop.Stop()
	}
}
