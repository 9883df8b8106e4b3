"""shield keeps a cancellation from what it awaits; the awaiter gets it all the same."""

import asyncio
import time

begun = time.monotonic()


def now():
    return f"{time.monotonic() - begun:.1f}s"


async def save():
    await asyncio.sleep(2)  # L:sleep
    print("saved", now())


async def main():
    task = asyncio.create_task(save())
    try:
        await asyncio.wait_for(asyncio.shield(task), 1)  # L:shield
    except TimeoutError:
        print("timed out", now())  # L:caught
    await task  # L:await
    print("main ends")


asyncio.run(main())
