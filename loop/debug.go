package loop

import (
	"bytes"
	"fmt"
	"reflect"
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

// SetDebug turns debug mode on or off, from the next run on: asyncio's
// loop.set_debug.
func (l *Loop) SetDebug(on bool) { l.debug = on }

// Debug tells whether debug mode is on.
func (l *Loop) Debug() bool { return l.debug }

// TakeOver tells debug mode that the calling goroutine holds the baton now.
func (l *Loop) TakeOver() {
	if l.debug {
		l.owner.Store(goroutineID())
	}
}

// Owned tells, in debug mode, whether the calling goroutine holds the baton.
func (l *Loop) Owned() bool { return goroutineID() == l.owner.Load() }

// goroutineID is the number of the calling goroutine. Go hides it on
// purpose; it costs about a microsecond, so only debug mode asks.
func goroutineID() uint64 {
	var buf [64]byte
	text := bytes.TrimPrefix(buf[:runtime.Stack(buf[:], false)], []byte("goroutine "))
	id, _ := strconv.ParseUint(string(text[:bytes.IndexByte(text, ' ')]), 10, 64)
	return id
}

func pcOf(f func()) uintptr { return reflect.ValueOf(f).Pointer() }

// watchdog reports a callback or step that takes too long while it still
// runs, with its stack: afterwards it may be too late, or never. It is a
// goroutine of its own that looks at what runs four times per SlowCallback,
// so it costs the loop two stores a step.
type watchdog struct {
	loop *Loop
	runs atomic.Pointer[occupation]
	quit chan struct{}
	done sync.WaitGroup
}

// occupation is one callback or step that runs.
type occupation struct {
	label    string
	owner    uint64
	begun    time.Time
	reported atomic.Bool
}

func startWatchdog(l *Loop) *watchdog {
	w := &watchdog{loop: l, quit: make(chan struct{})}
	w.done.Go(w.look)
	return w
}

func (w *watchdog) stop() {
	close(w.quit)
	w.done.Wait()
}

func (w *watchdog) begin(h *Handle) {
	w.runs.Store(&occupation{label: safeString(h), owner: w.loop.owner.Load(), begun: time.Now()})
}

// end reports, as asyncio does, what took long in the end.
func (w *watchdog) end(*Handle) {
	r := w.runs.Swap(nil)
	if r == nil {
		return
	}
	if took := time.Since(r.begun); took >= w.loop.slow {
		w.warn(fmt.Sprintf("Executing %s took %.3f seconds", r.label, took.Seconds()))
	}
}

func (w *watchdog) look() {
	tick := time.NewTicker(max(w.loop.slow/4, time.Millisecond))
	defer tick.Stop()
	for {
		select {
		case <-w.quit:
			return
		case <-tick.C:
			w.check(w.runs.Load())
		}
	}
}

func (w *watchdog) check(r *occupation) {
	if r == nil || time.Since(r.begun) < w.loop.slow || r.reported.Swap(true) {
		return
	}
	w.warn(fmt.Sprintf("%s blocks the loop for %v already", r.label, time.Since(r.begun).Round(time.Millisecond)),
		"stack", stackOf(r.owner))
}

func (w *watchdog) warn(text string, more ...any) {
	_ = caught(func() { w.loop.log.Warn(text, more...) })
}

// stackOf is the stack of one goroutine, as the runtime prints it.
func stackOf(id uint64) string {
	buf := make([]byte, 1<<20)
	all := buf[:runtime.Stack(buf, true)]
	head := fmt.Appendf(nil, "goroutine %d ", id)
	for part := range bytes.SplitSeq(all, []byte("\n\n")) {
		if bytes.HasPrefix(part, head) {
			return string(part)
		}
	}
	return "the goroutine has ended"
}
