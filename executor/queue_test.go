package executor_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/goasyncio/asyncio/executor"
)

// What is accepted depends on what was submitted and has not ended, not on whether a worker has already woken up.
func TestF1_ABoundedQueueRefuses(t *testing.T) {
	for _, test := range []struct{ workers, queue, accepted int }{
		{workers: 1, queue: 0, accepted: 1},
		{workers: 1, queue: 1, accepted: 2},
		{workers: 3, queue: 0, accepted: 3},
		{workers: 3, queue: 5, accepted: 8},
		{workers: 3, queue: -1, accepted: 100}, // no bound
	} {
		t.Run(fmt.Sprintf("%d+%d", test.workers, test.queue), func(t *testing.T) {
			g := make(gate)
			p := executor.New(executor.Workers(test.workers), executor.Queue(test.queue))
			accepted := 0
			for range 100 {
				if _, err := p.Submit("", g.call, nil); err == nil {
					accepted++
				} else if !errors.Is(err, executor.ErrOverloaded) {
					t.Fatal(err)
				}
			}
			expect(t, "accepted", accepted, test.accepted)
			g.open()
			shutdown(t, p)
		})
	}
}

// waitingPool has one busy worker, one queued call and the given calls waiting for room, in their order.
func waitingPool(t *testing.T, ctx context.Context, r *record, g gate, names ...string) *executor.Pool {
	p := executor.New(executor.Workers(1), executor.Queue(1))
	must(t, p, "runs", g.call, r.done("runs"))
	must(t, p, "queued", func() {}, r.done("queued"))
	for _, name := range names {
		go func() {
			_, err := p.SubmitWait(ctx, name, func() {}, r.done(name))
			if err != nil {
				r.add(name + " refused: " + err.Error())
			}
		}()
		synctest.Wait()
	}
	expect(t, "Blocked", p.Stats().Blocked, len(names))
	return p
}

func TestF1_SubmitWaitWaitsForRoomInTurn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var r record
		g := make(gate)
		p := waitingPool(t, t.Context(), &r, g, "a", "b", "c")
		_, err := p.Submit("overtakes", func() {}, nil)
		expect(t, "Submit", errors.Is(err, executor.ErrOverloaded), true)
		g.open()
		synctest.Wait()
		expect(t, "events", r.list(), []string{"runs ended", "queued ended", "a ended", "b ended", "c ended"})
		shutdown(t, p)
	})
}

func TestSubmitWaitWithRoomDoesNotWait(t *testing.T) {
	var r record
	p := executor.New(executor.Workers(1), executor.Queue(1))
	job, err := p.SubmitWait(t.Context(), "a", func() {}, r.done("a"))
	expect(t, "error", err, nil)
	expect(t, "Name", job.Name(), "a")
	shutdown(t, p)
	expect(t, "events", r.list(), []string{"a ended"})
}

// A call that is cancelled makes room.
func TestCancelMakesRoom(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var r record
		g := make(gate)
		p := waitingPool(t, t.Context(), &r, g, "a", "b")
		p.CancelQueued() // cancels "queued", and lets "a" in its place
		synctest.Wait()
		expect(t, "Blocked", p.Stats().Blocked, 1)
		p.CancelQueued()
		synctest.Wait()
		expect(t, "Blocked", p.Stats().Blocked, 0)
		g.open()
		shutdown(t, p)
		expect(t, "events", r.list(), []string{
			"queued: " + executor.ErrCancelled.Error(), "a: " + executor.ErrCancelled.Error(), "runs ended", "b ended"})
	})
}

func TestSubmitWaitEndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var r record
		g := make(gate)
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		p := waitingPool(t, ctx, &r, g, "a")
		time.Sleep(time.Minute)
		synctest.Wait()
		expect(t, "Blocked", p.Stats().Blocked, 0)
		g.open()
		shutdown(t, p)
		expect(t, "events", r.list(), []string{
			"a refused: executor: the call was not submitted: context deadline exceeded", "runs ended", "queued ended"})
	})
}

func TestSubmitWaitWithAnEndedContext(t *testing.T) {
	p := executor.New()
	because := errors.New("because")
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(because)
	_, err := p.SubmitWait(ctx, "", func() { t.Error("it runs") }, func(error) { t.Error("it is reported") })
	expect(t, "Is Canceled", errors.Is(err, context.Canceled), true)
	expect(t, "Is the cause", errors.Is(err, because), true)
	expect(t, "text", err.Error(), "executor: the call was not submitted: context canceled: because")
	shutdown(t, p)
}

// When room and the end of the context come together the call is accepted, because it may already run.
func TestRoomWinsOverTheContext(t *testing.T) {
	for range 200 {
		g := make(gate)
		reports := make(chan error, 1)
		p := executor.New(executor.Workers(1), executor.Queue(0))
		must(t, p, "", g.call, nil)
		ctx, cancel := context.WithCancel(t.Context())
		go cancel()
		go g.open()
		job, err := p.SubmitWait(ctx, "", func() {}, func(err error) { reports <- err })
		shutdown(t, p)
		if accepted := job != nil; accepted != (err == nil) || accepted != (len(reports) == 1) {
			t.Fatalf("job %v, error %v, %d reports", job, err, len(reports))
		}
	}
}

func TestShutdownRefusesWhoWaitsForRoom(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var r record
		g := make(gate)
		p := waitingPool(t, t.Context(), &r, g, "a")
		go func() { _ = p.Shutdown(t.Context()) }()
		synctest.Wait()
		expect(t, "events", r.list(), []string{"a refused: " + executor.ErrShutdown.Error()})
		g.open()
		shutdown(t, p)
		expect(t, "events", r.list()[1:], []string{"runs ended", "queued ended"})
	})
}
