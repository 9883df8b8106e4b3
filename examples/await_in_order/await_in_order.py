"""Awaiting tasks in the order of a list: the quick one behind a slow one is heard late."""

import asyncio
import time

begun = time.monotonic()


def now():
    return f"{time.monotonic() - begun:.1f}s"


async def greet(name, delay):
    await asyncio.sleep(delay)  # L:sleep
    return f"Hello, {name}!"


async def main():
    tasks = [asyncio.create_task(greet(*call)) for call in (("ada", 2), ("bob", 1))]
    for task in tasks:
        print(await task, now())  # L:next


asyncio.run(main())
