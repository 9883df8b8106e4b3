"""The machine that runs a program: its coroutines and blocks, the graph of who waits for whom, the trace."""
import asyncio
import inspect
import itertools

from ops_sync import CallbackOps, LockOps, QueueOps
from ops_tasks import ScopeOps, TaskOps
from outcomes import ERRORS, failure, outcome, shown
from places import MOST_TASKS, Place, pick
from virtual import NothingLeft, VirtualLoop

GO_ON = object()        # what a block gives that ran to its end without a return

# How the exception handler's messages begin that depend on when garbage is collected.
LATE_REPORTS = ("Task exception was never", "Future exception was never", "Task was destroyed",
                "_GatheringFuture exception")


class Machine(TaskOps, ScopeOps, LockOps, QueueOps, CallbackOps):
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
        self.behind = [[] for _ in self.futures]    # the tasks that each of them waits for
        self.gathers = set()    # those of the futures that are a gather's

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
        current = asyncio.current_task(self.loop)
        self.events.append([int(self.loop.clock), "-" if current is None else current.get_name(), *data])

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
        """Runs one op that is logged, unless it would close a cycle of tasks that wait for each other.

        A task that awaits itself gets an error.
        """
        self.note(name, *[a for a in args if type(a) is int or type(a) is str])
        me = asyncio.current_task()
        targets = self.targets(name, args)
        self_await = name == "await" and targets == [me]
        if any(self.leads_to(t, me) for t in targets) and not self_await:
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
                stack.pop()     # its own: what else was put there meanwhile is gone again
        if result is None:
            self.note(name + ".")
        else:
            self.note(name + ".", result)

    # Who waits for whom.

    def targets(self, name, args):
        if not self.tasks:
            return ()
        if name in ("fawait", "waitfor_f"):
            return pick(self.behind, args[0])
        if name in ("await", "shield", "waitfor_t"):
            return [self.task(args[0])]
        if name in ("gather", "wait", "ascomp"):
            return [self.task(i) for i in args[0]]
        if name == "fwait":
            return [self.task(i) for i in args[0]] + [t for i in args[1] for t in pick(self.behind, i)]
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


# The ops by name, each with whether it gives something to await.
OPS = {
    name[3:]: (method, inspect.iscoroutinefunction(method) or name in ("op_lock", "op_sem", "op_bsem", "op_cond"))
    for name, method in inspect.getmembers(Machine, inspect.isfunction) if name.startswith("op_")
}
