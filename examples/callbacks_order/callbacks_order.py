"""Done callbacks run in the order in which they were added; an awaiter is one of them."""

import asyncio


async def main():
    task = asyncio.create_task(asyncio.sleep(1))
    task.add_done_callback(lambda _: print("first"))  # L:first
    task.add_done_callback(lambda _: print("second"))  # L:second
    await task  # L:await
    print("main")
    task.add_done_callback(lambda _: print("late"))  # L:late
    print("added")
    await asyncio.sleep(0)  # L:yield
    print("main ends")


asyncio.run(main())
