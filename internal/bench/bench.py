"""The workloads of package bench on asyncio: the same as in its work_*.go, under the same names.

Reads requests from stdin, a line of JSON each, and answers each with a line. A workload is an async function of
size (how many at once), times (how many operations in all, over which the time is divided) and a watch, which it
may start and stop around what matters."""

import asyncio
import gc
import json
import math
import random
import signal
import sys
import threading
import time
from asyncio import create_task, gather, sleep


class Watch:
    def __init__(self):
        self.ended = self.live = None

    def start(self):
        self.used, self.begun = time.process_time(), time.perf_counter()

    def stop(self):
        if self.ended is None:
            self.ended = time.perf_counter()
            self.cpu = time.process_time() - self.used

    def aside(self, f):
        """Does what is not to be measured."""
        used, begun = time.process_time(), time.perf_counter()
        result = f()
        self.used += time.process_time() - used
        self.begun += time.perf_counter() - begun
        return result


async def trivial():
    return 1


async def together(n, f):
    tasks = [create_task(f()) for _ in range(n)]
    for t in tasks:
        await t


# Switching.

async def sleep0(size, times, watch):
    async def sleeper():
        for _ in range(1 + times // size):
            await sleep(0)
    tasks = [create_task(sleeper()) for _ in range(size)]
    await sleep(0)
    watch.start()
    for t in tasks:
        await t
    watch.stop()


async def bare(size, times, watch):
    for _ in range(times):
        await trivial()


async def fib(size, times, watch):
    async def fib(n):
        if n < 2:
            return n
        return await fib(n - 1) + await fib(n - 2)
    for _ in range(times):
        await fib(size)


async def generator(size, times, watch):
    async def count():
        for i in range(times):
            yield i
    total = 0
    async for i in count():
        total += i


async def future(size, times, watch):
    new = asyncio.get_running_loop().create_future
    box = [new(), new()]

    async def player(me):
        for _ in range(times // 2):
            await box[me]
            box[me] = new()
            box[1 - me].set_result(None)
    box[0].set_result(None)
    await gather(player(0), player(1))


async def wake(size, times, watch):
    new = asyncio.get_running_loop().create_future

    async def parked():
        await new()
    others = [create_task(parked()) for _ in range(size)]
    few = [new() for _ in range(10)]

    async def sleeper(i):
        for _ in range(times // 10):
            await few[i]
            few[i] = new()
    tasks = [create_task(sleeper(i)) for i in range(10)]
    await sleep(0)
    gc.collect()
    watch.start()
    for _ in range(times // 10):
        for f in few:
            f.set_result(None)
        await sleep(0)
    watch.stop()
    for t in tasks:
        await t
    for t in others:
        t.cancel()
    await asyncio.wait(others)


# Tasks.

async def create(size, times, watch):
    for _ in range(times):
        await create_task(trivial())


async def create_many(size, times, watch):
    for _ in range(times // size):
        tasks = [create_task(trivial()) for _ in range(size)]
        for t in tasks:
            await t


async def gather_many(size, times, watch):
    for _ in range(times // size):
        await gather(*[trivial() for _ in range(size)])


async def group_many(size, times, watch):
    for _ in range(times // size):
        async with asyncio.TaskGroup() as group:
            for _ in range(size):
                group.create_task(trivial())


async def wait_many(size, times, watch):
    for _ in range(times // size):
        await asyncio.wait([create_task(trivial()) for _ in range(size)])


async def completed_many(size, times, watch):
    for _ in range(times // size):
        for next in asyncio.as_completed([create_task(trivial()) for _ in range(size)]):
            await next


async def wait_for(size, times, watch):
    for _ in range(times):
        await asyncio.wait_for(sleep(0), 3600)


async def timeout(size, times, watch):
    for _ in range(times):
        async with asyncio.timeout(3600):
            await sleep(0)


async def park(size, times, watch):
    new = asyncio.get_running_loop().create_future

    async def parked():
        await new()
    before = resident()
    watch.start()
    for _ in range(times // size):
        tasks = [create_task(parked()) for _ in range(size)]
        await sleep(0)
        watch.live = watch.aside(in_use) - before
        for t in tasks:
            t.cancel()
        for t in tasks:
            try:
                await t
            except asyncio.CancelledError:
                pass
    watch.stop()


# The loop.

async def soon_chain(size, times, watch):
    loop = asyncio.get_running_loop()
    done = loop.create_future()
    left = times

    def next():
        nonlocal left
        left -= 1
        if left <= 0:
            done.set_result(None)
        else:
            loop.call_soon(next)
    loop.call_soon(next)
    await done


def nothing():
    pass


async def soon_batch(size, times, watch):
    loop = asyncio.get_running_loop()
    for _ in range(times // size):
        for _ in range(size):
            loop.call_soon(nothing)
        await sleep(0)


async def threadsafe(size, times, watch):
    loop = asyncio.get_running_loop()
    done = loop.create_future()

    def post():
        for _ in range(times - 1):
            loop.call_soon_threadsafe(nothing)
        loop.call_soon_threadsafe(done.set_result, None)
    thread = threading.Thread(target=post)
    thread.start()
    await done
    thread.join()


async def threadsafe_wake(size, times, watch):
    loop = asyncio.get_running_loop()
    done = loop.create_future()
    back = threading.Semaphore(0)

    def post():
        for _ in range(times):
            loop.call_soon_threadsafe(back.release)
            back.acquire()
        loop.call_soon_threadsafe(done.set_result, None)
    thread = threading.Thread(target=post)
    thread.start()
    await done
    thread.join()


async def timers_cancel(size, times, watch):
    loop = asyncio.get_running_loop()
    for _ in range(times // size):
        handles = [loop.call_later(3600 + i * 1e-6, nothing) for i in range(size)]
        for h in handles:
            h.cancel()
        await sleep(0)


async def timers_interleaved(size, times, watch):
    loop = asyncio.get_running_loop()
    for i in range(times):
        loop.call_later(3600 + i * 1e-6, nothing).cancel()
        if i % 1000 == 0:
            await sleep(0)


async def timers_fire(size, times, watch):
    loop = asyncio.get_running_loop()
    for _ in range(times // size):
        done = loop.create_future()
        left = size

        def fired():
            nonlocal left
            left -= 1
            if left == 0:
                done.set_result(None)
        for i in range(size):
            loop.call_later(i * 7919 % size * 50e-9, fired)
        await done


# Locks and queues.

async def lock(size, times, watch):
    lock = asyncio.Lock()

    async def user():
        for _ in range(times // size):
            async with lock:
                if size > 1:
                    await sleep(0)
    if size == 1:
        await user()
    else:
        await together(size, user)


async def semaphore(size, times, watch):
    semaphore = asyncio.Semaphore(10)

    async def user():
        for _ in range(times // size):
            async with semaphore:
                await sleep(0)
    await together(size, user)


async def event(size, times, watch):
    event = asyncio.Event()

    async def waiter():
        for _ in range(times // size):
            await event.wait()
    tasks = [create_task(waiter()) for _ in range(size)]
    await sleep(0)
    watch.start()
    for _ in range(times // size):
        event.set()
        event.clear()
        await sleep(0)
    watch.stop()
    for t in tasks:
        await t


async def condition(size, times, watch):
    condition = asyncio.Condition()
    turn = 0

    async def player(me):
        nonlocal turn
        for _ in range(times // 2):
            async with condition:
                while turn != me:
                    await condition.wait()
                turn = 1 - me
                condition.notify()
    await gather(player(0), player(1))


async def queue(size, times, watch):
    there, back = asyncio.Queue(), asyncio.Queue()

    async def echo():
        for _ in range(times):
            await back.put(await there.get())
    task = create_task(echo())
    for i in range(times):
        await there.put(i)
        await back.get()
    await task


async def pipe(size, times, watch):
    queue = asyncio.Queue(size)

    async def produce():
        for i in range(times):
            await queue.put(i)
    task = create_task(produce())
    for _ in range(times):
        await queue.get()
    await task


async def stream(size, times, watch):
    await pipe(0, times, watch)


# Threads.

def blocking():
    return 1


async def thread(size, times, watch):
    for _ in range(times):
        await asyncio.to_thread(blocking)


async def thread_many(size, times, watch):
    for _ in range(times // size):
        await gather(*[asyncio.to_thread(blocking) for _ in range(size)])


# The tree: every inner node waits for six children, every leaf does something.

async def tree(size, leaf, group):
    async def gathered(level):
        if level == 0:
            await leaf()
        else:
            await gather(*[gathered(level - 1) for _ in range(6)])

    async def grouped(level):
        if level == 0:
            await leaf()
        else:
            async with asyncio.TaskGroup() as g:
                for _ in range(6):
                    g.create_task(grouped(level - 1))
    await (grouped if group else gathered)(size)


def leaf_of(kind):
    chance = random.Random(0).random
    cache = {}

    async def none():
        pass

    async def io():
        await sleep(0.05)

    async def memoization():
        if chance() > 0.9:
            await sleep(0.05)
        elif "key" not in cache:
            cache["key"] = 1
            await sleep(0.05)

    async def mixed():
        if chance() < 0.5:
            math.factorial(500)
        else:
            await sleep(0.05)
    return {"none": none, "io": io, "memoization": memoization, "cpu_io_mixed": mixed}[kind]


def tree_of(kind, group):
    async def run(size, times, watch):
        for _ in range(times):
            await tree(size, leaf_of(kind), group)
    return run


WORKLOADS = {f.__name__: f for f in (
    sleep0, bare, fib, generator, future, wake, create, create_many, gather_many, group_many, wait_many,
    completed_many, wait_for, timeout, park, soon_chain, soon_batch, threadsafe, threadsafe_wake, timers_cancel,
    timers_interleaved, timers_fire, lock, semaphore, event, condition, queue, pipe, stream, thread, thread_many)}
for kind in ("none", "io", "memoization", "cpu_io_mixed"):
    WORKLOADS["tree_" + kind] = tree_of(kind, False)
    WORKLOADS["tree_group_" + kind] = tree_of(kind, True)


# Serving.

def status(field):
    try:
        with open("/proc/self/status") as f:
            for line in f:
                if line.startswith(field):
                    return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0


def resident():
    return status("VmRSS")


def in_use():
    gc.collect()
    return resident()


def answer(request, factory):
    if request.get("eager") and not hasattr(asyncio, "eager_task_factory"):
        return {"missing": "no eager tasks"}
    watch = Watch()
    gc.collect()
    before = resident()
    with asyncio.Runner(loop_factory=factory) as runner:
        if request.get("eager"):
            runner.get_loop().set_task_factory(asyncio.eager_task_factory)

        async def main():
            watch.start()
            await WORKLOADS[request["work"]](request["size"], request["times"], watch)
            watch.stop()
        runner.run(main())
    peak = max(status("VmHWM") - before, 0)
    return {"seconds": watch.ended - watch.begun, "cpu": watch.cpu, "live": watch.live or 0, "peak": peak}


def main():
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who asks decides: it closes stdin
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    factory = None
    if "uvloop" in sys.argv:
        import uvloop
        factory = uvloop.new_event_loop
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line), factory)), flush=True)


main()
