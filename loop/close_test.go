package loop_test

import (
	"errors"
	"runtime"
	"testing"
	"time"

	"github.com/goasyncio/asyncio/executor"
	"github.com/goasyncio/asyncio/loop"
	"github.com/goasyncio/asyncio/loop/trace"
)

// test_close: and a closed loop refuses everything.
func TestA14_AClosedLoop(t *testing.T) {
	b := virtual(t)
	b.soon(b.says("never"))
	b.later(0, b.says("never"))
	expect(t, "IsClosed", b.IsClosed(), false)
	expect(t, "Close", b.Close(), nil)
	expect(t, "Close again", b.Close(), nil)
	expect(t, "IsClosed", b.IsClosed(), true)
	<-b.Done()
	for name, err := range map[string]error{
		"CallSoon":           errOf(b.CallSoon(b.says(""))),
		"CallLater":          errOf(b.CallLater(1, b.says(""))),
		"CallAt":             errOf(b.CallAt(1, b.says(""))),
		"CallSoonThreadsafe": errOf(b.CallSoonThreadsafe(b.says(""))),
		"RunInExecutor":      errOf(b.RunInExecutor(nil, "", func() {}, func(error) {})),
		"RunForever":         b.RunForever(),
		"Usable":             b.Usable(),
	} {
		if !errors.Is(err, loop.ErrLoopClosed) {
			t.Errorf("%s: %v", name, err)
		}
	}
	b.expect()
}

func TestC8_CloseInEveryState(t *testing.T) {
	for _, test := range []struct {
		name string
		play func(b *bed)
	}{
		{"never run", func(*bed) {}},
		{"with callbacks and timers", func(b *bed) { b.soon(b.says("x")); b.later(1, b.says("x")); b.posted(b.says("x")) }},
		{"after a run", (*bed).turn},
		{"after a deadlock", func(b *bed) { _ = b.RunForever() }},
		{"after Goexit", func(b *bed) { b.soon(runtime.Goexit); apart(func() { _ = b.RunForever() }) }},
		{"while it runs", func(b *bed) {
			b.soon(func() { b.add("%v", b.Close()); b.Stop() })
			b.run()
			b.expect(loop.ErrLoopRunning.Error())
			b.log = nil
		}},
		{"with an idle executor", func(b *bed) {
			_ = errOf(b.RunInExecutor(nil, "", func() {}, func(error) { b.Stop() }))
			b.run()
		}},
		{"with handles that are cancelled later", func(b *bed) {
			h, timer := b.soon(b.says("x")), b.later(1, b.says("x"))
			_ = b.Close()
			h.Cancel()
			timer.Cancel()
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			b := virtual(t)
			test.play(b)
			expect(t, "Close", b.Close(), nil)
			expect(t, "Close again", b.Close(), nil)
			b.expect()
		})
	}
}

// What a loop's close cuts off is counted.
func TestDropped(t *testing.T) {
	b := virtual(t)
	b.posted(b.says("never")) // in the ready queue
	b.soon(b.says("never"))   // not posted, so not promised
	b.posted(b.says("never")) // in the inbox
	b.posted(b.says("never")).Cancel()
	_ = b.Close()
	expect(t, "Dropped", b.Dropped(), 2)
	b.expect()
}

// A loop does not wait for the calls that run when it closes; those that have not begun never do.
func TestCloseWithCallsInFlight(t *testing.T) {
	b := real(t, loop.Executor(executor.Workers(1)))
	gate, began := make(chan struct{}), make(chan struct{})
	_ = errOf(b.RunInExecutor(nil, "stuck", func() { close(began); <-gate }, func(error) { t.Error("a late end was delivered") }))
	_ = errOf(b.RunInExecutor(nil, "waits", func() { t.Error("it began") }, func(error) {}))
	<-began
	expect(t, "Close", b.Close(), nil)
	close(gate)
}

func TestStrings(t *testing.T) {
	b := virtual(t)
	expect(t, "idle", b.String(), "<Loop running=false closed=false debug=false>")
	b.SetDebug(true) // test_set_debug
	expect(t, "Debug", b.Debug(), true)
	b.soon(func() {
		expect(t, "running", b.String(), "<Loop running=true closed=false debug=true>")
		b.Stop()
	})
	b.run()
	h, timer := b.soon(named), b.later(1500*time.Millisecond, named)
	expect(t, "Handle", h.String()[:len("<Handle loop_test.named() at close_test.go:")], "<Handle loop_test.named() at close_test.go:")
	expect(t, "TimerHandle", timer.String()[:len("<TimerHandle when=1.5s loop_test.named() at close_test.go:")],
		"<TimerHandle when=1.5s loop_test.named() at close_test.go:")
	h.Cancel() // in debug mode the name stays
	expect(t, "cancelled", h.String()[:len("<Handle cancelled loop_test.named() at")], "<Handle cancelled loop_test.named() at")
	_ = b.Close()
	expect(t, "closed", b.String(), "<Loop running=false closed=true debug=true>")
}

func named() {}

func TestMethodsHaveTheirName(t *testing.T) {
	b := virtual(t)
	text := b.soon(b.named).String()
	expect(t, "Handle", text[:len("<Handle loop_test.(*bed).named() at")], "<Handle loop_test.(*bed).named() at")
}

func (b *bed) named() {}

// What is cancelled after the close is not in the recording, which has ended.
func TestCancelAfterCloseIsNotRecorded(t *testing.T) {
	rec := trace.New()
	l := loop.New(loop.VirtualClock(), loop.Trace(rec))
	timer, _ := l.CallLater(time.Hour, func() {})
	handle, _ := l.CallSoon(func() {})
	_ = l.Close()
	before := rec.Len()
	timer.Cancel()
	handle.Cancel()
	expect(t, "events", rec.Len(), before)
}
