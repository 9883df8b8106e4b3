"""Creating both tasks before awaiting them runs them side by side: 2 s, not 1 s + 2 s."""

import asyncio
import time

begun = time.monotonic()


def now():
    return f"{time.monotonic() - begun:.1f}s"


async def greet(name, delay):
    await asyncio.sleep(delay)  # L:sleep
    return f"Hello, {name}!"


async def main():
    ada = asyncio.create_task(greet("ada", 1))  # L:first
    bob = asyncio.create_task(greet("bob", 2))  # L:second
    print(await ada)
    print(await bob)
    print(now())


asyncio.run(main())
