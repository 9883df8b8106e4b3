"""When main ends, run cancels the tasks that are left."""

import asyncio


async def save():
    await asyncio.sleep(2)  # L:sleep
    print("saved")


async def main():
    task = asyncio.create_task(save())  # L:create
    await asyncio.sleep(1)
    print("main ends")  # L:end


asyncio.run(main())
