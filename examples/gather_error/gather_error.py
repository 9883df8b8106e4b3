"""gather raises the first error at once; the other tasks run on."""

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
    try:
        await asyncio.gather(greet("ada", 1), greet("bob", 3), greet("cy", 2))
    except ValueError as error:
        print("caught:", error, now())
    left = asyncio.all_tasks() - {asyncio.current_task()}
    for task in sorted(left, key=lambda task: task.get_name()):
        print(task.get_name(), await task)
    print(now())


asyncio.run(main())
