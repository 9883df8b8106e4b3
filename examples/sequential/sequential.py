"""Awaiting each task where it is created runs them one after the other: 1 s + 2 s."""

import asyncio
import time

begun = time.monotonic()


def now():
    return f"{time.monotonic() - begun:.1f}s"


async def greet(name, delay):
    await asyncio.sleep(delay)  # L:sleep
    return f"Hello, {name}!"


async def main():
    print(await asyncio.create_task(greet("ada", 1)))  # L:first
    print(await asyncio.create_task(greet("bob", 2)))  # L:second
    print(now())


asyncio.run(main())
