package conformance

import "github.com/goasyncio/asyncio/coro"

func (m *machine) future(op Op) *coro.Future[any] { return pick(m.futures, op.number(0)) }

func opFutureAwait(m *machine, p place, op Op) (any, error) { return m.future(op).Await(p.ctx) }

func opFutureSet(m *machine, _ place, op Op) (any, error) {
	return nil, m.future(op).SetResult(op.number(1))
}

func opFutureError(m *machine, _ place, op Op) (any, error) {
	return nil, m.future(op).SetError(&failure{"E2", "f"})
}

func opFutureCancel(m *machine, _ place, op Op) (any, error) {
	return zeroOrOne(m.future(op).Cancel()), nil
}

// tag is an argument that a callback logs.
func (o Op) tag(i int) any {
	if text, ok := o.Args[i].(Text); ok {
		return string(text)
	}
	return o.number(i)
}

// opCallback is cb: task, tag, action, argument.
func opCallback(m *machine, _ place, op Op) (any, error) {
	return m.withTask(op, func(n *node) (any, error) {
		n.task.AddDoneCallback(func(t *coro.Task[any]) {
			m.logAs("-", "CB", op.tag(1), t.Name(), outcome(t))
			m.called(op)
		})
		return nil, nil
	})
}

// called does what the done callback of a task is for.
func (m *machine) called(op Op) {
	switch op.Args[2] {
	case Text("cancel"):
		m.logAs("-", "cbcancel", zeroOrOne(pick(m.tasks, op.number(3)).task.Cancel()))
	case Text("set"):
		pick(m.events, op.number(3)).Set()
	case Text("raise"):
		panic(&failure{"E1", "cb"})
	case Text("soon"):
		_, _ = m.loop.CallSoon(func() { m.logAs("-", "SOON", op.tag(1)) })
	}
}

func opSoon(m *machine, _ place, op Op) (any, error) {
	handle, err := m.loop.CallSoon(func() { m.logAs("-", "SOON", op.tag(0)) })
	m.handles = append(m.handles, handle)
	return nil, err
}

func opLater(m *machine, _ place, op Op) (any, error) {
	handle, err := m.loop.CallLater(seconds(op.Args[0]), func() { m.logAs("-", "LATER", op.tag(1)) })
	m.handles = append(m.handles, handle)
	return nil, err
}

func opHandleCancel(m *machine, _ place, op Op) (any, error) {
	if len(m.handles) > 0 {
		pick(m.handles, op.number(0)).Cancel()
	}
	return nil, nil
}
