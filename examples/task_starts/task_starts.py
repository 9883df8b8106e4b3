"""A created task is ready, and starts in the next turn, after its creator has suspended."""

import asyncio


async def say():
    print("task starts")  # L:starts
    await asyncio.sleep(1)
    print("hello")  # L:hello


async def main():
    task = asyncio.create_task(say())  # L:create
    print("created")
    await task  # L:await
    print("main ends")


asyncio.run(main())
