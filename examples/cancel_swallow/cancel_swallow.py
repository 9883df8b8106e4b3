"""cancel only asks: a task that catches the cancellation lives on."""

import asyncio


def yes(flag):
    return "yes" if flag else "no"


async def stubborn():
    try:
        await asyncio.sleep(9)  # L:sleep
    except asyncio.CancelledError:
        print("caught")  # L:caught
    await asyncio.sleep(1)
    return "lived"


async def main():
    task = asyncio.create_task(stubborn())
    await asyncio.sleep(1)
    print("cancel:", yes(task.cancel()), "done:", yes(task.done()))  # L:cancel
    print(await task, "cancelled:", yes(task.cancelled()))


asyncio.run(main())
