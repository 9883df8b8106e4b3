package timer_test

import (
	"fmt"
	"math"
	"time"

	"github.com/goasyncio/asyncio/timer"
)

// Timers come out by deadline; equal deadlines in the order in which they were pushed.
func ExampleHeap() {
	var heap timer.Heap[string]
	tea := &timer.Timer[string]{Value: "tea"}
	rice := &timer.Timer[string]{Value: "rice"}
	eggs := &timer.Timer[string]{Value: "eggs"}
	heap.Push(rice, 12*time.Minute)
	heap.Push(eggs, 5*time.Minute)
	heap.Push(tea, 5*time.Minute)
	heap.Cancel(eggs) // only marked: it comes out with the others

	for t := heap.PopDue(time.Hour); t != nil; t = heap.PopDue(time.Hour) {
		fmt.Println(t.When(), t.Value, t.Cancelled())
	}
	// Output:
	// 5m0s eggs true
	// 5m0s tea false
	// 12m0s rice false
}

// A year on a virtual clock takes no time.
func ExampleVirtualClock() {
	clock := timer.NewVirtual()
	woken := clock.Wait(365*24*time.Hour, nil)
	fmt.Println(clock.Now(), woken)
	// Output: 8760h0m0s false
}

// A wake-up ends a wait before its deadline.
func ExampleRealClock() {
	clock := timer.NewReal()
	wake := make(chan struct{}, 1)
	go func() { wake <- struct{}{} }()
	fmt.Println(clock.Wait(time.Hour, wake))
	// Output: true
}

func ExampleSeconds() {
	for _, s := range []float64{0.07, 1e-10, math.Inf(1), math.NaN()} {
		fmt.Println(timer.Seconds(s))
	}
	// Output:
	// 70ms <nil>
	// 1ns <nil>
	// 2562047h47m16.854775807s <nil>
	// 0s timer: seconds is NaN (not a number)
}

func ExampleAdd() {
	fmt.Println(timer.Add(time.Second, time.Minute))
	fmt.Println(timer.Add(time.Second, timer.Forever) == timer.Forever)
	// Output:
	// 1m1s
	// true
}
