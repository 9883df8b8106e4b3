"""A timeout cannot interrupt code that does not await."""

import asyncio
import time

begun = time.monotonic()


def now():
    return f"{time.monotonic() - begun:.1f}s"


async def main():
    try:
        async with asyncio.timeout(1):  # L:timeout
            time.sleep(3)  # L:work
            print("body ends", now())
        print("no timeout", now())  # L:none
    except TimeoutError:
        print("timed out", now())  # L:caught


asyncio.run(main())
