"""wait_for cancels what takes too long, and waits until it has ended."""

import asyncio
import time

begun = time.monotonic()


def now():
    return f"{time.monotonic() - begun:.1f}s"


async def forever(what):
    try:
        await asyncio.sleep(5)  # L:sleep
        return what
    except asyncio.CancelledError:
        print("cancelled inside")
        raise


async def main():
    try:
        await asyncio.wait_for(forever("hello"), timeout=1)  # L:wait
    except TimeoutError:
        print("timeout!", now())
    print(await asyncio.wait_for(asyncio.sleep(1, "in time"), timeout=2), now())


asyncio.run(main())
