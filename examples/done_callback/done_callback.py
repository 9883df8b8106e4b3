"""A done callback is called by the loop, before the awaiter that came after it goes on."""

import asyncio
import functools


async def after(delay, what):
    await asyncio.sleep(delay)
    return what


def report(delay, task):
    print("callback, delay:", delay, "result:", task.result())


async def main():
    print("main begins")
    task = asyncio.create_task(after(1, "hello"))
    task.add_done_callback(functools.partial(report, 2))
    print(await task)
    print("main ends")


asyncio.run(main())
