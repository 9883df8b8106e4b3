"""The ops about tasks: one, several, and the scopes around them."""
import asyncio

from outcomes import E1, outcome, plain, shown
from places import MOST_TASKS, Place, pick


def named(task):
    return "full" if task is None else task.get_name()


class Itself:
    """What a task awaits that awaits itself.

    Awaited as it is, CPython's C code would refuse it to all others from then on, which its Python code does not.
    """

    def __init__(self, task):
        self.task = task

    def __await__(self):
        yield self.task


class TaskOps:
    """Ops that make tasks, wait for them, cancel them and look at them."""

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
        task = self.task(i)
        if task is None:
            return "skip"
        return await (Itself(task) if task is asyncio.current_task() else task)

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
            self.act(action, tag, argument)
        self.task(i).add_done_callback(called)

    def act(self, action, tag, argument):
        """What a done callback does."""
        if action == "cancel":
            self.note("cbcancel", int(self.task(argument).cancel()))
        elif action == "set":
            pick(self.flags, argument).set()
        elif action == "raise":
            raise E1("cb")
        elif action == "soon":
            self.loop.call_soon(self.note, "SOON", tag)

    # Several tasks.

    async def op_gather(self, place, indices, keep):
        return plain(await asyncio.gather(*self.several(indices), return_exceptions=bool(keep)))

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


class ScopeOps:
    """Ops that have a block inside a timeout or a group."""

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
