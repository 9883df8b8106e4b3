"""wait_for returns when what it cancelled has ended, which may be much later."""

import asyncio
import time

begun = time.monotonic()


def now():
    return f"{time.monotonic() - begun:.1f}s"


async def slow():
    try:
        await asyncio.sleep(9)  # L:sleep
    except asyncio.CancelledError:
        await asyncio.sleep(2)  # L:cleanup
        print("cleaned up", now())
        raise


async def main():
    try:
        await asyncio.wait_for(slow(), timeout=1)  # L:wait
    except TimeoutError:
        print("timed out", now())  # L:caught


asyncio.run(main())
