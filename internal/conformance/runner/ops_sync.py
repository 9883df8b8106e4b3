"""The ops about what tasks share: locks, queues, bare futures and callbacks."""
import asyncio

from outcomes import E2, outcome, plain
from places import pick


class LockOps:
    """Ops on locks, semaphores, events, conditions and barriers."""

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

    # Conditions and barriers.

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


class QueueOps:
    """Ops on queues."""

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


class CallbackOps:
    """Ops on bare futures and on the loop's handles."""

    async def op_fawait(self, place, i):
        return plain(await pick(self.futures, i))

    async def op_waitfor_f(self, place, i, seconds):
        return plain(await asyncio.wait_for(pick(self.futures, i), seconds))

    def op_fset(self, place, i, value):
        if pick(self.futures, i) in self.gathers:
            return "skip"       # its result is a list
        pick(self.futures, i).set_result(value)

    def op_fgather(self, place, tasks, futures, keep):
        """A gather that nobody awaits yet, of tasks and of futures that are no gather's."""
        children = self.several(tasks)
        behind = list(children)
        for i in futures:
            if pick(self.futures, i) not in self.gathers:
                children.append(pick(self.futures, i))
                behind += pick(self.behind, i)
        if not children:
            return "skip"
        future = asyncio.gather(*children, return_exceptions=bool(keep))
        self.gathers.add(future)
        self.futures.append(future)
        self.behind.append(behind)

    def op_fshield(self, place, i):
        """A shield that nobody awaits yet. Of a task that is done it would be the task itself."""
        task = self.task(i)
        if task is None or task.done():
            return "skip"
        self.futures.append(asyncio.shield(task))
        self.behind.append([task])

    def op_fexc(self, place, i):
        pick(self.futures, i).set_exception(E2("f"))

    def op_fcancel(self, place, i, *message):
        return int(pick(self.futures, i).cancel(*message))

    def op_fcb(self, place, i, tag, action, argument):
        def called(future):
            self.note("FCB", tag, outcome(future))
            self.act(action, tag, argument)
        pick(self.futures, i).add_done_callback(called)

    async def op_fwait(self, place, tasks, futures, seconds, mode):
        """Waits for tasks and futures of any sort."""
        children = self.several(tasks) + list(dict.fromkeys(pick(self.futures, i) for i in futures))
        if not children:
            return "skip"
        done, pending = await asyncio.wait(children, timeout=seconds, return_when=mode)
        return [[i for i, f in enumerate(children) if f in part] for part in (done, pending)]

    def op_soon(self, place, tag):
        self.handles.append(self.loop.call_soon(self.note, "SOON", tag))

    def op_later(self, place, seconds, tag):
        self.handles.append(self.loop.call_later(seconds, self.note, "LATER", tag))

    def op_hcancel(self, place, i):
        if self.handles:
            pick(self.handles, i).cancel()
