package timer_test

import (
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/goasyncio/asyncio/timer"
)

var (
	_ timer.Clock = (*timer.RealClock)(nil)
	_ timer.Clock = (*timer.VirtualClock)(nil)
)

// bothClocks runs a test on each clock; the real one in a bubble in which time is virtual too.
func bothClocks(t *testing.T, test func(t *testing.T, clock timer.Clock)) {
	t.Run("real", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) { test(t, timer.NewReal()) })
	})
	t.Run("virtual", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) { test(t, timer.NewVirtual()) })
	})
}

func TestVirtual(t *testing.T) {
	expect(t, "real", timer.NewReal().Virtual(), false)
	expect(t, "virtual", timer.NewVirtual().Virtual(), true)
}

func TestWaitEndsAtTheDeadline(t *testing.T) {
	bothClocks(t, func(t *testing.T, clock timer.Clock) {
		expect(t, "start", clock.Now(), 0)
		for _, deadline := range []time.Duration{time.Nanosecond, time.Second, time.Second, 1000 * time.Hour} {
			expect(t, "woken", clock.Wait(deadline, nil), false)
			expect(t, "Now", clock.Now(), deadline)
		}
	})
}

func TestG3_WaitForThePastReturnsAtOnce(t *testing.T) {
	bothClocks(t, func(t *testing.T, clock timer.Clock) {
		clock.Wait(time.Hour, nil)
		for _, deadline := range []time.Duration{time.Hour, 1, 0, -1, -timer.Forever, -timer.Forever - 1} {
			expect(t, "woken", clock.Wait(deadline, nil), false)
			expect(t, "Now", clock.Now(), time.Hour)
		}
	})
}

func TestWakeComesFirst(t *testing.T) {
	bothClocks(t, func(t *testing.T, clock timer.Clock) {
		wake := make(chan struct{}, 1)
		for _, deadline := range []time.Duration{-time.Second, 0, time.Second, timer.Forever} {
			wake <- struct{}{}
			expect(t, "woken", clock.Wait(deadline, wake), true)
			expect(t, "Now", clock.Now(), 0)
			expect(t, "left in wake", len(wake), 0)
		}
	})
}

func TestRealWaitIsWoken(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		clock := timer.NewReal()
		wake := make(chan struct{}, 1)
		for _, deadline := range []time.Duration{timer.Forever, time.Hour, timer.Forever - 1} {
			before := clock.Now()
			time.AfterFunc(time.Second, func() { wake <- struct{}{} })
			expect(t, "woken", clock.Wait(deadline, wake), true)
			expect(t, "Now", clock.Now(), before+time.Second)
		}
		// The alarm of a wait that was woken must not end the next one.
		expect(t, "woken", clock.Wait(2*time.Hour, wake), false)
		expect(t, "Now", clock.Now(), 2*time.Hour)
	})
}

// On a virtual clock Forever does not jump: somebody outside must have something to say.
func TestG2_VirtualForeverWaitsForAWakeUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		clock := timer.NewVirtual()
		wake := make(chan struct{})
		go func() {
			synctest.Wait() // until Wait below is asleep
			expect(t, "Now while it waits", clock.Now(), 0)
			wake <- struct{}{}
		}()
		expect(t, "woken", clock.Wait(timer.Forever, wake), true)
		expect(t, "Now", clock.Now(), 0)
		clock.Wait(timer.Forever-1, wake)
		expect(t, "Now at the end of time", clock.Now(), timer.Forever-1)
	})
}

func TestG5_NeverEarly(t *testing.T) {
	expect(t, "error", neverEarly(300), nil)
}

// neverEarly waits n times for up to 20 microseconds of real time.
func neverEarly(n int) error {
	clock := timer.NewReal()
	for range n {
		d := time.Duration(rand.IntN(20_000))
		before := time.Now()
		deadline := timer.Add(clock.Now(), d)
		clock.Wait(deadline, nil)
		if late := clock.Now() - deadline; late < 0 {
			return fmt.Errorf("a wait of %v ended %v early", d, -late)
		}
		if elapsed := time.Since(before); elapsed < d {
			return fmt.Errorf("a wait of %v took %v by another clock", d, elapsed)
		}
	}
	return nil
}

// When the machine was away for an hour, all that came due meanwhile is due at once, and in order.
func TestG6_JumpOfAnHour(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		clock := timer.NewReal()
		var heap timer.Heap[string]
		for _, text := range []string{"59m", "1s", "61m", "30m", "1s", "2h", "0s"} {
			d, _ := time.ParseDuration(text)
			heap.Push(namedTimer(text), timer.Add(clock.Now(), d))
		}
		time.Sleep(time.Hour)
		expect(t, "due", due(&heap, clock.Now()), []string{"0s", "1s", "1s", "30m", "59m"})
		when, _ := heap.Next()
		clock.Wait(when, nil)
		expect(t, "then", due(&heap, clock.Now()), []string{"61m"})
	})
}

// Now is safe while another goroutine waits, and never goes back.
func TestNowFromOtherGoroutines(t *testing.T) {
	for _, clock := range []timer.Clock{timer.NewReal(), timer.NewVirtual()} {
		var watchers sync.WaitGroup
		for range 4 {
			watchers.Go(func() {
				for last, i := time.Duration(0), 0; i < 1000; i++ {
					now := clock.Now()
					if now < last {
						t.Errorf("the time went from %v to %v", last, now)
					}
					last = now
				}
			})
		}
		for range 100 {
			clock.Wait(clock.Now()+1000, nil)
		}
		watchers.Wait()
	}
}

func TestWaitingCostsNoAllocation(t *testing.T) {
	for _, clock := range []timer.Clock{timer.NewReal(), timer.NewVirtual()} {
		wake := make(chan struct{})
		n := testing.AllocsPerRun(100, func() { clock.Wait(clock.Now()+1000, wake) })
		expect(t, "allocations", n, 0)
	}
}
