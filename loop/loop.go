package loop

import (
	"io"
	"log/slog"
	"runtime"
	"sync/atomic"
	"time"

	"github.com/goasyncio/asyncio/executor"
	"github.com/goasyncio/asyncio/loop/trace"
	"github.com/goasyncio/asyncio/timer"
)

// Loop is an event loop. Make one with New; see the package's text for who
// may call what.
//
// State: idle -> running <-> polling, and back to idle when RunForever
// returns; idle -> closed by Close. Only the goroutine of RunForever moves
// it, other goroutines read it to refuse what is not safe.
type Loop struct {
	// Every step touches what comes first: two lines of the processor's cache.

	rec      *trace.Recorder
	watch    *watchdog // while the loop runs
	todo     int       // what of this turn has not run yet
	stopping bool      // Stop was called
	exiting  bool      // a step ended by Goexit: so does RunForever
	plain    bool      // steps are never handed on, see NextStep
	debug    bool
	virtual  bool // what the clock says
	counted  bool // turns are: they have a limit, or the clock is virtual
	inbox    inbox
	ready    readyQueue

	clock  timer.Clock
	timers timer.Heap[*Handle]
	state  atomic.Int32
	done   chan struct{} // closed by Close

	called   func()  // the callback that runs now,
	handle   *Handle // and its handle, unless only its owner knows that
	turns    int     // turns since RunForever began
	limit    int     // of turns, 0 for none
	still    int     // turns at the same virtual instant
	stillAt  time.Duration
	livelock int
	spun     []string // what the last turns of a livelock began with

	outside  atomic.Int64 // holds of other goroutines
	watched  atomic.Int64 // goroutines that wait for the loop
	contexts atomic.Int64 // contexts whose end would wake the loop
	jobs     int          // calls in flight in an executor
	calls    int          // calls ever
	mute     int          // calls in flight that are silent
	lanes    map[*executor.Pool]*lanes
	detect   bool
	dropped  int
	late     atomic.Int64 // see LateCalls

	pool       *executor.Pool
	poolClosed bool
	poolOpts   []executor.Option
	starving   time.Duration // how long calls wait before that is reported
	ext        Extension
	probe      func()
	handler    ExceptionHandler
	log        *slog.Logger
	printer    printer

	openTrace func(*Loop) (*trace.Recorder, io.Closer)

	guarded bool // by a watchdog, also without debug mode
	slow    time.Duration
	owner   atomic.Uint64 // in debug mode, the goroutine that holds the baton

	count    counters
	opened   io.Closer     // what TraceWith has opened
	lookedAt time.Duration // when an event was recorded last
	ended    bool          // and it was the end of a step
	ticks    int           // turns since the loop was made
	ran      int           // callbacks and steps in this turn
	inTurn   bool
}

const (
	unmade int32 = iota // a zero Loop, which cannot be used
	idle
	running
	polling
	closed
)

// New makes a loop that does not run yet. It stands for
// asyncio.new_event_loop.
func New(opts ...Option) *Loop {
	l := &Loop{slow: 100 * time.Millisecond, log: slog.Default(), livelock: 100_000, starving: 10 * time.Second}
	l.done, l.inbox.wake = make(chan struct{}), make(chan struct{}, 1)
	l.ready.clear()
	for _, o := range opts {
		if o != nil {
			o(l)
		}
	}
	l.state.Store(idle)
	if l.clock == nil {
		l.clock = timer.NewReal()
	}
	l.virtual = l.clock.Virtual()
	l.counted = l.limit > 0 || l.virtual
	if l.rec == nil && l.openTrace != nil {
		l.rec, l.opened = l.openTrace(l)
	}
	return l
}

// Time is the time on the loop's clock, since the loop was made: asyncio's
// loop.time. Any goroutine may call it.
func (l *Loop) Time() time.Duration {
	if l.clock == nil {
		return 0 // a zero Loop; whatever wants to run on it is told so
	}
	return l.clock.Now()
}

// Virtual tells whether the loop runs under a virtual clock.
func (l *Loop) Virtual() bool { return l.virtual }

