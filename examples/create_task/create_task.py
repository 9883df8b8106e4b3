"""Tasks that are created first and awaited later run side by side: 3 s, not 5 s."""

import asyncio
import time

begun = time.monotonic()


def now():
    return f"{time.monotonic() - begun:.1f}s"


async def greet(name, delay):
    await asyncio.sleep(delay)  # L:sleep
    return f"Hello, {name}!"


async def main():
    first = asyncio.create_task(greet("ada", 2))  # L:first
    second = asyncio.create_task(greet("bob", 3))  # L:second
    print(await first)
    print(await second)
    print(now())


asyncio.run(main())
