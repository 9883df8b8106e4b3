"""A coroutine that sleeps between two lines."""

import asyncio


async def main():
    print("hello")
    await asyncio.sleep(1)  # L:sleep
    print("world")


asyncio.run(main())
