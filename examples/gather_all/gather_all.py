"""With return_exceptions gather waits for all, and no error is lost."""

import asyncio


async def work(name, delay):
    await asyncio.sleep(delay)
    if name in ("b", "d"):
        raise ValueError(name)  # L:raise
    print(name, "is done")


async def main():
    calls = work("a", 1), work("b", 2), work("c", 3), work("d", 4)
    for result in await asyncio.gather(*calls, return_exceptions=True):  # L:gather
        if isinstance(result, ValueError):
            print("error", result)  # L:error
    print("main ends")


asyncio.run(main())
