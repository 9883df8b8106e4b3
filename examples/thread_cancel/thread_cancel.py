"""A timeout ends the wait for a thread, not the thread."""

import asyncio
import time


def work():
    time.sleep(0.155)  # L:block
    return "for nobody"


async def main():
    try:
        await asyncio.wait_for(asyncio.to_thread(work), 0.05)  # L:wait
    except TimeoutError:
        print("timed out")
    await asyncio.sleep(0.2)  # L:after
    print("main ends")


asyncio.run(main())
