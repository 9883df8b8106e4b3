"""The error of a task that nobody awaits is silent until the end."""

import asyncio


async def fails():
    raise ValueError("lost")  # L:raise


async def main():
    task = asyncio.create_task(fails())  # L:create
    await asyncio.sleep(1)
    print("main knows nothing")


asyncio.run(main())
