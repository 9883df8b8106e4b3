"""timeout() cancels what its body awaits, and nothing else."""

import asyncio
import time

begun = time.monotonic()


def now():
    return f"{time.monotonic() - begun:.1f}s"


def yes(flag):
    return "yes" if flag else "no"


async def after(delay, what):
    await asyncio.sleep(delay)
    return what


async def main():
    try:
        async with asyncio.timeout(2):
            a = asyncio.create_task(after(1, "hello"), name="AA")
            b = asyncio.create_task(after(3, "world"), name="BB")
            c = asyncio.create_task(after(5, "never awaited here"), name="CC")
            print(await a)
            print(await b)
    except TimeoutError:
        print("timed out", now())
    for task in (a, b, c):
        print(
            task.get_name(), "done:", yes(task.done()), "cancelled:", yes(task.cancelled())
        )
    async with asyncio.timeout(None) as scope:
        print("no deadline:", yes(scope.when() is None), await c)
    print(now())


asyncio.run(main())
