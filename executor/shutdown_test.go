package executor_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/goasyncio/asyncio/executor"
)

// concurrent.futures: RuntimeError('cannot schedule new futures after shutdown')
func TestH6_SubmitAfterShutdown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var r record
		g := make(gate)
		p := executor.New(executor.Workers(1))
		must(t, p, "busy", g.call, r.done("busy"))
		must(t, p, "queued", func() {}, r.done("queued"))
		ended := make(chan error)
		go func() { ended <- p.Shutdown(context.Background()) }()
		synctest.Wait()
		_, err := p.Submit("late", func() {}, r.done("late"))
		expect(t, "while it is busy", errors.Is(err, executor.ErrShutdown), true)
		g.open()
		expect(t, "Shutdown", <-ended, nil)
		_, err = p.SubmitWait(t.Context(), "later", func() {}, r.done("later"))
		expect(t, "when it has ended", errors.Is(err, executor.ErrShutdown), true)
		expect(t, "events", r.list(), []string{"busy ended", "queued ended"}) // what was queued still runs
		shutdown(t, p)
	})
}

func TestShutdownOfAPoolThatDidNothing(t *testing.T) {
	p := executor.New()
	shutdown(t, p)
	shutdown(t, p)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for range 20 { // it has ended, whatever the context says
		expect(t, "Shutdown with an ended context", p.Shutdown(ctx), nil)
	}
}

func TestShutdownFromManyGoroutines(t *testing.T) {
	p := executor.New(executor.Workers(4))
	for range 100 {
		must(t, p, "", func() {}, nil)
	}
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() { expect(t, "Shutdown", p.Shutdown(context.Background()), nil) })
	}
	group.Wait()
}

// gh-111358: a call that does not end must not hang the program. It is named, and the pool ends when it does.
func TestC1_ShutdownNamesTheCallsThatDoNotEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := make(gate)
		p := executor.New(executor.Workers(2))
		must(t, p, "load", g.call, nil)
		time.Sleep(29 * time.Second)
		must(t, p, "save", g.call, nil)
		for range 3 {
			must(t, p, "", func() {}, nil)
		}
		ctx, cancel := context.WithTimeout(t.Context(), 1500*time.Millisecond)
		defer cancel()
		err := p.Shutdown(ctx)
		var stuck *executor.StuckError
		if !errors.As(err, &stuck) {
			t.Fatalf("Shutdown: %v, want a StuckError", err)
		}
		expect(t, "Calls", stuck.Calls, []executor.StuckCall{
			{Name: "load", For: 30500 * time.Millisecond}, {Name: "save", For: 1500 * time.Millisecond}})
		expect(t, "Waiting", stuck.Waiting, 3)
		expect(t, "Is DeadlineExceeded", errors.Is(err, context.DeadlineExceeded), true)
		expect(t, "Error", err.Error(),
			"executor: 2 calls still run: load for 31s, save for 1.5s; 3 wait: context deadline exceeded")
		g.open()
		shutdown(t, p) // to wait once more
	})
}

func TestStuckErrorIsNotTooLong(t *testing.T) {
	stuck := &executor.StuckError{Err: context.Canceled}
	expect(t, "none", stuck.Error(), "executor: 0 calls still run; 0 wait: context canceled")
	stuck.Calls = []executor.StuckCall{{"a", time.Second}}
	expect(t, "one", stuck.Error(), "executor: 1 call still runs: a for 1s; 0 wait: context canceled")
	for i := range 9 {
		stuck.Calls = append(stuck.Calls, executor.StuckCall{fmt.Sprint(i), time.Millisecond})
	}
	expect(t, "ten", stuck.Error(), "executor: 10 calls still run: a for 1s, 0 for 1ms, 1 for 1ms, 2 for 1ms, "+
		"3 for 1ms, 4 for 1ms, 5 for 1ms, 6 for 1ms and 2 more; 0 wait: context canceled")
}

// shutdown(wait=False, cancel_futures=True), then wait
func TestShutdownAndCancelQueued(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var r record
		g := make(gate)
		p := executor.New(executor.Workers(1))
		must(t, p, "runs", g.call, r.done("runs"))
		synctest.Wait()
		must(t, p, "queued", func() {}, r.done("queued"))
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		var stuck *executor.StuckError
		expect(t, "Shutdown", errors.As(p.Shutdown(ctx), &stuck), true)
		p.CancelQueued()
		g.open()
		shutdown(t, p)
		expect(t, "events", r.list(), []string{"queued: " + executor.ErrCancelled.Error(), "runs ended"})
	})
}
