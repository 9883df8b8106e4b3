package conformance

import (
	"slices"

	"github.com/goasyncio/asyncio/coro"
)

// tasksOf are the tasks of the nodes.
func tasksOf(nodes []*node) []*coro.Task[any] {
	var tasks []*coro.Task[any]
	for _, n := range nodes {
		tasks = append(tasks, n.task)
	}
	return tasks
}

func opGather(m *machine, p place, op Op) (any, error) {
	tasks := tasksOf(m.several(op))
	if !op.yes(1) {
		values, err := coro.Gather(p.ctx, tasks...)
		if err != nil {
			return nil, err
		}
		return append([]any{}, values...), nil
	}
	results, err := coro.GatherResults(p.ctx, tasks...)
	if err != nil {
		return nil, err
	}
	return showResults(results), nil
}

func showResults(results []coro.Result[any]) any {
	return each(results, func(r coro.Result[any]) any {
		if r.Err != nil {
			return show(r.Err)
		}
		return r.Value
	})
}

// returnWhen is the option of Wait that a mode stands for.
func returnWhen(mode Arg) coro.WaitOption {
	switch mode {
	case Text("FIRST_COMPLETED"):
		return coro.FirstCompleted
	case Text("FIRST_EXCEPTION"):
		return coro.FirstException
	}
	return coro.AllCompleted
}

// within is the option that bounds a wait, none for null.
func within(arg Arg) []coro.WaitOption {
	if d, limited := limit(arg); limited {
		return []coro.WaitOption{coro.Within(d)}
	}
	return nil
}

func opWait(m *machine, p place, op Op) (any, error) {
	nodes := m.several(op)
	if len(nodes) == 0 {
		return "skip", nil
	}
	done, pending, err := coro.Wait(p.ctx, tasksOf(nodes), append(within(op.Args[1]), returnWhen(op.Args[2]))...)
	if err != nil {
		return nil, err
	}
	name := func(t *coro.Task[any]) any { return t.Name() }
	return []any{each(done, name), each(pending, name)}, nil
}

// opAsCompleted is skipped when several of the tasks are done, since CPython's order would be a set's.
func opAsCompleted(m *machine, p place, op Op) (any, error) {
	tasks := tasksOf(m.several(op))
	done := slices.DeleteFunc(slices.Clone(tasks), func(t *coro.Task[any]) bool { return !t.Done() })
	if len(tasks) == 0 || len(done) > 1 {
		return "skip", nil
	}
	values := []any{}
	for value, err := range coro.AsCompleted(p.ctx, tasks, within(op.Args[1])...) {
		switch {
		case err == nil:
			values = append(values, value)
		case caught(Texts{"E1"}, err):
			values = append(values, show(err))
		default:
			return nil, err
		}
	}
	return values, nil
}
