package coro

import (
	"fmt"
	"runtime"
	"strings"
)

// DeadlockError is ErrDeadlock with who waits for whom: nothing was ready, no
// timer set and nothing in flight, so these tasks would have waited for ever.
type DeadlockError struct {
	Waits  []Waiter // the tasks that wait, in order of creation
	Cycles []string // tasks that wait for each other, as "A(file:line) -> B(file:line) -> A"
	cause  error
}

// Waiter is one task that waits.
type Waiter struct {
	Task  string // its name
	For   string // what it awaits
	Place string // file:line of the await
}

// Error tells the whole story.
func (e *DeadlockError) Error() string {
	var b strings.Builder
	b.WriteString(e.cause.Error())
	for _, c := range e.Cycles {
		b.WriteString("\n\tcycle: " + c)
	}
	for _, w := range e.Waits {
		fmt.Fprintf(&b, "\n\t%s awaits %s (%s)", w.Task, w.For, w.Place)
	}
	return b.String()
}

// Unwrap is ErrDeadlock.
func (e *DeadlockError) Unwrap() error { return e.cause }

// Blocked describes a deadlock to the loop.
func (rt *realm) Blocked(cause error) error {
	e := &DeadlockError{cause: cause}
	places := map[*task]string{}
	for t := rt.first; t != nil; t = t.next {
		if t.waiter == nil {
			continue
		}
		places[t] = rt.place(t)
		e.Waits = append(e.Waits, Waiter{Task: t.name(), For: t.waiter.string(), Place: places[t]})
	}
	e.Cycles = rt.cycles(places)
	return e
}

// cycles finds the cycles of tasks that await each other, each once.
func (rt *realm) cycles(places map[*task]string) []string {
	var found []string
	seen := map[*task]int{}
	round := 0
	for t := rt.first; t != nil; t = t.next {
		round++
		at := t
		for at != nil && seen[at] == 0 {
			seen[at] = round
			at = at.awaited()
		}
		if at != nil && seen[at] == round {
			found = append(found, cycleFrom(at, places))
		}
	}
	return found
}

func cycleFrom(start *task, places map[*task]string) string {
	var b strings.Builder
	for t := start; ; t = t.awaited() {
		fmt.Fprintf(&b, "%s(%s) -> ", t.name(), places[t])
		if t.awaited() == start {
			return b.String() + start.name()
		}
	}
}

// awaited is the task that t awaits, or that holds the lock that t awaits; nil
// if it awaits something else.
func (t *task) awaited() *task {
	if t.waiter == nil {
		return nil
	}
	switch t.waiter.kind {
	case kindTask:
		return t.waiter.task()
	case kindWaiter:
		return t.waiter.waiter().owner()
	}
	return nil
}

// place is the line at which a suspended task waits.
func (rt *realm) place(t *task) string {
	pcs := rt.stack(t)
	if len(pcs) == 0 {
		return "?"
	}
	all := runtime.CallersFrames(pcs)
	for {
		f, more := all.Next()
		if f.Function != "" && !ofCore(f) {
			return fmt.Sprintf("%s:%d", f.File[strings.LastIndex(f.File, "/")+1:], f.Line)
		}
		if !more {
			return "?"
		}
	}
}

// stack is where a suspended task is, nil if it is not suspended.
func (rt *realm) stack(t *task) []uintptr {
	if !t.co.Suspended() {
		return nil
	}
	return rt.baton.Stack(&t.co)
}
