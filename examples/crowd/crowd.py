"""gather starts everything at once, however much there is."""

import asyncio


async def fetch(n):
    await asyncio.sleep(n / 1000)
    return n


async def main():
    numbers = await asyncio.gather(*[fetch(n) for n in range(1, 121)])  # L:gather
    print(len(numbers), "at once")


asyncio.run(main())
