package conformance

import (
	"context"
	"errors"

	"github.com/goasyncio/asyncio/coro"
)

// A place is where in a coroutine an op stands.
type place struct {
	ctx   context.Context
	me    *node              // the task that runs
	group *coro.TaskGroup    // the innermost around the op, nil for none
	owner *node              // the task that the group is of
	scope *coro.TimeoutScope // the innermost timeout around the op, nil for none
}

// log appends an event of the task that runs there.
func (m *machine) log(p place, kind string, data ...any) { m.logAs(p.me.name, kind, data...) }

// returned is what a return left a block with; nil if the block ran to its end.
type returned struct{ arg Arg }

func (r *returned) value() any {
	if r == nil {
		return nil
	}
	if n, ok := r.arg.(Int); ok {
		return int64(n)
	}
	return nil
}

// errOver ends what still runs when the machine is closed.
var errOver = errors.New("the program is over")

// block runs the ops until one returns or raises.
func (m *machine) block(p place, ops Block) (*returned, error) {
	for _, op := range ops {
		var left *returned
		var err error
		switch op.Name {
		case "return":
			return &returned{op.Args[0]}, nil
		case "raise":
			return nil, raised(op)
		case "try":
			left, err = m.attempt(p, op)
		default:
			err = m.step(p, op)
		}
		if left != nil || err != nil {
			return left, err
		}
	}
	return nil, nil
}

// inside runs a block within another op; a return ends only the block.
func (m *machine) inside(p place, ops Block) error {
	_, err := m.block(p, ops)
	return err
}

// attempt is try: body, classes, handler, finally, reraise.
func (m *machine) attempt(p place, op Op) (*returned, error) {
	left, err := m.block(p, op.block(0))
	if err != nil && caught(op.Args[1].(Texts), err) {
		m.log(p, "caught", show(err))
		original := err
		if left, err = m.block(p, op.block(2)); err == nil && left == nil && op.yes(4) {
			err = original
		}
	}
	m.log(p, "finally")
	if _, failed := m.block(p, op.block(3)); failed != nil {
		return nil, failed
	}
	return left, err
}

// step runs one op that is logged, unless it would close a cycle of tasks that wait for each other. A task that
// awaits itself gets an error.
func (m *machine) step(p place, op Op) error {
	if m.over {
		return errOver
	}
	m.log(p, op.Name, op.shown()...)
	targets := m.targets(op)
	selfAwait := op.Name == "await" && len(targets) == 1 && targets[0] == p.me
	if anyLeadsTo(targets, p.me) && !selfAwait {
		m.log(p, op.Name+".", "cycle")
		return nil
	}
	p.me.push(targets)
	result, err := m.ops[op.Name](m, p, op)
	p.me.pop(targets)
	switch {
	case err != nil:
		m.log(p, op.Name+"!", show(err))
	case result != nil:
		m.log(p, op.Name+".", result)
	default:
		m.log(p, op.Name+".")
	}
	return err
}

// An opFunc is what an op does: its result for the trace, nil for none, and the error that it raises.
type opFunc func(m *machine, p place, op Op) (result any, err error)

// shown lists the arguments that are part of the trace: numbers and texts.
func (o Op) shown() []any {
	var shown []any
	for _, arg := range o.Args {
		switch a := arg.(type) {
		case Int:
			shown = append(shown, int64(a))
		case Text:
			shown = append(shown, string(a))
		}
	}
	return shown
}

// number is the argument i, an integer.
func (o Op) number(i int) int64 { return int64(o.Args[i].(Int)) }

// block is the argument i, a block.
func (o Op) block(i int) Block { return o.Args[i].(Block) }

// yes tells whether the argument i is true, or a number other than 0.
func (o Op) yes(i int) bool {
	switch a := o.Args[i].(type) {
	case Flag:
		return bool(a)
	case Int:
		return a != 0
	}
	return false
}

// pick is the item that an index means.
func pick[T any](items []T, i int64) T {
	n := int64(len(items))
	return items[(i%n+n)%n]
}

// each is a list with what f makes of each item.
func each[T any](items []T, f func(T) any) []any {
	list := make([]any, 0, len(items))
	for _, item := range items {
		list = append(list, f(item))
	}
	return list
}
