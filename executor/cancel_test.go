package executor_test

import (
	"errors"
	"fmt"
	"runtime"
	"testing"
	"testing/synctest"

	"github.com/goasyncio/asyncio/executor"
)

// A call that waits is taken out of the queue, and reported by the one who cancels it before Cancel returns.
func TestCancelOfAQueuedCall(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var r record
		g := make(gate)
		p := executor.New(executor.Workers(1))
		must(t, p, "runs", g.call, r.done("runs"))
		synctest.Wait()
		a := must(t, p, "a", func() { r.add("a starts") }, r.done("a"))
		must(t, p, "b", func() { r.add("b starts") }, r.done("b"))
		c := must(t, p, "c", func() { r.add("c starts") }, nil)
		expect(t, "first Cancel", a.Cancel(), true)
		expect(t, "reported when Cancel returns", r.list(), []string{"a: " + executor.ErrCancelled.Error()})
		expect(t, "second Cancel", a.Cancel(), false)
		expect(t, "Cancel without a done", c.Cancel(), true)
		expect(t, "Queued", p.Stats().Queued, 1)
		g.open()
		shutdown(t, p)
		expect(t, "events", r.list()[1:], []string{"runs ended", "b starts", "b ended"})
	})
}

func TestCancelOfAStartedCall(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var r record
		g := make(gate)
		p := executor.New()
		job := must(t, p, "runs", g.call, r.done("runs"))
		synctest.Wait()
		expect(t, "Cancel while it runs", job.Cancel(), false)
		g.open()
		synctest.Wait()
		expect(t, "Cancel when it has ended", job.Cancel(), false)
		expect(t, "events", r.list(), []string{"runs ended"})
		shutdown(t, p)
	})
}

func TestCancelQueued(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var r record
		var want []string
		g := make(gate)
		p := executor.New(executor.Workers(1))
		must(t, p, "runs", g.call, r.done("runs"))
		synctest.Wait()
		for i := range 10 {
			name := fmt.Sprint(i)
			must(t, p, name, func() { r.add("starts") }, r.done(name))
			want = append(want, name+": "+executor.ErrCancelled.Error())
		}
		p.CancelQueued()
		expect(t, "reports", r.list(), want)
		p.CancelQueued() // nothing left
		must(t, p, "next", func() {}, r.done("next"))
		g.open()
		shutdown(t, p)
		expect(t, "afterwards", r.list()[10:], []string{"runs ended", "next ended"})
	})
}

// Cancel and the start of a call race: exactly one of them wins.
func TestCancelRacesWithTheStart(t *testing.T) {
	p := executor.New(executor.Workers(2))
	for range 2000 {
		started := false
		reports := make(chan error, 2)
		job := must(t, p, "", func() { started = true }, func(err error) { reports <- err })
		runtime.Gosched()
		won := job.Cancel()
		err := <-reports
		if won != errors.Is(err, executor.ErrCancelled) || won == started || len(reports) != 0 {
			t.Fatalf("Cancel = %t, started = %t, done got %v", won, started, err)
		}
	}
	shutdown(t, p)
}
