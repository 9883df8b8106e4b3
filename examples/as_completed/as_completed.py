"""as_completed yields results as they come, the quickest first."""

import asyncio
import time

begun = time.monotonic()


def now():
    return f"{time.monotonic() - begun:.1f}s"


async def greet(name, delay):
    await asyncio.sleep(delay)  # L:sleep
    return f"Hello, {name}!"


async def main():
    for earliest in asyncio.as_completed([greet("ada", 2), greet("bob", 1)]):
        print(await earliest, now())  # L:next


asyncio.run(main())
