package loop

import (
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/goasyncio/asyncio/loop/trace"
)

// inbox is where goroutines that do not run on the loop leave what they want
// of it. It is the one part of a loop's state that the baton does not guard:
// mu guards the list, and pending lets the loop look at it without the lock.
type inbox struct {
	pending atomic.Bool
	wake    chan struct{} // capacity 1: a full one means the loop will look

	mu     sync.Mutex
	notes  []note
	calls  []callNote // what calls in an executor say
	spare  []note     // the list of the last turn, reused
	closed bool
	limit  int
}

// note is one entry: a handle that becomes ready, a call that has ended, or
// something else that the loop does at once, between two callbacks.
type note struct {
	handle *Handle
	ended  *Call
	do     func()
}

// crowd is how many notes may lie unread until who posts gives way. Those who
// flood the inbox would else keep the processors for whole time slices, ten
// milliseconds for each of them, while the loop waits for its own.
const crowd = 256

// post leaves a note and wakes the loop. It never blocks, though it gives way
// to others where too many notes lie unread.
func (b *inbox) post(n note) error {
	b.mu.Lock()
	if b.closed {
		b.mu.Unlock()
		return ErrLoopClosed
	}
	if b.limit > 0 && n.handle != nil && len(b.notes) >= b.limit {
		b.mu.Unlock()
		runtime.Gosched()
		return ErrOverloaded
	}
	b.notes = append(b.notes, n)
	crowded := len(b.notes)%crowd == 0
	b.mu.Unlock()
	b.ring()
	if crowded {
		runtime.Gosched()
	}
	return nil
}

// ring makes the loop look.
func (b *inbox) ring() {
	if !b.pending.Swap(true) {
		b.knock()
	}
}

func (b *inbox) knock() {
	select {
	case b.wake <- struct{}{}:
	default:
	}
}

// take empties the inbox; give returns the list for reuse.
func (b *inbox) take() []note {
	b.mu.Lock()
	defer b.mu.Unlock()
	notes := b.notes
	b.notes, b.spare = b.spare[:0], nil
	b.pending.Store(false)
	return notes
}

func (b *inbox) give(notes []note) {
	clear(notes)
	b.mu.Lock()
	b.spare = notes[:0]
	b.mu.Unlock()
}

// close refuses further notes and returns those that nobody will look at.
func (b *inbox) close() []note {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.closed = true
	notes := b.notes
	b.notes, b.spare, b.calls = nil, nil, nil
	return notes
}

// CallSoonThreadsafe is CallSoon for any goroutine: it wakes the loop if it
// waits. It never blocks. The error is ErrLoopClosed, ErrOverloaded (see the
// option InboxLimit) or ErrNilCallback; when it is nil the callback will run,
// or be counted in Dropped if the loop is closed before. It stands for
// asyncio's loop.call_soon_threadsafe.
func (l *Loop) CallSoonThreadsafe(call func()) (*Handle, error) {
	if call == nil {
		return nil, ErrNilCallback
	}
	if l.state.Load() == unmade {
		return nil, errUnmade
	}
	h := newHandle(l, call)
	h.state.Store(isPosted)
	if err := l.inbox.post(note{handle: h}); err != nil {
		return nil, err
	}
	return h, nil
}

// collect moves what lies in the inbox to where it belongs. It runs in every
// poll, and before whatever joins the ready queue, so that a callback posted
// by the loop's own goroutine keeps its place, as it does in asyncio.
func (l *Loop) collect() {
	if l.inbox.pending.Load() {
		l.collectNotes()
	}
}

func (l *Loop) collectNotes() {
	notes := l.inbox.take()
	for _, n := range notes {
		switch {
		case n.handle != nil:
			l.push(n.handle, trace.WhyThreadsafe, 0)
		case n.ended != nil:
			n.ended.ended()
		default:
			n.do()
		}
	}
	l.inbox.give(notes)
}

// Hold tells the loop that a wake-up from outside is coming, so that it is
// no deadlock if nothing is ready and no timer is set, and a virtual clock
// does not jump until release is called. Both may be called from any
// goroutine; release more than once.
func (l *Loop) Hold() (release func()) {
	l.outside.Add(1)
	var once sync.Once
	return func() {
		once.Do(func() {
			l.outside.Add(-1)
			_ = l.inbox.post(note{do: func() {}}) // only wakes the loop
		})
	}
}

// Await tells the loop that some goroutine waits for it: no deadlock, but a
// virtual clock goes on. It is Hold without its effect on the clock.
func (l *Loop) Await() (release func()) { return l.watchedBy(&l.watched) }

// AwaitContext tells the loop that the end of a context may wake it. It is
// Await, except that DetectDeadlock does not count it.
func (l *Loop) AwaitContext() (release func()) { return l.watchedBy(&l.contexts) }

func (l *Loop) watchedBy(count *atomic.Int64) (release func()) {
	count.Add(1)
	var once sync.Once
	return func() {
		once.Do(func() {
			count.Add(-1)
			_ = l.inbox.post(note{do: func() {}})
		})
	}
}
