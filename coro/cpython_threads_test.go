package coro_test

import (
	"context"
	"sync/atomic"
	"testing"

	"github.com/goasyncio/asyncio/coro"
)

// Arguments are what the function closes over.
//
// test_threads.py ToThreadTests.test_to_thread
// test_threads.py ToThreadTests.test_to_thread_args_kwargs
// test_threads.py ToThreadTests.test_to_thread_once
func TestCPythonToThread(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		var calls atomic.Int32
		sum := func(a, b int) func(context.Context) (int, error) {
			return func(context.Context) (int, error) { calls.Add(1); return a + b, nil }
		}
		result, err := coro.ToThread(ctx, sum(40, 2))
		pyEqual(t, "the result", result, 42)
		pyEqual(t, "calls", calls.Load(), 1)
		return err
	})
}

// test_threads.py ToThreadTests.test_to_thread_exception
func TestCPythonToThreadException(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		_, err := coro.ToThread(ctx, func(context.Context) (int, error) { return 0, errRuntime })
		pyTrue(t, "the very error", err == errRuntime)
		_, err = coro.ToThread(ctx, func(context.Context) (int, error) { panic(errRuntime) })
		pyRaises(t, "a panic", err, errRuntime)
		return nil
	})
}

// test_threads.py ToThreadTests.test_to_thread_concurrent
func TestCPythonToThreadConcurrent(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		var calls atomic.Int32
		var futs []coro.Coro[int]
		for range 10 {
			futs = append(futs, coro.Thread(func(context.Context) (int, error) { calls.Add(1); return 0, nil }))
		}
		_, err := coro.Gather(ctx, futs...)
		pyEqual(t, "calls", calls.Load(), 10)
		return err
	})
}

// test_threads.py ToThreadTests.test_to_thread_contextvars
func TestCPythonToThreadContextVars(t *testing.T) {
	pyRun(t, func(ctx context.Context) error {
		result, err := coro.ToThread(context.WithValue(ctx, pyVar{}, "parrot"), func(ctx context.Context) (any, error) {
			return ctx.Value(pyVar{}), nil
		})
		pyEqual(t, "the result", result, any("parrot"))
		return err
	})
}
