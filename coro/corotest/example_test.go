package corotest_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/goasyncio/asyncio/coro"
	"github.com/goasyncio/asyncio/coro/corotest"
)

// A test of a program that takes two days.
func ExampleRun() {
	test := func(t testing.TB) { // func TestPatience(t *testing.T)
		record := corotest.Run(t, func(ctx context.Context) error {
			days, err := coro.Gather(ctx, coro.After(48*time.Hour, "two days"), coro.After(24*time.Hour, "a day"))
			coro.Println(ctx, days)
			return err
		})
		fmt.Println(record.Printed(), record.Elapsed())
	}
	failures, _ := try(test)
	fmt.Println(len(failures), "failures")
	// Output:
	// [[two days a day]] 48h0m0s
	// 0 failures
}

// The schedule says who ran when, and why.
func ExampleRecord_Schedule() {
	_, _ = try(func(t testing.TB) {
		record := corotest.Run(t, func(ctx context.Context) error { return coro.Sleep(ctx, time.Hour) })
		fmt.Print(record.Schedule()[:0], record.Turns(), " turns\n")
	})
	// Output: 4 turns
}
