package conformance

import (
	"context"
	"errors"
	"time"

	"github.com/goasyncio/asyncio/coro"
	"github.com/goasyncio/asyncio/loop"
)

const (
	mostTasks = 40
	mostTurns = 20_000 // more than these count as a deadlock
)

// Interpret runs the program on this project's loop, under a virtual clock, and gives its trace. It is
// the runner in Go. The program must be one that Parse accepts.
func Interpret(program Program) Trace { return InterpretWith(program) }

// InterpretWith is Interpret with options for the loop, none of which may change the trace.
func InterpretWith(program Program, opts ...coro.RunOption) Trace {
	m := newMachine(program, opts)
	defer m.close()
	m.run()
	return m.trace
}

// A machine runs one program.
type machine struct {
	program Program
	loop    *loop.Loop
	outside context.Context // of the loop, and of no task
	trace   Trace
	over    bool // nothing is logged any more

	numbers int // task numbers used up
	tasks   []*node
	handles []interface{ Cancel() } // of soon and later
	ops     map[string]opFunc
	objects
}

// newMachine makes a machine with the program's objects.
func newMachine(program Program, opts []coro.RunOption) *machine {
	opts = append(opts[:len(opts):len(opts)], coro.Virtual(), coro.WithLoop(loop.TurnLimit(mostTurns)))
	m := &machine{program: program, loop: coro.NewRunner(opts...).Loop()}
	m.ops = ops // through a field, since the ops lead back here
	m.outside = coro.Context(m.loop)
	m.loop.SetExceptionHandler(m.handled)
	m.objects = newObjects(m.outside, program.Objects)
	return m
}

// close ends what is still suspended, which logs nothing any more.
func (m *machine) close() {
	m.over = true
	_ = m.loop.Close()
}

// run runs main, cancels what main leaves behind, and notes how everything ended.
func (m *machine) run() {
	main, _ := m.start(0, m.outside)
	if err := coro.RunUntilComplete(m.loop, main.task); nothingLeft(err) {
		m.logAs("-", "DEADLOCK", m.unfinished())
	}
	m.shutDown()
	m.logAs("-", "END", each(m.tasks, func(n *node) any { return []any{n.name, outcome(n.task)} }),
		each(m.futures, func(f future) any { return outcome(f) }), m.queueSizes(), m.locksHeld())
}

// shutDown cancels the tasks that are left, once each, and runs until they are done.
func (m *machine) shutDown() {
	m.logAs("-", "SHUTDOWN", m.unfinished())
	var live []*coro.Task[any]
	for _, n := range m.tasks {
		if !n.task.Done() {
			live = append(live, n.task)
		}
	}
	for _, task := range live {
		task.Cancel()
	}
	if len(live) == 0 {
		return
	}
	all := coro.GatherResultsFuture(m.outside, live...)
	if err := coro.RunUntilComplete(m.loop, all); nothingLeft(err) {
		m.logAs("-", "STUCK", m.unfinished())
	}
}

// nothingLeft tells whether a run ended because nothing could run any more, or too much did.
func nothingLeft(err error) bool {
	var deadlock *coro.DeadlockError
	return errors.As(err, &deadlock) || err == loop.ErrTurnLimit
}

// unfinished lists the names of the tasks that are not done.
func (m *machine) unfinished() []any {
	names := []any{}
	for _, n := range m.tasks {
		if !n.task.Done() {
			names = append(names, n.name)
		}
	}
	return names
}

// logAs appends an event of a task, "-" or "!".
func (m *machine) logAs(who, kind string, data ...any) {
	if m.over {
		return
	}
	event := make(Event, 0, 3+len(data))
	event = append(event, int64(m.loop.Time()/time.Second), who, kind)
	m.trace = append(m.trace, append(event, data...))
}

// handled is the loop's exception handler.
func (m *machine) handled(_ *loop.Loop, c loop.ExceptionContext) {
	var shown any
	if c.Err != nil {
		shown = show(c.Err)
	}
	m.logAs("!", "handler", shown)
}

// start makes a task for the proc; a nil node says that there are too many. An error says that it was refused.
func (m *machine) start(proc int64, ctx context.Context, options ...coro.TaskOption) (*node, error) {
	if m.numbers >= mostTasks {
		return nil, nil
	}
	n := &node{name: m.nextName(proc)}
	n.task = coro.CreateTask(ctx, m.coroutine(n, proc), append(options, coro.Named(n.name))...)
	if err := n.refused(); err != nil {
		return nil, err
	}
	m.tasks = append(m.tasks, n)
	return n, nil
}

// coroutine is one run of the proc in the task of that node.
func (m *machine) coroutine(n *node, proc int64) coro.Coro[any] {
	return func(ctx context.Context) (any, error) {
		n.started = true
		p := place{ctx: ctx, me: n}
		m.log(p, "start")
		left, err := m.block(p, pick(m.program.Procs, proc))
		if err != nil {
			m.log(p, "die", show(err))
			return nil, err
		}
		value := left.value()
		m.log(p, "ret", value)
		return value, nil
	}
}
