"""A decorator that tells when a coroutine begins, and how long it took, whatever its end."""

import asyncio
import functools
import time


def timed(coroutine):
    @functools.wraps(coroutine)
    async def wrapped(*args):
        print("begin", coroutine.__name__, *args)
        begun = time.monotonic()
        try:
            return await coroutine(*args)
        finally:
            print("end", coroutine.__name__, f"{time.monotonic() - begun:.1f}s")

    return wrapped


@timed
async def brew(cups):
    await asyncio.sleep(cups)
    return cups


@timed
async def spill():
    await asyncio.sleep(1)
    raise ValueError("spilled")


async def main():
    print(await brew(2))
    try:
        await spill()
    except ValueError as error:
        print("caught:", error)


asyncio.run(main())
