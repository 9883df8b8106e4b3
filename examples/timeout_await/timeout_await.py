"""A timeout ends an await that takes too long."""

import asyncio
import time

begun = time.monotonic()


def now():
    return f"{time.monotonic() - begun:.1f}s"


async def main():
    try:
        async with asyncio.timeout(1):  # L:timeout
            await asyncio.sleep(3)  # L:work
            print("body ends", now())
        print("no timeout", now())  # L:none
    except TimeoutError:
        print("timed out", now())  # L:caught


asyncio.run(main())
