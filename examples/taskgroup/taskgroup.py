"""A task group ends when its last task has."""

import asyncio
import time

begun = time.monotonic()


def now():
    return f"{time.monotonic() - begun:.1f}s"


async def greet(name, delay):
    await asyncio.sleep(delay)  # L:sleep
    return f"Hello, {name}!"


async def main():
    async with asyncio.TaskGroup() as group:  # L:group
        first = group.create_task(greet("ada", 2))
        second = group.create_task(greet("bob", 4))
    print(first.result())
    print(second.result())
    print(now())


asyncio.run(main())
