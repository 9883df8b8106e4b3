"""The same blocking call in a thread: the loop goes on."""

import asyncio
import time


def yes(flag):
    return "yes" if flag else "no"


async def tick():
    due = time.monotonic() + 0.05
    await asyncio.sleep(0.05)  # L:tick
    print("tick late:", yes(time.monotonic() > due + 0.1))


async def main():
    task = asyncio.create_task(tick())
    await asyncio.sleep(0.011)
    await asyncio.to_thread(time.sleep, 0.2)  # L:work
    print("work done")
    await task


asyncio.run(main())
