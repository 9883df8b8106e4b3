package loop

import (
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/goasyncio/asyncio/internal/goid"
)

// A callback or a step that does not come to its end stops every other one,
// and afterwards is too late to ask which it was, or never. So a watchdog, a
// goroutine of its own, reports it while it still runs, with its stack.
//
// The loop switches every few hundred nanoseconds, and even one atomic store
// a step would be seen in that. So the loop tells the watchdog nothing, it
// only answers: four times per SlowCallback the watchdog raises a flag, and
// the next step to begin takes it down. A step thus costs one load of a flag
// that is hardly ever up. If the flag stays up for SlowCallback while the loop
// does not wait for the world, then the step that runs now began before it was
// raised. A report is late by a quarter of SlowCallback at most.
//
// Debug mode also wants to know, as asyncio does, what took long in the end;
// only for that a step reads the clock.
type watchdog struct {
	loop  *Loop
	limit time.Duration
	home  uint64                    // the goroutine of RunForever
	asked atomic.Bool               // the flag
	call  atomic.Pointer[Handle]    // the callback that runs, nil for a step
	ext   atomic.Pointer[Extension] // the loop's, which knows of steps

	since time.Time // when the flag went up,
	told  bool      // and whether that was reported; the watchdog's own

	timed   bool // in debug mode
	current fmt.Stringer
	begun   time.Time

	quit chan struct{}
	done sync.WaitGroup
}

// startWatchdog is called by the goroutine of RunForever.
func startWatchdog(l *Loop) *watchdog {
	w := &watchdog{loop: l, limit: l.slow, timed: l.debug, home: goid.ID(), since: time.Now(), quit: make(chan struct{})}
	if l.ext != nil {
		w.ext.Store(&l.ext)
	}
	w.done.Go(w.look)
	return w
}

func (w *watchdog) stop() {
	close(w.quit)
	w.done.Wait()
}

// Watched tells whether a watchdog looks after the run, so that an Extension
// has to be able to tell on which goroutine a step runs.
func (l *Loop) Watched() bool { return l.watch != nil }

// begin is called at the begin of each callback and step.
func (w *watchdog) begin(what fmt.Stringer) {
	if w.asked.Load() {
		w.asked.Store(false)
	}
	if h, ok := what.(*Handle); ok {
		w.call.Store(h)
	}
	if w.timed && w.current == nil { // an eager task's first step is part of its creator's
		w.current, w.begun = what, time.Now()
	}
}

// end is called at the end of each callback and step.
func (w *watchdog) end(what fmt.Stringer) {
	if _, ok := what.(*Handle); ok {
		w.call.Store(nil)
	}
	if w.current != what {
		return
	}
	w.current = nil
	if took := time.Since(w.begun); took >= w.limit {
		w.warn(fmt.Sprintf("Executing %s took %.3f seconds", safeString(what), took.Seconds()))
	}
}

// look is the watchdog's life.
func (w *watchdog) look() {
	tick := time.NewTicker(max(w.limit/4, time.Millisecond))
	defer tick.Stop()
	for {
		select {
		case <-w.quit:
			return
		case now := <-tick.C:
			w.check(now)
		}
	}
}

func (w *watchdog) check(now time.Time) {
	if w.loop.state.Load() != running || !w.asked.Load() {
		w.asked.Store(true)
		w.since, w.told = now, false
		return
	}
	if blocked := now.Sub(w.since); blocked >= w.limit && !w.told {
		w.told = true
		w.report(blocked)
	}
}

func (w *watchdog) report(blocked time.Duration) {
	what, goroutine := w.who()
	stack := goid.Stack(goroutine)
	w.warn(fmt.Sprintf("%s blocks the loop for %v already, at %s", what, blocked.Round(time.Millisecond), goid.Place(stack)),
		"stack", stack)
}

// who is what runs now, and on which goroutine.
func (w *watchdog) who() (what string, goroutine uint64) {
	if e := w.ext.Load(); e != nil {
		if step, id := (*e).Running(); step != nil {
			return safeString(step), id
		}
	}
	if h := w.call.Load(); h != nil {
		return safeString(h), w.home
	}
	return "something between two callbacks", w.home
}

func (w *watchdog) warn(text string, more ...any) {
	_ = caught(func() { w.loop.log.Warn(text, more...) })
}
