package conformance

import (
	"context"
	"time"

	"github.com/goasyncio/asyncio/coro"
)

// ops are the ops that are logged, by name. It is read only.
var ops = map[string]opFunc{
	"sleep": opSleep, "spawn": opSpawn, "eager": opEager, "tgspawn": opGroupSpawn,
	"await": opAwait, "shield": opShield, "waitfor_t": opWaitForTask, "waitfor_p": opWaitForProc,
	"cancel": opCancel, "uncancel": opUncancel, "cancelling": opCancelling, "state": opState,
	"gather": opGather, "wait": opWait, "ascomp": opAsCompleted,
	"timeout": opTimeout, "resched": opReschedule, "tg": opGroup,
	"fawait": opFutureAwait, "fset": opFutureSet, "fexc": opFutureError, "fcancel": opFutureCancel,
	"fgather": opFutureGather, "fshield": opFutureShield, "waitfor_f": opWaitForFuture,
	"fwait": opFutureWait, "fcb": opFutureCallback,
	"cb": opCallback, "soon": opSoon, "later": opLater, "hcancel": opHandleCancel,

	"lock": holding(theLocks, itself), "acq": using(theLocks, acquire), "rel": using(theLocks, release),
	"sem": holding(theSemaphores, itself), "semrel": using(theSemaphores, semRelease),
	"bsem": holding(theBounded, valueError), "bsemrel": using(theBounded, boundedRelease),
	"evwait": using(theEvents, eventWait), "evset": using(theEvents, eventSet), "evclr": using(theEvents, eventClear),
	"cond": holding(theConditions, itself), "cwaitin": using(theConditions, condWait), "cnotifyin": using(theConditions, condNotify),
	"cwait": using(theConditions, condLockWait), "cnotify": using(theConditions, condLockNotify),
	"bwait": using(theBarriers, barrierWait), "breset": using(theBarriers, barrierReset), "babort": using(theBarriers, barrierAbort),
	"qput": using(theQueues, queuePut), "qget": using(theQueues, queueGet),
	"qputn": using(theQueues, queuePutNow), "qgetn": using(theQueues, queueGetNow),
	"qdone": using(theQueues, queueDone), "qjoin": using(theQueues, queueJoin), "qshut": using(theQueues, queueShutdown),
}

// seconds is the duration that an argument gives.
func seconds(arg Arg) time.Duration { return time.Duration(arg.(Int)) * time.Second }

// limit is the duration that an argument gives; ok is false for none.
func limit(arg Arg) (d time.Duration, ok bool) {
	if arg == (Null{}) {
		return 0, false
	}
	return seconds(arg), true
}

// zeroOrOne is a truth value as traces have it.
func zeroOrOne(yes bool) int64 {
	if yes {
		return 1
	}
	return 0
}

func opSleep(_ *machine, p place, op Op) (any, error) {
	if err := coro.Sleep(p.ctx, seconds(op.Args[0])); err != nil {
		return nil, err
	}
	return op.number(0), nil
}

// named is the result of an op that starts a task.
func named(n *node, err error) (any, error) {
	if err != nil {
		return nil, err
	}
	if n == nil {
		return "full", nil
	}
	return n.name, nil
}

func opSpawn(m *machine, p place, op Op) (any, error) {
	return named(m.start(op.number(0), p.ctx))
}

func opEager(m *machine, p place, op Op) (any, error) {
	return named(m.start(op.number(0), p.ctx, coro.Eager()))
}

func opGroupSpawn(m *machine, p place, op Op) (any, error) {
	if p.group == nil {
		return "skip", nil
	}
	n, err := m.start(op.number(0), p.ctx, coro.In(p.group))
	if n != nil {
		p.owner.push([]*node{n})
	}
	return named(n, err)
}

// withTask makes an op of what is done with the task that the first argument means.
func (m *machine) withTask(op Op, do func(n *node) (any, error)) (any, error) {
	if len(m.tasks) == 0 {
		return "skip", nil
	}
	return do(pick(m.tasks, op.number(0)))
}

func opAwait(m *machine, p place, op Op) (any, error) {
	return m.withTask(op, func(n *node) (any, error) { return n.task.Await(p.ctx) })
}

func opShield(m *machine, p place, op Op) (any, error) {
	return m.withTask(op, func(n *node) (any, error) { return coro.Shield(p.ctx, n.task) })
}

func opWaitForTask(m *machine, p place, op Op) (any, error) {
	return m.withTask(op, func(n *node) (any, error) { return waitFor(p.ctx, n.task, op.Args[1]) })
}

// opWaitForProc runs the proc in the caller's task, under a task number of its own.
func opWaitForProc(m *machine, p place, op Op) (any, error) {
	if m.numbers >= mostTasks {
		return "full", nil
	}
	m.numbers++
	return waitFor(p.ctx, m.coroutine(p.me, op.number(0)), op.Args[1])
}

func waitFor(ctx context.Context, what coro.Awaitable[any], arg Arg) (any, error) {
	if d, limited := limit(arg); limited {
		return coro.WaitFor(ctx, what, d)
	}
	return what.Await(ctx)
}

func opCancel(m *machine, _ place, op Op) (any, error) {
	return m.withTask(op, func(n *node) (any, error) { return zeroOrOne(n.task.Cancel(op.message()...)), nil })
}

// message is the message of a cancel, if there is one.
func (o Op) message() []string {
	if len(o.Args) == 1 || o.Args[1] == (Null{}) {
		return nil
	}
	return []string{messageText(o.Args[1])}
}

func opUncancel(m *machine, p place, op Op) (any, error) {
	return m.withTask(op, func(*node) (any, error) { return coro.CurrentTask(p.ctx).Uncancel(), nil })
}

func opCancelling(m *machine, _ place, op Op) (any, error) {
	return m.withTask(op, func(n *node) (any, error) { return n.task.Cancelling(), nil })
}

func opState(m *machine, _ place, op Op) (any, error) {
	return m.withTask(op, func(n *node) (any, error) { return outcome(n.task), nil })
}
