"""With return_exceptions=True, gather waits for all and returns errors as results."""

import asyncio
import time

begun = time.monotonic()


def now():
    return f"{time.monotonic() - begun:.1f}s"


async def greet(name, delay):
    await asyncio.sleep(delay)
    if name == "ada":
        raise ValueError("bad name")
    return f"Hello, {name}!"


async def main():
    for result in await asyncio.gather(
        greet("ada", 1), greet("bob", 2), return_exceptions=True
    ):
        if isinstance(result, Exception):
            print("error:", result)
        else:
            print("value:", result)
    print(now())


asyncio.run(main())
