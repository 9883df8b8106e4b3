package executor_test

import (
	"context"
	"strings"
	"testing"

	"github.com/goasyncio/asyncio/executor"
)

// A zero Pool and a nil context are refused in words.
func TestMisuse(t *testing.T) {
	var none context.Context
	pool, zero := executor.New(nil), new(executor.Pool)
	submit := func(_ *executor.Job, err error) error { return err }
	for _, test := range []struct {
		name string
		err  error
		want string
	}{
		{"SubmitWait", submit(pool.SubmitWait(none, "", func() {}, nil)), "context is nil"},
		{"Shutdown", pool.Shutdown(none), "context is nil"},
		{"Submit of a zero Pool", submit(zero.Submit("", func() {}, nil)), "executor.New"},
		{"SubmitWait of a zero Pool", submit(zero.SubmitWait(context.Background(), "", func() {}, nil)), "executor.New"},
		{"Shutdown of a zero Pool", zero.Shutdown(context.Background()), "executor.New"},
	} {
		if test.err == nil || !strings.Contains(test.err.Error(), test.want) {
			t.Errorf("%s: %v", test.name, test.err)
		}
	}
	if err := pool.Shutdown(context.Background()); err != nil {
		t.Error(err)
	}
}
