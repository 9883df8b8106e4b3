"""wait with a timeout returns what is done and what is not; it cancels nothing."""

import asyncio
import time

begun = time.monotonic()


def now():
    return f"{time.monotonic() - begun:.1f}s"


async def after(delay, what):
    await asyncio.sleep(delay)
    return what


async def main():
    tasks = [
        asyncio.create_task(after(1, "hello")),
        asyncio.create_task(after(3, "python")),
        asyncio.create_task(after(4, "asyncio")),
    ]
    done, pending = await asyncio.wait(tasks, timeout=2)  # L:wait
    results = [task.result() for task in tasks if task in done]
    print("done:", *results, "pending:", len(pending), now())
    print(*await asyncio.gather(*[task for task in tasks if task in pending]))
    print(now())


asyncio.run(main())
