"""gather returns results in the order of its arguments, whoever is done first."""

import asyncio


async def work(name, delay):
    await asyncio.sleep(delay)
    print(name, "is done")  # L:done
    return name


async def main():
    print(await asyncio.gather(work("a", 3), work("b", 1), work("c", 2)))  # L:gather


asyncio.run(main())
