package coro_test

import (
	"bytes"
	"context"
	"runtime/pprof"
	"strings"
	"testing"

	"github.com/goasyncio/asyncio/coro"
	"github.com/goasyncio/asyncio/loop"
	"github.com/goasyncio/asyncio/loop/trace"
)

type dawdler struct{}

func (dawdler) dawdleToo(ctx context.Context) error { return coro.Sleep(ctx, 0) }

// A recording and a profile name a task's function, also where a wrapper is between the two.
func TestNamesOfFunctions(t *testing.T) {
	for _, test := range []struct {
		name   string
		create func(ctx context.Context) coro.AnyTask
		want   string
	}{
		{"Go", func(ctx context.Context) coro.AnyTask { return coro.Go(ctx, dawdle) }, "dawdle"},
		{"Void", func(ctx context.Context) coro.AnyTask { return coro.CreateTask(ctx, coro.Void(dawdle)) }, "dawdle"},
		{"Void of a method", func(ctx context.Context) coro.AnyTask {
			return coro.CreateTask(ctx, coro.Void(dawdler{}.dawdleToo))
		}, "dawdleToo"},
		{"Void of a closure", func(ctx context.Context) coro.AnyTask {
			return coro.CreateTask(ctx, coro.Void(func(ctx context.Context) error { return dawdle(ctx) }))
		}, "TestNamesOfFunctions"},
		{"Void twice", func(ctx context.Context) coro.AnyTask {
			inner := coro.Void(dawdle)
			return coro.CreateTask(ctx, coro.Void(func(ctx context.Context) error { return errOf(inner(ctx)) }))
		}, "TestNamesOfFunctions"},
		{"Of", func(ctx context.Context) coro.AnyTask { return coro.CreateTask(ctx, coro.Of(sleep0)) }, "sleep0"},
		{"a Coro", func(ctx context.Context) coro.AnyTask { return coro.CreateTask(ctx, sleep0) }, "sleep0"},
	} {
		t.Run(test.name, func(t *testing.T) {
			rec := trace.New()
			var labels bytes.Buffer
			virtually(t, func(ctx context.Context) {
				test.create(ctx)
				passTurns(ctx, 1)
				_ = pprof.Lookup("goroutine").WriteTo(&labels, 1)
			}, coro.WithLoop(loop.Trace(rec)), coro.Profile())
			var got []string
			for e := range rec.Events() {
				if e.Kind == trace.TaskNew {
					got = append(got, e.What)
				}
			}
			wantEqual(t, "functions in the recording", got, []string{"virtually", test.want})
			if want := `"asyncio.coro":"` + test.want + `"`; !strings.Contains(labels.String(), want) {
				t.Errorf("%s is not in the profile", want)
			}
		})
	}
}

// The names cost nothing where nobody asks for them.
func TestNamesCostNothing(t *testing.T) {
	virtually(t, func(ctx context.Context) {
		made := func(create func()) float64 {
			return testing.AllocsPerRun(200, func() { create(); _ = coro.Sleep(ctx, 0) })
		}
		plain := made(func() { coro.CreateTask(ctx, func(ctx context.Context) (struct{}, error) { return struct{}{}, nil }) })
		void := made(func() { coro.CreateTask(ctx, coro.Void(func(ctx context.Context) error { return nil })) })
		short := made(func() { coro.Go(ctx, func(ctx context.Context) error { return nil }) })
		t.Logf("allocations: %v for a Coro, %v with Void, %v by Go", plain, void, short)
		if void > plain+1 || short > plain+1 { // the closure of Void
			t.Errorf("allocations: %v for a Coro, %v with Void, %v by Go", plain, void, short)
		}
	}, coro.WithLoop(loop.LivelockLimit(0)))
}
