"""gather raises the first error; the siblings run on, and further errors are lost."""

import asyncio


async def work(name, delay):
    await asyncio.sleep(delay)
    if name in ("b", "d"):
        raise ValueError(name)  # L:raise
    print(name, "is done")


async def main():
    try:
        await asyncio.gather(work("a", 1), work("b", 2), work("c", 3), work("d", 4))  # L:gather
    except ValueError as error:
        print("caught", error)  # L:caught
    await asyncio.sleep(3)
    print("main ends")


asyncio.run(main())
