"""Runs conformance programs on CPython's own asyncio: a program a line in, its trace a line out.

The package documentation beside this file (doc.go) tells what programs and traces are. Everything here is
CPython's asyncio as it stands, with three exceptions, all of which take chance out of it:

  - the clock is virtual: it stands still while something is ready and then jumps to the next deadline;
  - timers of one deadline fire in the order in which they were made, where CPython leaves that to its heap;
  - a TaskGroup cancels its children in the order in which they were made, where CPython's order is a set's.

A program that cannot be run gives [["ERROR", why]] on its line, and the next line goes on.
"""
import sys

if sys.implementation.name != "cpython" or sys.version_info[:2] != (3, 13):
    sys.exit("the conformance runner needs CPython 3.13, but this is %s %s"
             % (sys.implementation.name, sys.version.split()[0]))

import asyncio
import asyncio.base_events
import asyncio.events
import asyncio.taskgroups
import gc
import inspect
import itertools
import json
import logging
import os
import warnings

MOST_TASKS = 40
MOST_TURNS = 20_000     # more than these count as a deadlock
COLLECT_EVERY = 500     # programs between two garbage collections: none falls into a run
GO_ON = object()        # what a block gives that ran to its end without a return


# --- the loop -------------------------------------------------------------------------------------------

class Timer(asyncio.TimerHandle):
    """A timer that also knows how many were made before it."""
    __slots__ = ("number",)
    made = itertools.count()

    def __init__(self, *args):
        super().__init__(*args)
        self.number = next(self.made)

    def __lt__(self, other):
        return self.number < other.number if self._when == other._when else self._when < other._when


class InOrder(dict):
    """A set of tasks that lists them in the order in which they joined."""

    def add(self, task):
        self[task] = True

    def discard(self, task):
        self.pop(task, None)


class NothingLeft(BaseException):
    """Nothing can run any more, or too much did."""


class VirtualLoop(asyncio.base_events.BaseEventLoop):
    """A loop that is its own selector: in place of waiting it moves its clock."""

    def __init__(self):
        super().__init__()
        self._selector = self
        self.clock = 0.0
        self.turns = 0

    def time(self):
        return self.clock

    def select(self, timeout):
        if timeout is None:
            raise NothingLeft
        if timeout > 0:
            self.clock = self._scheduled[0].when()
        self.turns += 1
        if self.turns > MOST_TURNS:
            raise NothingLeft
        return []

    def _process_events(self, events):
        pass

    def _write_to_self(self):
        pass


# --- errors ---------------------------------------------------------------------------------------------

class E1(Exception):
    """The error that programs raise and catch."""


class E2(E1):
    """A special case of it."""


ERRORS = {
    "E1": E1, "E2": E2, "Key": KeyError, "Cancelled": asyncio.CancelledError, "Timeout": TimeoutError,
    "Runtime": RuntimeError, "Any": Exception, "Base": BaseException,
}

# How the exception handler's messages begin that depend on when garbage is collected.
LATE_REPORTS = ("Task exception was never", "Future exception was never", "Task was destroyed",
                "_GatheringFuture exception")


def shown(error):
    """An error as traces have it."""
    name = type(error).__name__
    if isinstance(error, BaseExceptionGroup):
        return [name, *map(shown, error.exceptions)]
    if isinstance(error, (E1, asyncio.CancelledError)):
        return [name, *(str(a) for a in error.args)]
    return [name]


def outcome(future):
    """What became of a task or future."""
    if not future.done():
        return ["pend"]
    if future.cancelled():
        return ["canc"]
    if future.exception() is not None:
        return ["exc", shown(future.exception())]
    return ["ok", future.result()]


# --- programs -------------------------------------------------------------------------------------------

class Place:
    """Where in a proc an op stands: the innermost group and the innermost timeout around it."""
    __slots__ = ("group", "timeout")

    def __init__(self, group=None, timeout=None):
        self.group = group
        self.timeout = timeout


