"""Done callbacks run in the order in which they were added; an awaiter is one of them."""

import asyncio


def first(_):
    print("first")


def second(_):
    print("second")


def late(_):
    print("late")


async def main():
    task = asyncio.create_task(asyncio.sleep(1))
    task.add_done_callback(first)  # L:first
    task.add_done_callback(second)  # L:second
    await task  # L:await
    print("main")
    task.add_done_callback(late)  # L:late
    print("added")
    await asyncio.sleep(0)  # L:yield
    print("main ends")


asyncio.run(main())
