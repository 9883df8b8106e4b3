package timer_test

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/goasyncio/asyncio/timer"
)

// model is the heap as asyncio would write it if speed were no matter: a slice, searched from end to end.
type model struct {
	queued    []*timer.Timer[int] // in the order of pushing
	dead      map[*timer.Timer[int]]bool
	cancelled int
}

// head is what comes out first: of equal deadlines the one that was pushed first. It is nil if nothing is queued.
func (m *model) head() *timer.Timer[int] {
	if len(m.queued) == 0 {
		return nil
	}
	return slices.MinFunc(m.queued, func(a, b *timer.Timer[int]) int { return int(a.When() - b.When()) })
}

func (m *model) drop(t *timer.Timer[int]) {
	m.queued = slices.DeleteFunc(m.queued, func(u *timer.Timer[int]) bool { return u == t })
}

func (m *model) live() []*timer.Timer[int] {
	return slices.DeleteFunc(slices.Clone(m.queued), func(t *timer.Timer[int]) bool { return m.dead[t] })
}

// prune follows the first lines of BaseEventLoop._run_once.
func (m *model) prune() {
	if n := len(m.queued); n > 100 && float64(m.cancelled)/float64(n) > 0.5 {
		m.queued, m.cancelled = m.live(), 0
		return
	}
	for t := m.head(); t != nil && m.dead[t]; t = m.head() {
		m.cancelled--
		m.drop(t)
	}
}

func (m *model) popDue(now time.Duration) *timer.Timer[int] {
	t := m.head()
	if t == nil || t.When() > now {
		return nil
	}
	m.drop(t)
	return t
}

// machine drives a heap and its model side by side.
type machine struct {
	heap   timer.Heap[int]
	model  model
	timers []*timer.Timer[int]
	now    time.Duration
}

// push and cancel take their choices from a generator with a drawn seed: rapid's own draws are slow by the thousand.
func (m *machine) push(t *rapid.T, n int) {
	random := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
	for range n {
		entry := &timer.Timer[int]{Value: len(m.timers)}
		if i := random.IntN(len(m.timers) + 20); i < len(m.timers) && !m.timers[i].Queued() {
			entry = m.timers[i] // used again
		} else {
			m.timers = append(m.timers, entry)
		}
		m.heap.Push(entry, m.now+time.Duration(random.IntN(32)-2))
		m.model.queued = append(m.model.queued, entry)
		delete(m.model.dead, entry)
	}
}

func (m *machine) cancel(t *rapid.T, n int) {
	random := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
	for range min(n, len(m.timers)) {
		entry := m.timers[random.IntN(len(m.timers))]
		if got, want := m.heap.Cancel(entry), !m.model.dead[entry]; got != want {
			t.Fatalf("Cancel(%v) = %t, want %t", entry, got, want)
		}
		if !m.model.dead[entry] && entry.Queued() {
			m.model.cancelled++
		}
		m.model.dead[entry] = true
	}
}

// check compares all that can be seen from outside.
func (m *machine) check(t *rapid.T) {
	if got, want := m.heap.Len(), len(m.model.queued); got != want {
		t.Fatalf("Len = %d, want %d", got, want)
	}
	if !slices.Equal(slices.Collect(m.heap.Live()), m.model.live()) {
		t.Fatalf("Live differs")
	}
	head := m.model.head()
	if when, ok := m.heap.Next(); ok != (head != nil) || ok && when != head.When() {
		t.Fatalf("Next = %v, %t", when, ok)
	}
	queued := map[*timer.Timer[int]]bool{}
	for _, entry := range m.model.queued {
		queued[entry] = true
	}
	for _, entry := range m.timers {
		if entry.Queued() != queued[entry] || entry.Cancelled() != m.model.dead[entry] {
			t.Fatalf("timer %d is in the wrong state: %v", entry.Value, entry)
		}
	}
}

// TestHeapAgainstAModel applies random sequences of operations to a heap and to the model.
func TestHeapAgainstAModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := &machine{model: model{dead: map[*timer.Timer[int]]bool{}}}
		t.Repeat(map[string]func(*rapid.T){
			"":           m.check,
			"push":       func(t *rapid.T) { m.push(t, 1) },
			"push many":  func(t *rapid.T) { m.push(t, rapid.IntRange(50, 120).Draw(t, "n")) },
			"cancel":     func(t *rapid.T) { m.cancel(t, 1) },
			"cancel lot": func(t *rapid.T) { m.cancel(t, rapid.IntRange(50, 150).Draw(t, "n")) },
			"prune": func(t *rapid.T) {
				m.heap.Prune()
				m.model.prune()
			},
			"pop": func(t *rapid.T) {
				m.now += time.Duration(rapid.IntRange(0, 10).Draw(t, "pass"))
				if got, want := m.heap.PopDue(m.now), m.model.popDue(m.now); got != want {
					t.Fatalf("PopDue = %v, want %v", got, want)
				}
			},
			"clear": func(t *rapid.T) {
				if rapid.IntRange(0, 9).Draw(t, "seldom") == 0 {
					m.heap.Clear()
					m.model.queued, m.model.cancelled = nil, 0
				}
			},
		})
	})
}
