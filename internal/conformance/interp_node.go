package conformance

import (
	"fmt"
	"slices"

	"github.com/goasyncio/asyncio/coro"
)

// A node is a task of the program, and its place in the graph of who waits for whom.
type node struct {
	task    *coro.Task[any]
	name    string
	started bool
	waits   [][]*node // the stack of what it waits for: an op pushes its targets, and takes them back
}

// nextName is the name of the next task, which runs that proc.
func (m *machine) nextName(proc int64) string {
	m.numbers++
	return fmt.Sprintf("T%d.%d", m.numbers-1, proc)
}

// refused is why a task that was just created never came to be, nil if it did.
func (n *node) refused() error {
	if n.started || !n.task.Done() {
		return nil
	}
	return n.task.Err()
}

func (n *node) push(targets []*node) {
	if len(targets) > 0 {
		n.waits = append(n.waits, targets)
	}
}

// pop takes back what push added last with these targets.
func (n *node) pop(targets []*node) {
	for i := len(n.waits) - 1; i >= 0 && len(targets) > 0; i-- {
		if &n.waits[i][0] == &targets[0] {
			n.waits = slices.Delete(n.waits, i, i+1)
			return
		}
	}
}

// targets are the tasks that the op would wait for.
func (m *machine) targets(op Op) []*node {
	if len(m.tasks) == 0 {
		return nil
	}
	switch op.Name {
	case "fawait", "waitfor_f":
		return m.future(op).waitsFor()
	case "await", "shield", "waitfor_t":
		return []*node{pick(m.tasks, op.number(0))}
	case "gather", "wait", "ascomp":
		return m.several(op)
	case "fwait":
		nodes := m.several(op)
		for _, f := range m.severalFutures(op) {
			nodes = append(nodes, f.waitsFor()...)
		}
		return nodes
	}
	return nil
}

// several are the tasks that a list means, each once.
func (m *machine) several(op Op) []*node {
	var nodes []*node
	for _, i := range op.Args[0].(Ints) {
		if len(m.tasks) > 0 && !slices.Contains(nodes, pick(m.tasks, i)) {
			nodes = append(nodes, pick(m.tasks, i))
		}
	}
	return nodes
}

// anyLeadsTo tells whether one of the tasks waits, directly or through others, for the goal, or is it.
func anyLeadsTo(from []*node, goal *node) bool {
	seen := map[*node]bool{}
	for todo := slices.Clone(from); len(todo) > 0; {
		n := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if n == goal {
			return true
		}
		if !seen[n] {
			seen[n] = true
			todo = append(todo, slices.Concat(n.waits...)...)
		}
	}
	return false
}

// outcome is what became of a task or future.
func outcome(f interface {
	Done() bool
	Cancelled() bool
	Result() (any, error)
}) any {
	if !f.Done() {
		return []any{"pend"}
	}
	if f.Cancelled() {
		return []any{"canc"}
	}
	value, err := f.Result()
	if err != nil {
		return []any{"exc", show(err)}
	}
	return []any{"ok", value}
}
