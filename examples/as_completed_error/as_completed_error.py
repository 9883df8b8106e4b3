"""An error or a timeout of as_completed ends the loop over it, not the tasks."""

import asyncio
import time

begun = time.monotonic()


def now():
    return f"{time.monotonic() - begun:.1f}s"


def yes(flag):
    return "yes" if flag else "no"


async def greet(name, delay):
    await asyncio.sleep(delay)
    if name == "ada":
        raise ValueError("bad name")
    return f"Hello, {name}!"


async def main():
    slow = asyncio.create_task(greet("bob", 3), name="slow")
    quick = asyncio.create_task(greet("ada", 1), name="quick")
    try:
        for earliest in asyncio.as_completed([quick, slow], timeout=4):
            print(await earliest)
    except ValueError as error:
        print("caught:", error, now())
    print("slow cancelled:", yes(slow.cancelled()), "done:", yes(slow.done()))
    print(await slow, now())

    late = asyncio.create_task(greet("cy", 9), name="late")
    try:
        for earliest in asyncio.as_completed([late], timeout=1):
            await earliest
    except TimeoutError:
        print("timeout", now())
    print("late done:", yes(late.done()))


asyncio.run(main())
