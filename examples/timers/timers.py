"""Timers fire by deadline; who sleeps goes on one turn after its timer."""

import asyncio


def one():
    print("one")


def three():
    print("three")


async def main():
    loop = asyncio.get_running_loop()
    loop.call_later(3, three)  # L:three
    loop.call_later(1, one)  # L:one
    await asyncio.sleep(2)  # L:sleep
    print("two")
    await asyncio.sleep(2)
    print("main ends")


asyncio.run(main())