class Machine:
    """Runs one program. The methods op_NAME are the ops; each gets its place, then its arguments."""

    def __init__(self, program):
        self.procs = program["procs"]
        self.loop = VirtualLoop()
        self.loop.set_exception_handler(self.on_handler)
        self.events = []
        self.tasks = []         # in creation order
        self.numbers = 0        # task numbers used up
        self.handles = []       # of soon and later
        self.awaiting = {}      # task -> stack of the lists of tasks that it waits for
        objs = program["objs"]
        self.locks = [asyncio.Lock() for _ in range(objs["lk"])]
        self.semaphores = [asyncio.Semaphore(n) for n in objs["sm"]]
        self.bounded = [asyncio.BoundedSemaphore(n) for n in objs["bs"]]
        self.flags = [asyncio.Event() for _ in range(objs["ev"])]
        self.queues = [asyncio.Queue(n) for n in objs["q"]]
        self.conditions = [asyncio.Condition() for _ in range(objs["cd"])]
        self.barriers = [asyncio.Barrier(n) for n in objs["br"]]
        self.futures = [self.loop.create_future() for _ in range(objs["f"])]

    # The run as a whole.

    def run(self):
        try:
            self.run_main()
            self.shut_down()
            self.note_in("-", "END", [[t.get_name(), outcome(t)] for t in self.tasks],
                         [outcome(f) for f in self.futures], [q.qsize() for q in self.queues],
                         [int(lock.locked()) for lock in self.locks])
            return self.events
        finally:
            self.events = []    # coroutines that are stuck still log when they are collected
            for task in self.tasks:
                task._log_destroy_pending = False
                if task.done() and not task.cancelled():
                    task.exception()
            self.loop.close()

    def run_main(self):
        main = self.start(0)
        try:
            self.loop.run_until_complete(main)
        except NothingLeft:
            self.note_in("-", "DEADLOCK", self.unfinished())
        except BaseException:
            pass                # main's own error: the trace has it already

    def shut_down(self):
        self.note_in("-", "SHUTDOWN", self.unfinished())
        self.loop.turns = 0
        live = [t for t in self.tasks if not t.done()]
        for task in live:
            task.cancel()
        if not live:
            return
        try:
            self.loop.run_until_complete(asyncio.gather(*live, return_exceptions=True))
        except NothingLeft:
            self.note_in("-", "STUCK", self.unfinished())

    def unfinished(self):
        return [t.get_name() for t in self.tasks if not t.done()]

    # The trace.

    def note(self, *data):
        current = None
        if asyncio._get_running_loop() is not None:
            current = asyncio.current_task(self.loop)
        self.note_in("-" if current is None else current.get_name(), *data)

    def note_in(self, who, *data):
        self.events.append([int(self.loop.clock), who, *data])

    def on_handler(self, loop, context):
        if not context["message"].startswith(LATE_REPORTS):
            error = context.get("exception")
            self.note_in("!", "handler", error and shown(error))

    # Coroutines and blocks.

    def start(self, proc, create=None, **options):
        """A new task for the proc; None when there are too many."""
        if self.numbers >= MOST_TASKS:
            return None
        name = f"T{self.numbers}.{proc}"
        self.numbers += 1
        body = self.coroutine(proc)
        try:
            task = (create or self.loop.create_task)(body, name=name, **options)
        except RuntimeError:
            body.close()
            raise
        self.tasks.append(task)
        return task

    async def coroutine(self, proc):
        self.note("start")
        try:
            value = await self.block(pick(self.procs, proc), Place())
            value = None if value is GO_ON else value
            self.note("ret", value)
            return value
        except BaseException as error:
            self.note("die", shown(error))
            raise

    async def block(self, ops, place):
        """Runs the ops; gives what a return among them returned, else GO_ON."""
        for name, *args in ops:
            if name == "return":
                return args[0]
            if name == "raise":
                raise failure(*args)
            if name == "try":
                value = await self.attempt(place, *args)
                if value is not GO_ON:
                    return value
            else:
                await self.step(name, args, place)
        return GO_ON

    async def attempt(self, place, body, classes, handler, cleanup, again):
        try:
            return await self.block(body, place)
        except tuple(ERRORS[c] for c in classes) as error:
            self.note("caught", shown(error))
            value = await self.block(handler, place)
            if value is GO_ON and again:
                raise
            return value
        finally:
            self.note("finally")
            await self.block(cleanup, place)

    async def step(self, name, args, place):
        """Runs one op that is logged, unless it would close a cycle of tasks that wait for each other."""
        self.note(name, *(a for a in args if type(a) in (int, str)))
        me = asyncio.current_task()
        targets = self.targets(name, args)
        if any(self.leads_to(t, me) for t in targets):
            self.note(name + ".", "cycle")
            return
        stack = self.awaiting.setdefault(me, [])
        if targets:
            stack.append(targets)
        run, suspends = OPS[name]
        try:
            result = run(self, place, *args)
            if suspends:
                result = await result
        except BaseException as error:
            self.note(name + "!", shown(error))
            raise
        finally:
            if targets:
                stack.remove(targets)
        if result is None:
            self.note(name + ".")
        else:
            self.note(name + ".", result)

    # Who waits for whom.

    def targets(self, name, args):
        if not self.tasks:
            return ()
        if name in ("await", "shield", "waitfor_t"):
            return [self.task(args[0])]
        if name in ("gather", "wait", "ascomp"):
            return [self.task(i) for i in args[0]]
        return ()

    def leads_to(self, task, goal):
        seen, unseen = {task}, [task]
        while unseen:
            task = unseen.pop()
            if task is goal:
                return True
            for target in itertools.chain.from_iterable(self.awaiting.get(task, ())):
                if target not in seen:
                    seen.add(target)
                    unseen.append(target)
        return False

    def task(self, i):
        return pick(self.tasks, i) if self.tasks else None

    def several(self, indices):
        """The tasks meant, each once."""
        return list(dict.fromkeys(self.task(i) for i in indices)) if self.tasks else []

    # Ops: tasks.

    async def op_sleep(self, place, seconds):
        return await asyncio.sleep(seconds, seconds)

    def op_spawn(self, place, proc):
        return named(self.start(proc))

    def op_eager(self, place, proc):
        return named(self.start(proc, asyncio.Task, loop=self.loop, eager_start=True))

    def op_tgspawn(self, place, proc):
        if place.group is None:
            return "skip"
        task = self.start(proc, place.group.create_task)
        if task is not None:
            self.awaiting[place.group._parent_task].append([task])
        return named(task)

    async def op_await(self, place, i):
        return await self.task(i) if self.tasks else "skip"

    async def op_shield(self, place, i):
        return await asyncio.shield(self.task(i)) if self.tasks else "skip"

    async def op_waitfor_t(self, place, i, seconds):
        return await asyncio.wait_for(self.task(i), seconds) if self.tasks else "skip"

    async def op_waitfor_p(self, place, proc, seconds):
        if self.numbers >= MOST_TASKS:
            return "full"
        self.numbers += 1
        return await asyncio.wait_for(self.coroutine(proc), seconds)

    def op_cancel(self, place, i, *message):
        return int(self.task(i).cancel(*message)) if self.tasks else "skip"

    def op_uncancel(self, place, i):
        return asyncio.current_task().uncancel() if self.tasks else "skip"

    def op_cancelling(self, place, i):
        return self.task(i).cancelling() if self.tasks else "skip"

    def op_state(self, place, i):
        return outcome(self.task(i)) if self.tasks else "skip"

    def op_cb(self, place, i, tag, action, argument):
        if not self.tasks:
            return "skip"

        def called(task):
            self.note("CB", tag, task.get_name(), outcome(task))
            if action == "cancel":
                self.note("cbcancel", int(self.task(argument).cancel()))
            elif action == "set":
                pick(self.flags, argument).set()
            elif action == "raise":
                raise E1("cb")
            elif action == "soon":
                self.loop.call_soon(self.note, "SOON", tag)
        self.task(i).add_done_callback(called)

    # Ops: several tasks.

    async def op_gather(self, place, indices, keep):
        values = await asyncio.gather(*self.several(indices), return_exceptions=bool(keep))
        return [shown(v) if isinstance(v, BaseException) else v for v in values]

    async def op_wait(self, place, indices, seconds, mode):
        tasks = self.several(indices)
        if not tasks:
            return "skip"
        done, pending = await asyncio.wait(tasks, timeout=seconds, return_when=mode)
        return [[t.get_name() for t in tasks if t in part] for part in (done, pending)]

    async def op_ascomp(self, place, indices, seconds):
        tasks = self.several(indices)
        if not tasks or sum(t.done() for t in tasks) > 1:
            return "skip"       # the order of those that are done would be a set's
        values = []
        for earliest in asyncio.as_completed(tasks, timeout=seconds):
            try:
                values.append(await earliest)
            except E1 as error:
                values.append(shown(error))
        return values

    # Ops: scopes.

    async def op_timeout(self, place, seconds, body):
        async with asyncio.timeout(seconds) as timeout:
            await self.block(body, Place(place.group, timeout))
        return ["expired", int(timeout.expired())]

    def op_resched(self, place, seconds):
        if place.timeout is None:
            return "skip"
        place.timeout.reschedule(self.loop.time() + seconds)

    async def op_tg(self, place, body):
        stack = self.awaiting[asyncio.current_task()]
        depth = len(stack)
        try:
            async with asyncio.TaskGroup() as group:
                await self.block(body, Place(group, place.timeout))
        finally:
            del stack[depth:]

    # Ops: locks, semaphores, events.

    async def hold(self, lock, body, place):
        async with lock:
            await self.block(body, place)

    def op_lock(self, place, i, body):
        return self.hold(pick(self.locks, i), body, place)

    def op_sem(self, place, i, body):
        return self.hold(pick(self.semaphores, i), body, place)

    def op_bsem(self, place, i, body):
        return self.hold(pick(self.bounded, i), body, place)

    def op_cond(self, place, i, body):
        return self.hold(pick(self.conditions, i), body, place)

    async def op_acq(self, place, i):
        return int(await pick(self.locks, i).acquire())

    def op_rel(self, place, i):
        pick(self.locks, i).release()

    def op_semrel(self, place, i):
        pick(self.semaphores, i).release()

    def op_bsemrel(self, place, i):
        pick(self.bounded, i).release()

    async def op_evwait(self, place, i):
        return int(await pick(self.flags, i).wait())

    def op_evset(self, place, i):
        pick(self.flags, i).set()

    def op_evclr(self, place, i):
        pick(self.flags, i).clear()

    # Ops: conditions and barriers.

    async def op_cwait(self, place, i):
        condition = pick(self.conditions, i)
        async with condition:
            return int(await condition.wait())

    async def op_cnotify(self, place, i, n):
        condition = pick(self.conditions, i)
        async with condition:
            condition.notify(n)

    async def op_cwaitin(self, place, i):
        return int(await pick(self.conditions, i).wait())

    def op_cnotifyin(self, place, i, n):
        pick(self.conditions, i).notify(n)

    async def op_bwait(self, place, i):
        return await pick(self.barriers, i).wait()

    async def op_breset(self, place, i):
        await pick(self.barriers, i).reset()

    async def op_babort(self, place, i):
        await pick(self.barriers, i).abort()

    # Ops: queues.

    async def op_qput(self, place, i, value):
        await pick(self.queues, i).put(value)

    async def op_qget(self, place, i):
        return await pick(self.queues, i).get()

    def op_qputn(self, place, i, value):
        pick(self.queues, i).put_nowait(value)

    def op_qgetn(self, place, i):
        return pick(self.queues, i).get_nowait()

    def op_qdone(self, place, i):
        pick(self.queues, i).task_done()

    async def op_qjoin(self, place, i):
        await pick(self.queues, i).join()

    def op_qshut(self, place, i, immediate):
        pick(self.queues, i).shutdown(bool(immediate))

    # Ops: bare futures and handles.

    async def op_fawait(self, place, i):
        return await pick(self.futures, i)

    def op_fset(self, place, i, value):
        pick(self.futures, i).set_result(value)

    def op_fexc(self, place, i):
        pick(self.futures, i).set_exception(E2("f"))

    def op_fcancel(self, place, i):
        return int(pick(self.futures, i).cancel())

    def op_soon(self, place, tag):
        self.handles.append(self.loop.call_soon(self.note, "SOON", tag))

    def op_later(self, place, seconds, tag):
        self.handles.append(self.loop.call_later(seconds, self.note, "LATER", tag))

    def op_hcancel(self, place, i):
        if self.handles:
            pick(self.handles, i).cancel()


