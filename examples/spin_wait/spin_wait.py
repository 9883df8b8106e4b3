"""Waiting with sleep(0) in a loop takes a turn each time, and all of a processor."""

import asyncio


ready = False


async def prepare():
    global ready
    for step in range(4):
        print("step", step)
        await asyncio.sleep(0)
    ready = True  # L:ready


async def main():
    task = asyncio.create_task(prepare())
    while not ready:
        await asyncio.sleep(0)  # L:spin
    print("ready")
    await task


asyncio.run(main())
