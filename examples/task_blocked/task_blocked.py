"""A created task does not start while its creator keeps the loop busy."""

import asyncio
import time


async def say():
    print("task starts")  # L:starts
    await asyncio.sleep(1)
    print("hello")  # L:hello


async def main():
    task = asyncio.create_task(say())  # L:create
    time.sleep(2)  # L:busy
    print("created")
    await task  # L:await
    print("main ends")


asyncio.run(main())
