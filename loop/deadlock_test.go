package loop_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/goasyncio/asyncio/loop"
)

func TestE10_Deadlock(t *testing.T) {
	b := virtual(t)
	b.later(time.Second, b.says("timer"))
	expect(t, "Is ErrDeadlock", errors.Is(b.RunForever(), loop.ErrDeadlock), true)
	b.expect("timer")
	b.soon(func() { b.add("goes on"); b.Stop() })
	b.run()
	b.expect("timer", "goes on")
}

func TestE10_DetectDeadlockUnderTheRealClock(t *testing.T) {
	b := real(t, loop.DetectDeadlock())
	expect(t, "Is ErrDeadlock", errors.Is(b.RunForever(), loop.ErrDeadlock), true)
	release := b.AwaitContext() // a context that may end does not count
	expect(t, "with a context", errors.Is(b.RunForever(), loop.ErrDeadlock), true)
	release()
	done := false
	_ = errOf(b.RunInExecutor(nil, "", func() { time.Sleep(time.Millisecond) }, func(error) { done = true }))
	expect(t, "after a call", errors.Is(b.RunForever(), loop.ErrDeadlock), true)
	expect(t, "the call was waited for", done, true)
}

// Nothing that can still happen is a deadlock.
func TestE10_NoFalseAlarm(t *testing.T) {
	for _, test := range []struct {
		name  string
		alive func(b *bed)
	}{
		{"a hold", func(b *bed) {
			release := b.Hold()
			go func() { time.Sleep(time.Millisecond); b.posted(b.Stop); release() }()
		}},
		{"somebody who waits", func(b *bed) {
			release := b.Await()
			go func() { time.Sleep(time.Millisecond); b.posted(b.Stop); release() }()
		}},
		{"a call in flight", func(b *bed) {
			_ = errOf(b.RunInExecutor(nil, "", func() { time.Sleep(time.Millisecond) }, func(error) { b.Stop() }))
		}},
		{"a timer", func(b *bed) { b.later(time.Millisecond, b.Stop) }},
		{"something in the inbox", func(b *bed) { b.posted(b.Stop) }},
	} {
		t.Run(test.name, func(t *testing.T) {
			for name, b := range map[string]*bed{"virtual": virtual(t), "real": real(t, loop.DetectDeadlock())} {
				test.alive(b)
				if err := b.RunForever(); err != nil {
					t.Errorf("%s: %v", name, err)
				}
			}
		})
	}
}

func TestE11_Livelock(t *testing.T) {
	b := virtual(t, loop.LivelockLimit(100))
	turns := 0
	var spin func()
	spin = func() { turns++; b.soon(spin) }
	b.soon(spin)
	err := b.RunForever()
	expect(t, "Is ErrLivelock", errors.Is(err, loop.ErrLivelock), true)
	expect(t, "turns", turns, 100)
	expect(t, "callbacks told of", strings.Count(err.Error(), "TestE11_Livelock.func"), 20)
	if !strings.Contains(err.Error(), "100 turns at 0s") {
		t.Error(err)
	}
	b.soon(b.Stop) // nothing was lost: the one that spins is still there
	b.run()
	expect(t, "turns", turns, 101)
}

// It names also what was cancelled.
func TestE11_LivelockOfCancelled(t *testing.T) {
	b := virtual(t, loop.LivelockLimit(100))
	var spin func()
	spin = func() { b.soon(func() {}).Cancel(); b.soon(spin) }
	b.soon(spin)
	err := b.RunForever()
	expect(t, "cancelled ones told of", strings.Count(err.Error(), "<Handle cancelled>"), 20)
}

func TestE11_NoLivelock(t *testing.T) {
	for _, test := range []struct {
		name string
		opts []loop.Option
	}{
		{"below the limit", []loop.Option{loop.VirtualClock(), loop.LivelockLimit(1002)}},
		{"no limit", []loop.Option{loop.VirtualClock(), loop.LivelockLimit(0)}},
		{"the real clock", []loop.Option{loop.LivelockLimit(10)}},
	} {
		t.Run(test.name, func(t *testing.T) {
			b := real(t, test.opts...)
			n := 0
			var spin func()
			spin = func() {
				if n++; n < 1000 {
					b.soon(spin)
					return
				}
				b.Stop()
			}
			b.soon(spin)
			b.run()
		})
	}
}

// The count begins anew when the clock moves.
func TestE11_TimeGoesOn(t *testing.T) {
	b := virtual(t, loop.LivelockLimit(10))
	for i := range 100 {
		b.later(time.Duration(i), func() { b.soon(func() {}) })
	}
	b.later(100, b.Stop)
	b.run()
}

// Whoever builds on the loop says who waits for whom.
func TestE10_TheExtensionTells(t *testing.T) {
	b := virtual(t, loop.Watchdog(), loop.SlowCallback(slow))
	ext := &extension{}
	expect(t, "Extend", b.Extend(func() loop.Extension { return ext }) == loop.Extension(ext), true)
	expect(t, "Extend again", b.Extend(nil) == loop.Extension(ext), true)
	b.soon(func() { b.until("blocks the loop", func() {}) }) // a callback is no step
	err := b.RunForever()
	expect(t, "error", err.Error(), "a waits for b: "+loop.ErrDeadlock.Error())
	_ = b.Close()
	expect(t, "told", ext.told, "waiting closing ")
}

type extension struct{ told string }

func (e *extension) Closing()                        { e.told += "closing " }
func (e *extension) Waiting()                        { e.told += "waiting " }
func (e *extension) Blocked(cause error) error       { return fmt.Errorf("a waits for b: %w", cause) }
func (e *extension) Running() (fmt.Stringer, uint64) { return nil, 0 }
