"""gather runs awaitables side by side and returns their results in argument order."""

import asyncio
import time

begun = time.monotonic()


def now():
    return f"{time.monotonic() - begun:.1f}s"


async def greet(name, delay):
    await asyncio.sleep(delay)
    return f"Hello, {name}!"


async def main():
    greetings = await asyncio.gather(greet("ada", 2), greet("bob", 1), greet("cy", 3))  # L:gather
    for greeting in greetings:
        print(greeting)
    print(now())


asyncio.run(main())
