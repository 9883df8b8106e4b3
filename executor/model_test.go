package executor_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"testing"
	"testing/synctest"

	"pgregory.net/rapid"

	"github.com/goasyncio/asyncio/executor"
)

// machine drives a pool step by step and says after each what must have happened so far. Between two steps the pool
// comes to rest, so a simple model knows everything: three lists of calls, each in the order of submission.
type machine struct {
	pool         *executor.Pool
	limit, bound int // bound is -1 for none

	blocked, queued, running []int
	mu                       sync.Mutex            // guards jobs while several SubmitWait return
	jobs                     map[int]*executor.Job // of what was accepted
	gates                    map[int]chan func()   // each call does what it is told, and ends
	cancels                  map[int]func()        // end the contexts of those that wait for room
	next                     int

	got  record
	want []string
}

func (m *machine) full() bool { return m.bound >= 0 && len(m.queued)+len(m.running) >= m.limit+m.bound }

// settle moves calls on in the model, as far as they get.
func (m *machine) settle() {
	for moved := true; moved; {
		moved = false
		if len(m.queued) > 0 && len(m.running) < m.limit {
			m.want = append(m.want, fmt.Sprintf("%d starts", m.queued[0]))
			m.running, m.queued, moved = append(m.running, m.queued[0]), m.queued[1:], true
		}
		if len(m.blocked) > 0 && !m.full() {
			m.queued, m.blocked, moved = append(m.queued, m.blocked[0]), m.blocked[1:], true
		}
	}
}

// call makes the next call: its number, its function, its done.
func (m *machine) call() (id int, fn func(), done func(error)) {
	id = m.next
	m.next++
	gate := make(chan func())
	m.gates[id] = gate
	fn = func() {
		m.got.add(fmt.Sprintf("%d starts", id))
		(<-gate)()
	}
	return id, fn, m.got.done(fmt.Sprint(id))
}

func (m *machine) submit(t *rapid.T) {
	id, fn, done := m.call()
	job, err := m.pool.Submit("", fn, done)
	if m.full() != errors.Is(err, executor.ErrOverloaded) || m.full() == (err == nil) {
		t.Fatalf("Submit: %v", err)
	}
	if err == nil {
		m.jobs[id] = job
		m.queued = append(m.queued, id)
	}
}

func (m *machine) submitWait(*rapid.T) {
	id, fn, done := m.call()
	ctx, cancel := context.WithCancel(context.Background())
	m.cancels[id] = cancel
	m.blocked = append(m.blocked, id)
	go func() {
		job, err := m.pool.SubmitWait(ctx, "", fn, done)
		if err != nil {
			m.got.add(fmt.Sprintf("%d refused", id))
		}
		m.mu.Lock()
		defer m.mu.Unlock()
		m.jobs[id] = job
	}()
}

// giveUp ends the context of a call that waits for room, if there is one.
func (m *machine) giveUp(t *rapid.T) {
	if len(m.blocked) > 0 {
		i := rapid.IntRange(0, len(m.blocked)-1).Draw(t, "which")
		m.cancels[m.blocked[i]]()
		m.want = append(m.want, fmt.Sprintf("%d refused", m.blocked[i]))
		m.blocked = slices.Delete(m.blocked, i, i+1)
	}
}

func (m *machine) cancel(t *rapid.T) {
	id := rapid.IntRange(0, m.next).Draw(t, "which")
	i := slices.Index(m.queued, id)
	if job := m.jobs[id]; job != nil && job.Cancel() != (i >= 0) {
		t.Fatalf("Cancel of %v", job)
	}
	if i >= 0 {
		m.want = append(m.want, fmt.Sprintf("%d: %v", id, executor.ErrCancelled))
		m.queued = slices.Delete(m.queued, i, i+1)
	}
}

func (m *machine) cancelQueued(*rapid.T) {
	m.pool.CancelQueued()
	for _, id := range m.queued {
		m.want = append(m.want, fmt.Sprintf("%d: %v", id, executor.ErrCancelled))
	}
	m.queued = nil
}

// end lets a running call end, if there is one.
func (m *machine) end(i int, how func(), report string) {
	if i < len(m.running) {
		m.gates[m.running[i]] <- how
		m.want = append(m.want, fmt.Sprintf("%d%s", m.running[i], report))
		m.running = slices.Delete(m.running, i, i+1)
	}
}

// check lets the pool come to rest and compares. One step makes room for at most one call, so the order is certain.
func (m *machine) check(t *rapid.T) {
	synctest.Wait()
	m.settle()
	if got := m.got.list(); !slices.Equal(got, m.want) {
		t.Fatalf("got  %q\nwant %q", got, m.want)
	}
	s := m.pool.Stats()
	if s.Busy != len(m.running) || s.Queued != len(m.queued) || s.Blocked != len(m.blocked) || s.Workers > m.limit {
		t.Fatalf("%+v, want %d, %d, %d", s, len(m.running), len(m.queued), len(m.blocked))
	}
}

// finish ends all calls and the pool.
func (m *machine) finish(t *rapid.T) {
	for m.check(t); len(m.running) > 0; m.check(t) {
		m.end(0, func() {}, " ended")
	}
	if err := m.pool.Shutdown(context.Background()); err != nil {
		t.Fatal(err)
	}
}

// TestPoolAgainstAModel applies random sequences of operations to a pool and to the model.
func TestPoolAgainstAModel(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		// Without its Deadline, which a bubble does not allow.
		rapid.Check(struct{ testing.TB }{t}, func(t *rapid.T) {
			m := &machine{
				limit: rapid.IntRange(1, 3).Draw(t, "limit"), bound: rapid.IntRange(-1, 3).Draw(t, "bound"),
				jobs: map[int]*executor.Job{}, gates: map[int]chan func(){}, cancels: map[int]func(){},
			}
			m.pool = executor.New(executor.Workers(m.limit), executor.Queue(m.bound))
			defer m.finish(t)
			which := func(t *rapid.T) int { return rapid.IntRange(0, m.limit-1).Draw(t, "which") }
			t.Repeat(map[string]func(*rapid.T){
				"":              m.check,
				"submit":        m.submit,
				"submit wait":   m.submitWait,
				"give up":       m.giveUp,
				"cancel":        m.cancel,
				"cancel queued": m.cancelQueued,
				"return":        func(t *rapid.T) { m.end(which(t), func() {}, " ended") },
				"goexit":        func(t *rapid.T) { m.end(which(t), runtime.Goexit, ": "+executor.ErrGoexit.Error()) },
			})
		})
	})
}
