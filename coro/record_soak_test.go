//go:build soak

package coro_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/goasyncio/asyncio/coro"
	"github.com/goasyncio/asyncio/loop"
	"github.com/goasyncio/asyncio/loop/trace"
)

// A program that does nothing but switch from task to task takes at most twice
// as long when it is recorded. (A lone task switches to nobody; its turns are
// four times as fast, and the six events of a turn cost it more than that.)
// Plain and recorded runs take turns, so that both meet the same machine, and
// the middle of the ratios counts.
func TestF11_SoakCostOfRecording(t *testing.T) {
	for name, program := range map[string]func(context.Context) error{
		"10 tasks take turns":  takeTurns(10, 20_000),
		"100 tasks take turns": takeTurns(100, 2_000),
		"one task":             takeTurns(1, 200_000),
	} {
		var off, on []time.Duration
		var ratios []float64
		for range 15 {
			a := timeOf(t, program)
			b := timeOf(t, program, coro.WithLoop(loop.Trace(trace.New(trace.Ring(1<<16)))))
			off, on, ratios = append(off, a), append(on, b), append(ratios, float64(b)/float64(a))
		}
		slices.Sort(ratios)
		t.Logf("%s: at least %v a step, recorded %v; ratio %.2f, from %.2f to %.2f", name, slices.Min(off)/200_000, slices.Min(on)/200_000, ratios[7], ratios[0], ratios[14])
		if ratios[7] > 2 && name != "one task" {
			t.Errorf("%s: recorded it takes %.2f times as long", name, ratios[7])
		}
	}
}

// takeTurns is a program of so many tasks that give up their turn so often.
func takeTurns(tasks, turns int) func(context.Context) error {
	return func(ctx context.Context) error {
		var group coro.TaskGroup
		return group.Do(ctx, func(ctx context.Context) error {
			for range tasks {
				group.Go(ctx, func(ctx context.Context) error {
					for range turns {
						if err := coro.Sleep(ctx, 0); err != nil {
							return err
						}
					}
					return nil
				})
			}
			return nil
		})
	}
}

func timeOf(t *testing.T, program func(context.Context) error, opts ...coro.RunOption) time.Duration {
	t.Helper()
	took := stopwatch()
	if err := coro.Run(context.Background(), program, opts...); err != nil {
		t.Fatal(err)
	}
	return took()
}
