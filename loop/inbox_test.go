package loop_test

import (
	"errors"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/goasyncio/asyncio/loop"
)

// In asyncio call_soon_threadsafe appends to the same queue as call_soon: on the loop's own goroutine it keeps its
// place among the others.
func TestThreadsafeKeepsItsPlace(t *testing.T) {
	b := virtual(t)
	b.posted(b.says("1"))
	b.soon(b.says("2"))
	b.posted(b.says("3"))
	b.posted(b.says("4"))
	b.soon(func() {
		b.add("5")
		b.posted(b.says("6"))
		b.soon(b.says("7"))
		b.posted(b.says("8"))
		b.later(0, b.says("9"))
	})
	b.turn()
	b.add("turn")
	b.turn()
	b.expect("1", "2", "3", "4", "5", "turn", "6", "7", "8", "9")
}

// A posted callback wakes a loop that waits, also one whose next timer is far away.
func TestThreadsafeWakesTheLoop(t *testing.T) {
	b := real(t)
	b.later(time.Hour, b.says("never"))
	waits := make(chan struct{})
	b.soon(func() { close(waits) })
	go func() {
		<-waits
		b.posted(func() { b.add("woken"); b.Stop() })
	}()
	b.run()
	b.expect("woken")
}

// From each goroutine in order, none lost.
func TestThreadsafeFromMany(t *testing.T) {
	const goroutines, each = 16, 500
	b := real(t)
	var posters sync.WaitGroup
	next := make([]int, goroutines)
	for g := range goroutines {
		posters.Go(func() {
			for i := range each {
				b.posted(func() {
					if next[g] != i {
						t.Errorf("goroutine %d: %d runs, want %d", g, i, next[g])
					}
					next[g] = i + 1
				})
			}
		})
	}
	go func() { posters.Wait(); b.posted(b.Stop) }()
	b.run()
	for g, n := range next {
		expect(t, fmt.Sprint("goroutine ", g), n, each)
	}
}

// A handle from CallSoonThreadsafe may be cancelled by any goroutine, at any time.
func TestCancelFromAnotherGoroutine(t *testing.T) {
	b := real(t)
	var posters sync.WaitGroup
	for range 8 {
		posters.Go(func() {
			for range 500 {
				h := b.posted(func() {})
				h.Cancel()
				h.Cancel()
				_ = h.Cancelled()
			}
		})
	}
	go func() { posters.Wait(); b.posted(b.Stop) }()
	b.run()
}

// Who floods the inbox gives way to the loop now and then, accepted or refused. On one processor nobody else would run
// before the end of a time slice, in which all of these are posted.
func TestF5_FloodGivesWay(t *testing.T) {
	for _, test := range []struct {
		name    string
		options []loop.Option
	}{{"accepted", nil}, {"refused", []loop.Option{loop.InboxLimit(10)}}} {
		t.Run(test.name, func(t *testing.T) {
			defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
			b := real(t, test.options...)
			var posts atomic.Int64
			before := int64(-1)
			go func() {
				for range 5000 {
					_, _ = b.CallSoonThreadsafe(func() {
						if before < 0 {
							before = posts.Load()
						}
					})
					posts.Add(1)
				}
				for err := error(loop.ErrOverloaded); err != nil; _, err = b.CallSoonThreadsafe(b.Stop) {
				}
			}()
			b.run()
			if before < 0 || before > 1000 {
				t.Errorf("the loop looked after %d posts", before)
			}
		})
	}
}

func TestInboxLimit(t *testing.T) {
	b := virtual(t, loop.InboxLimit(2))
	b.posted(b.says("1"))
	b.posted(b.says("2"))
	expect(t, "Is ErrOverloaded", errors.Is(errOf(b.CallSoonThreadsafe(b.says("3"))), loop.ErrOverloaded), true)
	b.turn()
	b.posted(b.says("4"))
	b.turn()
	b.expect("1", "2", "4")
}

// Under the virtual clock a hold stops time: the timer of an hour must not fire before the wake-up from outside.
func TestHold(t *testing.T) {
	b := virtual(t)
	release := b.Hold()
	b.later(time.Hour, func() { b.add("timer at %v", b.Time()); b.Stop() })
	go func() {
		time.Sleep(time.Millisecond)
		b.posted(func() { b.add("posted at %v", b.Time()) })
		release()
		release()
	}()
	b.run()
	b.expect("posted at 0s", "timer at 1h0m0s")
}

// Await is for those who wait for the loop: time goes on, and it is no deadlock.
func TestAwait(t *testing.T) {
	for _, test := range []struct {
		name string
		wait func(*loop.Loop) func()
	}{{"Await", (*loop.Loop).Await}, {"AwaitContext", (*loop.Loop).AwaitContext}} {
		t.Run(test.name, func(t *testing.T) {
			b := virtual(t)
			release := test.wait(b.Loop)
			b.later(time.Hour, func() {
				b.add("timer at %v", b.Time())
				go func() {
					b.posted(b.says("posted"))
					release()
					release()
				}()
			})
			expect(t, "Is ErrDeadlock", errors.Is(b.RunForever(), loop.ErrDeadlock), true)
			b.expect("timer at 1h0m0s", "posted")
		})
	}
}
