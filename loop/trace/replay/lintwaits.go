package replay

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/goasyncio/asyncio/loop/trace"
)

// awaitCycle looks at the moments when the loop can only wait: before a poll
// without a timer, and at the end.
func awaitCycle(h *History, _ Thresholds) (found []Finding) {
	c := h.Cursor()
	told := map[string]bool{}
	tell := func(n int, text string, refs []int) {
		if text != "" && !told[text] {
			told[text] = true
			found = append(found, Finding{N: n, Text: text, Refs: refs})
		}
	}
	fresh := false
	for e := range h.Rec.Events() {
		switch {
		case e.Kind == trace.StepEnd && e.Out == trace.OutAwait:
			fresh = true
		case e.Kind == trace.LoopStop || e.Kind == trace.Poll && e.Timeout < 0 || e.N == h.Rec.Last():
			if !fresh {
				continue
			}
			fresh = false
			s := c.Seek(e.N)
			text, refs := h.cycle(s)
			if text == "" && e.Kind == trace.LoopStop {
				text, refs = h.stuck(s)
			}
			tell(e.N, text, refs)
		}
	}
	return found
}

// cycle finds tasks that wait for each other: the first such ring.
func (h *History) cycle(s *State) (text string, refs []int) {
	const (
		onPath = iota + 1
		free
	)
	mark := map[int]int{}
	var path []int
	var visit func(task int) bool
	visit = func(task int) bool {
		if mark[task] != 0 {
			return mark[task] == onPath && ring(&path, task)
		}
		mark[task] = onPath
		path = append(path, task)
		for _, next := range s.awaits(task) {
			if visit(next) {
				return true
			}
		}
		path = path[:len(path)-1]
		mark[task] = free
		return false
	}
	for _, w := range s.Waiting() {
		if visit(w.Task) {
			return h.tellRing(s, path)
		}
	}
	return "", nil
}

// ring cuts the path to the ring that closes at this task.
func ring(path *[]int, task int) bool {
	*path = (*path)[slices.Index(*path, task):]
	return true
}

func (h *History) tellRing(s *State, ring []int) (text string, refs []int) {
	var names []string
	for _, task := range ring {
		names = append(names, s.Name(task))
		refs = append(refs, s.waiting[task].N)
	}
	return fmt.Sprintf(h.say.found.noWake, strings.Join(append(names, names[0]), h.say.found.waitsFor)), refs
}

// awaits lists the tasks that a task waits for, directly or in a gather.
func (s *State) awaits(task int) (tasks []int) {
	w, ok := s.waiting[task]
	if !ok {
		return nil
	}
	todo := []int{w.Fut}
	for i := 0; i < len(todo) && i < 10_000; i++ {
		f, pending := s.futures[todo[i]]
		if !pending {
			continue
		}
		if f.Task != 0 {
			tasks = append(tasks, f.Task)
		}
		todo = append(todo, f.Children...)
	}
	return tasks
}

// stuck tells of tasks that nothing will wake.
func (h *History) stuck(s *State) (text string, refs []int) {
	if len(s.Ready)+len(s.timers)+len(s.jobs) > 0 || len(s.waiting) == 0 {
		return "", nil
	}
	var names []string
	for _, w := range s.Waiting() {
		if len(names) == 5 {
			names = append(names, h.say.found.others)
			break
		}
		names = append(names, s.Name(w.Task))
		refs = append(refs, w.N)
	}
	return fmt.Sprintf(h.say.found.stuck, h.say.list(names)), refs
}

// A turn taken is a task that took time and that its parent waited for.
type taken struct {
	done   *trace.Event
	parent int
	coro   string
}

// sequentialAwaits looks for two patterns. Tasks of one coroutine, each
// awaited to its end before the next was created; and a lone task that waits,
// one after the other, inside calls of the same coroutine from different
// lines.
func sequentialAwaits(h *History, _ Thresholds) []Finding {
	return append(h.tasksInARow(), h.callsInARow()...)
}

func (h *History) tasksInARow() (found []Finding) {
	born := map[int]*trace.Event{}
	last := map[int]taken{} // by parent
	awaited := map[int]int{}
	told := map[int]bool{}
	for e := range h.Rec.Events() {
		switch e.Kind {
		case trace.TaskNew:
			born[e.Task] = e
		case trace.StepEnd:
			if e.Out == trace.OutAwait {
				awaited[e.Task] = e.Fut
			}
		case trace.TaskDone:
			b := born[e.Task]
			if b == nil || b.Parent == 0 || awaited[b.Parent] != b.Fut || e.T-b.T < time.Millisecond {
				continue
			}
			before := last[b.Parent]
			if before.done != nil && before.coro == b.What && before.done.N < b.N && !told[b.Parent] {
				told[b.Parent] = true
				text := fmt.Sprintf(h.say.found.tasksInARow, h.Name(before.done.Task), h.Name(e.Task), b.What)
				found = append(found, Finding{N: e.N, Text: text, Refs: []int{before.done.N, b.N}})
			}
			last[b.Parent] = taken{e, b.Parent, b.What}
		}
	}
	return found
}

// callsInARow needs the stacks of the awaits.
func (h *History) callsInARow() (found []Finding) {
	alive, told := 0, false
	var before *trace.Event // the await before, while its task was alone
	for e := range h.Rec.Events() {
		switch e.Kind {
		case trace.TaskNew:
			alive, before = alive+1, nil
		case trace.TaskDone:
			alive--
		case trace.StepEnd:
			if e.Task == 0 || alive != 1 {
				continue
			}
			if stack := e.Extra().Stack; e.Out != trace.OutAwait || len(stack) < 2 {
				before = nil
			} else if before != nil && !told && inARow(before, e) {
				told = true
				text := fmt.Sprintf(h.say.found.callsInARow, h.Name(e.Task), stack[0].Func)
				found = append(found, Finding{N: e.N, Text: text, Refs: []int{before.N}})
			} else {
				before = e
			}
		}
	}
	return found
}

// inARow tells whether two awaits stand in the same coroutine, called from two
// different lines, with time between them.
func inARow(a, b *trace.Event) bool {
	x, y := a.More.Stack, b.More.Stack
	outerX, outerY := x[len(x)-1], y[len(y)-1]
	return a.Task == b.Task && b.T-a.T >= time.Millisecond && x[0].Func == y[0].Func && x[0].Func != outerX.Func &&
		outerX.Func == outerY.Func && outerX.Line != outerY.Line
}
