package coro_test

import (
	"context"
	"testing"

	"github.com/goasyncio/asyncio/coro"
)

// test_pep492.py LockTests.test_context_manager_async_with
func TestCPythonContextManagerAsyncWith(t *testing.T) {
	type primitive interface {
		Do(context.Context, func(context.Context) error) error
		Locked() bool
	}
	for name, lock := range map[string]primitive{
		"Lock": new(coro.Lock), "Condition": new(coro.Condition),
		"Semaphore": coro.NewSemaphore(1), "BoundedSemaphore": coro.NewBoundedSemaphore(1),
	} {
		t.Run(name, func(t *testing.T) {
			pyRun(t, func(ctx context.Context) error {
				if err := coro.Sleep(ctx, pySec(0.01)); err != nil {
					return err
				}
				pyFalse(t, "locked before", lock.Locked())
				err := lock.Do(ctx, func(ctx context.Context) error {
					pyTrue(t, "locked", lock.Locked())
					err := coro.Sleep(ctx, pySec(0.01))
					pyTrue(t, "still locked", lock.Locked())
					return err
				})
				pyFalse(t, "locked after", lock.Locked())
				return err
			})
		})
	}
}
