package trace_test

import (
	"strings"
	"testing"

	"github.com/goasyncio/asyncio/loop/trace"
)

func tick() {}

type clock struct{}

func (*clock) strike() {}

func twice[T any](T) {}

// A callback is called what its function is called where it is written; one
// without a name has a line.
func TestCallName(t *testing.T) {
	inner := func() func() { return func() {} }
	for name, c := range map[string]struct {
		f    any
		want string
	}{
		"a function":          {tick, "tick"},
		"a method":            {new(clock).strike, "strike"},
		"a method expression": {(*clock).strike, "strike"},
		"a generic one":       {twice[int], "twice"},
		"of another package":  {strings.ToUpper, "ToUpper"},
		"nothing":             {nil, ""},
		"nil":                 {(func())(nil), ""},
		"no function":         {7, ""},
	} {
		if got := trace.CallName(c.f); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	for name, f := range map[string]any{"a closure": func() {}, "a closure's closure": inner()} {
		got := trace.CallName(f)
		if line, ok := strings.CutPrefix(got, "TestCallName:"); !ok || len(line) < 2 {
			t.Errorf("%s: %q", name, got)
		}
	}
}
