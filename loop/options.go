package loop

import (
	"io"
	"log/slog"
	"time"

	"github.com/goasyncio/asyncio/executor"
	"github.com/goasyncio/asyncio/loop/trace"
	"github.com/goasyncio/asyncio/timer"
)

// Option is a choice for New. A nil one is no choice.
type Option func(*Loop)

// VirtualClock makes time virtual: nothing sleeps, the clock jumps to the
// next deadline when nothing is ready, and a deadlock is always found.
func VirtualClock() Option { return WithClock(timer.NewVirtual()) }

// WithClock makes the loop use this clock. A clock belongs to one loop.
func WithClock(c timer.Clock) Option { return func(l *Loop) { l.clock = c } }

// DetectDeadlock lets RunForever return ErrDeadlock under the real clock
// too. Leave it off if signals or other goroutines wake the loop without a
// Hold.
func DetectDeadlock() Option { return func(l *Loop) { l.detect = true } }

// Debug turns asyncio's debug mode on: every scheduling call is checked for
// its goroutine, and callbacks that take long are reported, while they run
// and afterwards.
func Debug() Option { return func(l *Loop) { l.debug = true } }

// Watchdog reports callbacks and steps that take long, while they run, also
// without debug mode: with the task's name, the line and the stack, to the
// Logger. It costs a step less than a nanosecond, and one more goroutine.
func Watchdog() Option { return func(l *Loop) { l.guarded = true } }

// SlowCallback is how long a callback or a step may take before debug mode
// or the watchdog reports it; 100 ms if it is not given: slow_callback_duration.
func SlowCallback(d time.Duration) Option { return func(l *Loop) { l.slow = d } }

// Logger is where the default exception handler and debug mode write;
// slog.Default() if it is not given, or nil.
func Logger(log *slog.Logger) Option {
	return func(l *Loop) {
		if l.log = log; log == nil {
			l.log = slog.Default()
		}
	}
}

// InboxLimit bounds the callbacks of CallSoonThreadsafe that wait for the
// loop to look at them; more fail with ErrOverloaded. There is no bound if it
// is not given.
func InboxLimit(n int) Option { return func(l *Loop) { l.inbox.limit = n } }

// Executor sets the options of the default executor.
func Executor(opts ...executor.Option) Option {
	return func(l *Loop) { l.poolOpts = opts }
}

// StarvedAfter is how long calls may wait for workers of the default executor
// that are all busy, without one of them beginning, before the exception
// handler is told; 10 s if it is not given.
func StarvedAfter(d time.Duration) Option { return func(l *Loop) { l.starving = d } }

// TurnLimit ends RunForever with ErrTurnLimit after that many turns.
func TurnLimit(n int) Option { return func(l *Loop) { l.limit = n } }

// LivelockLimit is how many turns may pass at one instant of a virtual clock
// before RunForever returns ErrLivelock; 100,000 if it is not given, no limit
// if it is 0.
func LivelockLimit(n int) Option { return func(l *Loop) { l.livelock = n } }

// PlainTurns makes every step of every task pass through the loop's own
// goroutine, as the definition in turn.go reads, instead of being handed
// from task to task. The schedule is the same; it is slower.
func PlainTurns() Option { return func(l *Loop) { l.plain = true } }

// Trace records what the loop does.
func Trace(r *trace.Recorder) Option { return func(l *Loop) { l.rec = r } }

// TraceWith records what the loop does with a recorder that is made when the
// loop is, unless Trace gives one. What it opens beside it, like a file, is
// closed with the loop. A nil recorder records nothing.
func TraceWith(open func(*Loop) (*trace.Recorder, io.Closer)) Option {
	return func(l *Loop) { l.openTrace = open }
}
