package coro_test

import (
	"testing"

	"github.com/goasyncio/asyncio/coro"
	"github.com/goasyncio/asyncio/loop"
	"github.com/goasyncio/asyncio/loop/trace"
)

// The cost of recording: compare BenchmarkStep10, 100 … with the same recorded.
func BenchmarkF11_Step10(b *testing.B)          { steps(b, 10) }
func BenchmarkF11_Step10Recorded(b *testing.B)  { steps(b, 10, recorded()) }
func BenchmarkF11_Step100(b *testing.B)         { steps(b, 100) }
func BenchmarkF11_Step100Recorded(b *testing.B) { steps(b, 100, recorded()) }

func recorded() coro.RunOption {
	return coro.WithLoop(loop.Trace(trace.New(trace.Ring(1 << 16))))
}
