"""When wait returns: at the first that is done, at the first that fails, or at the last."""

import asyncio
import time


async def after(delay, what, fail=False):
    await asyncio.sleep(delay)
    if fail:
        raise ValueError(what)
    return what


async def show(return_when, fail):
    begun = time.monotonic()
    tasks = [
        asyncio.create_task(after(1, "a")),
        asyncio.create_task(after(2, "b", fail)),
        asyncio.create_task(after(3, "c")),
    ]
    done, pending = await asyncio.wait(tasks, return_when=return_when)
    took = f"{time.monotonic() - begun:.1f}s"
    print(return_when, "done:", len(done), "pending:", len(pending), took)
    await asyncio.gather(*tasks, return_exceptions=True)


async def main():
    await show(asyncio.FIRST_COMPLETED, False)
    await show(asyncio.FIRST_EXCEPTION, True)
    await show(asyncio.FIRST_EXCEPTION, False)
    await show(asyncio.ALL_COMPLETED, True)


asyncio.run(main())
