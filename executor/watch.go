package executor

import "time"

// A pool is starved when all its workers are busy and calls wait. For a while this is only load; when nothing starts
// any more it is most likely a deadlock: the calls that run wait for calls that cannot start. A watch tells the two
// apart by time: it reports when the pool has been starved for a given time in which no call started.
//
// The timer runs only while the pool is starved, and a call that starts does not touch it: it only notes the time, and
// the timer, when it rings, sees that it has to ring again later. So the watch costs a busy pool next to nothing.
type watch struct {
	after  time.Duration
	report func(Stats) // nil: nobody wants to know

	timer    *time.Timer
	armed    bool          // the timer will ring
	reported bool          // the present starvation was reported
	since    time.Duration // when the present starvation began, or the last call started
	inFlight int           // reports that are running
}

// progress notes that a call started, or that the first one has begun to wait: a starvation is counted from now.
func (p *Pool) progress(now time.Duration) {
	p.watch.since, p.watch.reported = now, false
	p.arm(p.watch.after)
}

// arm sets the timer if it is needed and not yet set.
func (p *Pool) arm(d time.Duration) {
	w := &p.watch
	if w.report == nil || w.armed || w.reported || !p.stats(0).Starved() {
		return
	}
	w.armed = true
	if w.timer == nil {
		w.timer = time.AfterFunc(d, p.ring)
	} else {
		w.timer.Reset(d)
	}
}

// ring runs on the timer's goroutine.
func (p *Pool) ring() {
	if s, due := p.starved(); due {
		defer p.rung()
		p.watch.report(s)
	}
}

// starved looks whether a report is due, and sets the timer again if one may be later.
func (p *Pool) starved() (s Stats, due bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.now()
	p.watch.armed = false
	if left := p.watch.since + p.watch.after - now; left > 0 {
		p.arm(left)
		return s, false
	}
	if s = p.stats(now); !s.Starved() {
		return s, false
	}
	p.watch.reported = true
	p.watch.inFlight++
	return s, true
}

// rung notes the end of a report.
func (p *Pool) rung() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.watch.inFlight--
	p.settle()
}
