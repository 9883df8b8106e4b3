"""cancel() only asks: the task gets the cancellation at its await, and its awaiter too."""

import asyncio
import time

begun = time.monotonic()


def now():
    return f"{time.monotonic() - begun:.1f}s"


def yes(flag):
    return "yes" if flag else "no"


async def something():
    print("something begins")
    await asyncio.sleep(20)  # L:sleep


async def main():
    print("main begins")
    task = asyncio.create_task(something())
    await asyncio.sleep(1)
    print("cancel:", yes(task.cancel()), "cancelled:", yes(task.cancelled()))  # L:cancel
    try:
        await task
    except asyncio.CancelledError:
        print("main saw the cancellation")
    print("cancelled:", yes(task.cancelled()), "again:", yes(task.cancel()))
    print("main ends", now())


asyncio.run(main())
