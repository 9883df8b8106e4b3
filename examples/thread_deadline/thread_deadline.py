"""A blocking function that has a limit of its own ends in time."""

import asyncio
import time


def work(limit):
    time.sleep(limit)  # L:block
    return "gave up"


async def main():
    print(await asyncio.wait_for(asyncio.to_thread(work, 0.05), 0.06))  # L:wait
    await asyncio.sleep(0.2)  # L:after
    print("main ends")


asyncio.run(main())