def pick(things, i):
    return things[i % len(things)]


def named(task):
    return "full" if task is None else task.get_name()


def failure(name, *message):
    """The error that a raise op raises: only the project's own errors carry a message."""
    kind = ERRORS[name]
    return kind(*message) if issubclass(kind, E1) else kind()


# The ops by name, each with whether it gives something to await.
OPS = {
    name[3:]: (method, inspect.iscoroutinefunction(method) or name in ("op_lock", "op_sem", "op_bsem", "op_cond"))
    for name, method in vars(Machine).items() if name.startswith("op_")
}


# --- the command ----------------------------------------------------------------------------------------

def trace_of(line):
    try:
        return Machine(json.loads(line)).run()
    except Exception as error:
        return [["ERROR", f"{type(error).__name__}: {error}"]]


def main():
    asyncio.events.TimerHandle = Timer
    asyncio.taskgroups.set = InOrder
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    sys.unraisablehook = lambda _: None     # coroutines that are stuck are collected noisily
    sys.setrecursionlimit(20_000)           # deep nesting is the program's right, not an event
    gc.disable()
    for count, line in enumerate(sys.stdin.buffer, 1):
        sys.stdout.buffer.write(json.dumps(trace_of(line)).encode() + b"\n")
        sys.stdout.buffer.flush()
        if count % COLLECT_EVERY == 0:
            gc.collect()


if __name__ == "__main__":
    try:
        main()
    except (BrokenPipeError, KeyboardInterrupt):
        os._exit(1)     # the reader is gone: no flush at exit, which would fail again
