package conformance

import (
	"context"
	"slices"

	"github.com/goasyncio/asyncio/coro"
)

// A future is a bare one, or one that fgather or fshield made.
type future interface {
	Done() bool
	Cancelled() bool
	Result() (any, error)
	Cancel(msg ...string) bool
	SetError(error) error
	any() coro.AnyFuture
	whenDone(func())
	await(ctx context.Context, limit Arg) (any, error)
	waitsFor() []*node
}

// futureOf is a future of that type, with the tasks that it waits for.
type futureOf[T any] struct {
	*coro.Future[T]
	nodes []*node
	show  func(T) any
}

func bare(f *coro.Future[any], nodes []*node) futureOf[any] {
	return futureOf[any]{f, nodes, func(v any) any { return v }}
}

func (f futureOf[T]) waitsFor() []*node   { return f.nodes }
func (f futureOf[T]) any() coro.AnyFuture { return f.Future }
func (f futureOf[T]) whenDone(do func())  { f.AddDoneCallback(func(*coro.Future[T]) { do() }) }

func (f futureOf[T]) Result() (any, error) { return f.shown(f.Future.Result()) }

// await waits as long as the limit says, as waitFor does.
func (f futureOf[T]) await(ctx context.Context, arg Arg) (any, error) {
	if d, limited := limit(arg); limited {
		return f.shown(coro.WaitFor(ctx, f.Future, d))
	}
	return f.shown(f.Await(ctx))
}

func (f futureOf[T]) shown(v T, err error) (any, error) {
	if err != nil {
		return nil, err
	}
	return f.show(v), nil
}

func (m *machine) future(op Op) future { return pick(m.futures, op.number(0)) }

func opFutureAwait(m *machine, p place, op Op) (any, error) {
	return m.future(op).await(p.ctx, Null{})
}

func opWaitForFuture(m *machine, p place, op Op) (any, error) {
	return m.future(op).await(p.ctx, op.Args[1])
}

func opFutureSet(m *machine, _ place, op Op) (any, error) {
	if f, ok := m.future(op).(futureOf[any]); ok {
		return nil, f.SetResult(op.number(1))
	}
	return "skip", nil // its result is a list
}

// opFutureGather is a gather that nobody awaits yet, of tasks and of futures that are no gather's.
func opFutureGather(m *machine, p place, op Op) (any, error) {
	nodes := m.several(op)
	var children []coro.Awaitable[any]
	for _, n := range nodes {
		children = append(children, n.task)
	}
	for _, i := range op.Args[1].(Ints) {
		if f, ok := pick(m.futures, i).(futureOf[any]); ok {
			children, nodes = append(children, f.Future), slices.Concat(nodes, f.nodes)
		}
	}
	switch {
	case len(children) == 0:
		return "skip", nil
	case op.yes(2):
		m.futures = append(m.futures, futureOf[[]coro.Result[any]]{coro.GatherResultsFuture(p.ctx, children...), nodes, showResults})
	default:
		m.futures = append(m.futures, futureOf[[]any]{coro.GatherFuture(p.ctx, children...), nodes, func(v []any) any { return v }})
	}
	return nil, nil
}

// opFutureShield is a shield that nobody awaits yet. Of a task that is done it would be the task itself.
func opFutureShield(m *machine, p place, op Op) (any, error) {
	return m.withTask(op, func(n *node) (any, error) {
		if n.task.Done() {
			return "skip", nil
		}
		m.futures = append(m.futures, bare(coro.ShieldFuture(p.ctx, n.task), []*node{n}))
		return nil, nil
	})
}

func opFutureError(m *machine, _ place, op Op) (any, error) {
	return nil, m.future(op).SetError(&failure{"E2", "f"})
}

func opFutureCancel(m *machine, _ place, op Op) (any, error) {
	return zeroOrOne(m.future(op).Cancel(op.message()...)), nil
}

// severalFutures are the futures that the op's second list means, each once.
func (m *machine) severalFutures(op Op) []future {
	var all []future
	for _, i := range op.Args[1].(Ints) {
		if f := pick(m.futures, i); !slices.ContainsFunc(all, func(other future) bool { return other.any() == f.any() }) {
			all = append(all, f)
		}
	}
	return all
}

// opFutureWait waits for tasks and futures of any sort.
func opFutureWait(m *machine, p place, op Op) (any, error) {
	var all []coro.AnyFuture
	for _, n := range m.several(op) {
		all = append(all, n.task)
	}
	for _, f := range m.severalFutures(op) {
		all = append(all, f.any())
	}
	if len(all) == 0 {
		return "skip", nil
	}
	done, pending, err := coro.Wait(p.ctx, all, append(within(op.Args[2]), returnWhen(op.Args[3]))...)
	if err != nil {
		return nil, err
	}
	index := func(f coro.AnyFuture) any { return int64(slices.Index(all, f)) }
	return []any{each(done, index), each(pending, index)}, nil
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

// opFutureCallback is opCallback of a future.
func opFutureCallback(m *machine, _ place, op Op) (any, error) {
	f := m.future(op)
	f.whenDone(func() {
		m.logAs("-", "FCB", op.tag(1), outcome(f))
		m.called(op)
	})
	return nil, nil
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