// RunForever runs turns until Stop is called, and returns nil; or until
// nothing can happen any more (ErrDeadlock, with who waits for whom). A loop
// that was stopped before runs one turn. Only one goroutine may run a loop;
// ErrLoopRunning and ErrLoopClosed say that it cannot be run now.
//
// If a callback ends its goroutine (runtime.Goexit, as t.FailNow does), so
// does RunForever, after that callback: the way of SystemExit in asyncio.
func (l *Loop) RunForever() error {
	if err := l.start(); err != nil {
		return err
	}
	defer l.finish()
	for {
		if err := l.turn(); err != nil {
			return err
		}
		if l.stopping {
			return nil
		}
	}
}

func (l *Loop) start() error {
	if !l.state.CompareAndSwap(idle, running) {
		return l.notIdle()
	}
	l.turns, l.still, l.stillAt, l.spun = 0, 0, -1, nil
	l.TakeOver()
	if l.debug || l.guarded {
		l.watch = startWatchdog(l)
	}
	if l.rec != nil {
		l.traceStart()
	}
	return nil
}

// notIdle says why a loop cannot be run or closed.
func (l *Loop) notIdle() error {
	switch l.state.Load() {
	case unmade:
		return errUnmade
	case closed:
		return ErrLoopClosed
	}
	return ErrLoopRunning
}

func (l *Loop) finish() {
	if l.rec != nil {
		l.traceStop()
	}
	l.stopping, l.exiting, l.todo = false, false, 0
	l.called, l.handle = nil, nil // of one that ended its goroutine
	if l.watch != nil {
		l.watch.stop()
		l.watch = nil
	}
	l.state.Store(idle)
}

// Stop makes RunForever return after the turn that runs now. Before
// RunForever it lets that run one turn. From another goroutine use
// CallSoonThreadsafe(l.Stop).
func (l *Loop) Stop() { l.stopping = true }

// Close ends the loop for good: suspended coroutines are ended, callbacks
// and timers are dropped, and the default executor takes no more calls (its
// running ones are not waited for). It fails with ErrLoopRunning while the
// loop runs; closing twice is fine.
func (l *Loop) Close() error {
	if l.IsClosed() {
		return nil
	}
	if !l.state.CompareAndSwap(idle, running) {
		return l.notIdle()
	}
	l.TakeOver()
	if l.ext != nil {
		l.ext.Closing()
	}
	l.poolClosed = true
	if l.pool != nil {
		l.pool.CancelQueued()
		_ = l.pool.Shutdown(ended)
	}
	l.state.Store(closed)
	close(l.done)
	for _, n := range l.inbox.close() {
		l.drop(n.handle)
	}
	for l.ready.size > 0 {
		c, _ := l.ready.pop().(*callback)
		l.drop((*Handle)(c))
	}
	l.ready.clear()
	l.timers.Clear()
	l.closeRecording()
	return nil
}

// Done is closed when the loop is: the Done channel of every context that
// belongs to it.
func (l *Loop) Done() <-chan struct{} { return l.done }

// drop counts a callback of CallSoonThreadsafe that will not run.
func (l *Loop) drop(h *Handle) {
	if h != nil && h.is(isPosted) && !h.Cancelled() {
		l.dropped++
	}
}

// Dropped is how many callbacks that CallSoonThreadsafe had accepted had not
// run when the loop closed, and never will.
func (l *Loop) Dropped() int { return l.dropped }

// IsRunning tells whether the loop runs; any goroutine may ask.
func (l *Loop) IsRunning() bool {
	s := l.state.Load()
	return s == running || s == polling
}

// IsClosed tells whether Close was called; any goroutine may ask.
func (l *Loop) IsClosed() bool { return l.state.Load() == closed }

// String is as in asyncio: <Loop running=true closed=false debug=false>.
func (l *Loop) String() string {
	return "<Loop running=" + yes(l.IsRunning()) + " closed=" + yes(l.IsClosed()) + " debug=" + yes(l.debug) + ">"
}

func yes(b bool) string {
	if b {
		return "true"
	}
	return "false"
}

// exit ends the loop's goroutine as SystemExit would; RunForever's defers
// put the loop in order on the way.
func (l *Loop) exit() { runtime.Goexit() }
