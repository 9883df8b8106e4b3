package coro

import (
	"fmt"
	"strings"

	"github.com/goasyncio/asyncio/loop"
)

// admits says why a task cannot be created in the group now.
func (g *TaskGroup) admits(rt *realm) error {
	switch {
	case !g.entered:
		return misuse("%s has not been entered: create its tasks inside Do", g)
	case g.rt != rt:
		return fmt.Errorf("%w: the task group", ErrWrongLoop)
	case g.exiting && g.first == nil:
		return misuse("%s is finished: no task can be added", g)
	case g.aborting:
		return misuse("%s is shutting down: no task can be added", g)
	}
	return nil
}

// adopt makes a new task a member. One that has ended already, because it
// started eagerly, is counted at once.
func (g *TaskGroup) adopt(t *task, m *member) {
	if t.Done() {
		g.taskDone(t)
		return
	}
	if m == nil {
		m = new(member)
	}
	m.task, m.group, m.prev = t, g, g.last
	if g.last == nil {
		g.first = m
	} else {
		g.last.next = m
	}
	g.last = m
	g.size++
	t.whenDoneCount(&m.callback, forGroup)
	if g.cancelled && g.aborting {
		cancelAny(&t.promise, nil) // its first step cancelled the group, before it was a member
	}
}

// ended is the callback of a member that is done.
func (m *member) ended() {
	if g := m.group; g != nil {
		g.drop(m)
		g.taskDone(m.task)
	}
}

// letGo forgets the members for whose end nobody waits any more: the user may
// keep one of their tasks, and with it would keep all the others.
func (g *TaskGroup) letGo() {
	for m := g.first; m != nil; {
		next := m.next
		m.group, m.prev, m.next = nil, nil, nil
		m = next
	}
	g.first, g.last, g.size, g.ctx = nil, nil, 0, nil
}

func (g *TaskGroup) drop(m *member) {
	if m.prev == nil {
		g.first = m.next
	} else {
		m.prev.next = m.next
	}
	if m.next == nil {
		g.last = m.prev
	} else {
		m.next.prev = m.prev
	}
	g.size--
	m.group, m.prev, m.next = nil, nil, nil // its task may live on
	if g.completed != nil && g.first == nil && !g.completed.Done() {
		g.completed.succeed()
	}
}

// taskDone looks at how a member ended; the first failure aborts the group.
func (g *TaskGroup) taskDone(t *task) {
	if t.Cancelled() {
		return
	}
	err := t.outcome()
	if err == nil {
		return
	}
	g.errs = append(g.errs, err)
	if g.parent.Done() {
		// Only a task that the group's Do did not wait for can come here: one
		// that was created in a group whose loop is closing.
		g.rt.loop.CallExceptionHandler(loop.ExceptionContext{
			Message: "Task " + t.string() + " has failed, but its parent is done already", Err: err, Task: t.public()})
		return
	}
	if !g.aborting && !g.asked {
		g.stop()
	}
}

// String is as in asyncio: <TaskGroup tasks=2 errors=1 cancelling>.
func (g *TaskGroup) String() string {
	var b strings.Builder
	b.WriteString("<TaskGroup")
	if g.size > 0 {
		fmt.Fprintf(&b, " tasks=%d", g.size)
	}
	if len(g.errs) > 0 {
		fmt.Fprintf(&b, " errors=%d", len(g.errs))
	}
	if g.aborting {
		b.WriteString(" cancelling")
	} else if g.entered {
		b.WriteString(" entered")
	}
	return b.String() + ">"
}
