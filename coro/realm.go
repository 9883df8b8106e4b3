package coro

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"unsafe"

	"github.com/goasyncio/asyncio/coro/baton"
	"github.com/goasyncio/asyncio/loop"
	"github.com/goasyncio/asyncio/loop/trace"
)

// realm is what this package knows of one loop. All of it is touched by the
// holder of the baton only, except current, which others read to find out that
// they are not it, and what mu guards.
type realm struct {
	loop    *loop.Loop
	baton   *baton.Baton
	current atomic.Pointer[task] // the task that runs now
	rec     *trace.Recorder
	profile profile // nil unless Go's tools shall see the tasks
	eager   bool    // tasks start eagerly unless they say otherwise
	coop    int     // see the option Coop
	free    int     // with it, awaits in a row of the current task that did not suspend
	names   int     // the last N of Task-N
	seq     uint32
	walks   uint32                              // of cancels
	numbers struct{ task, scope, object int32 } // of a recording
	about   map[uint32]about                    // futures of a recording

	gathers     gathers
	first, last *task // all tasks that are not done, in order of creation
	reports     reportList
	strong      bool            // errors are reported at close only
	onWall      map[string]bool // lines that await with a deadline on the wall clock

	naps    []*nap    // of sleeps that are over, for later ones
	watches watchList // Go contexts whose end matters
	waiters []*waiter // have served, see newWaiter

	closed atomic.Bool
	mu     sync.Mutex
	after  map[*func()]struct{} // AfterFunc of contexts of this loop
}

// keepIdle is how many goroutines of finished tasks a loop keeps for later
// ones while it is busy, and trimIdle how many when it waits.
const (
	keepIdle = 1024
	trimIdle = 64
)

// realmOf is the realm of a loop, made at its first use.
func realmOf(l *loop.Loop) *realm { return realmOn(l, baton.Channels) }

// realmOn is realmOf with a choice of the engine, for the first use.
func realmOn(l *loop.Loop, engine baton.Engine) *realm {
	return l.Extend(func() loop.Extension {
		rt := &realm{loop: l, rec: l.Recorder()}
		rt.baton = baton.New(engine, keepIdle, (*host)(rt))
		return rt
	}).(*realm)
}

// host is a realm, seen by its baton.
type host realm

// taskOf is the task whose coroutine c is.
func taskOf(c *baton.Coroutine) *task {
	return (*task)(unsafe.Add(unsafe.Pointer(c), -int(unsafe.Offsetof(task{}.co))))
}

// Run runs the coroutine's function.
func (*host) Run(c *baton.Coroutine) {
	t := taskOf(c)
	t.rt.free = 0
	if t.rt.observed() {
		t.observeRun()
	}
	t.body.play(t)
}

// Ended receives the coroutine's end, however it came.
func (*host) Ended(c *baton.Coroutine, out baton.Outcome) { taskOf(c).ended(out) }

// Next names the task that gets the baton from one that suspends or ends. It
// is called by the holder of the baton, on whatever goroutine.
func (h *host) Next() *baton.Coroutine {
	rt := (*realm)(h)
	for s := rt.loop.NextStep(); s != nil; s = rt.loop.NextStep() {
		t, ok := s.(*stepper)
		if !ok {
			rt.count(s.(counter))
		} else if (*task)(t).begin() {
			return &t.co
		}
	}
	rt.current.Store(nil)
	return nil
}

// link and unlink keep the list of all tasks.
func (rt *realm) link(t *task) {
	t.prev = rt.last
	if rt.last == nil {
		rt.first = t
	} else {
		rt.last.next = t
	}
	rt.last = t
}

func (rt *realm) unlink(t *task) {
	if t.prev == nil {
		rt.first = t.next
	} else {
		t.prev.next = t.next
	}
	if t.next == nil {
		rt.last = t.prev
	} else {
		t.next.prev = t.prev
	}
	t.next, t.prev = nil, nil
}

// tasks lists the tasks that are not done.
func (rt *realm) tasks() []*task {
	var all []*task
	for t := rt.first; t != nil; t = t.next {
		all = append(all, t)
	}
	return all
}

// Waiting gives up what is more than enough, when the loop has nothing to do:
// idle goroutines, and what they slept and waited with.
func (rt *realm) Waiting() {
	rt.baton.Trim(trimIdle)
	most := rt.baton.Goroutines()
	rt.naps, rt.waiters = trimmed(rt.naps, most), trimmed(rt.waiters, most)
}

// takeSpare takes the last of what was kept, nil if there is nothing.
func takeSpare[T any](kept *[]*T) *T {
	last := len(*kept) - 1
	if last < 0 {
		return nil
	}
	x := (*kept)[last]
	(*kept)[last], *kept = nil, (*kept)[:last]
	return x
}

// trimmed is as many of what was kept, in no more memory than these need.
func trimmed[T any](kept []*T, most int) []*T {
	if len(kept) <= most {
		return kept
	}
	return slices.Clone(kept[:most])
}

// Closing ends every task that is still suspended: its deferred calls run, and
// what they await fails with ErrLoopClosed.
func (rt *realm) Closing() {
	for rt.first != nil {
		rt.kill(rt.first)
	}
	rt.baton.Close()
	rt.stopWatches()
	rt.reportAll()
	rt.closeContexts()
	rt.naps, rt.waiters = nil, nil
}

// Running tells a watchdog what runs now.
func (rt *realm) Running() (step fmt.Stringer, goroutine uint64) {
	t := rt.current.Load()
	if t == nil {
		return nil, 0
	}
	if x := t.more.Load(); x != nil {
		return (*stepper)(t), x.goid.Load()
	}
	return (*stepper)(t), 0
}

// kill ends a task. That is worth a report, as when Python's garbage collector
// destroys one.
func (rt *realm) kill(t *task) {
	rt.loop.CallExceptionHandler(loop.ExceptionContext{
		Message: "Task was destroyed but it is pending!", Task: t.public()})
	fresh := !t.co.Suspended()
	rt.current.Store(t)
	rt.baton.Kill(&t.co)
	rt.current.Store(nil)
	if fresh {
		t.end(ErrLoopClosed)
	}
}

func (rt *realm) nextSeq() uint32 {
	rt.seq++
	return rt.seq
}

// ctxErr is the Err of a task's ctx.
func (rt *realm) ctxErr() error {
	if rt.closed.Load() {
		return context.Canceled
	}
	return nil
}

// afterClose calls f, on a goroutine of its own, when the loop has closed.
func (rt *realm) afterClose(f func()) (stop func() bool) {
	rt.mu.Lock()
	defer rt.mu.Unlock()
	if rt.closed.Load() {
		go f()
		return func() bool { return false }
	}
	if rt.after == nil {
		rt.after = make(map[*func()]struct{})
	}
	key := &f
	rt.after[key] = struct{}{}
	return func() bool {
		rt.mu.Lock()
		defer rt.mu.Unlock()
		_, waits := rt.after[key]
		delete(rt.after, key)
		return waits
	}
}

func (rt *realm) closeContexts() {
	rt.mu.Lock()
	defer rt.mu.Unlock()
	rt.closed.Store(true)
	for f := range rt.after {
		go (*f)()
	}
	rt.after = nil
}
