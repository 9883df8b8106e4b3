"""call_soon puts a function at the end of the ready queue; a turn runs what was there when it began."""

import asyncio


def first(loop):
    print("first")
    loop.call_soon(third)  # L:third


def second():
    print("second")


def third():
    print("third")


async def main():
    loop = asyncio.get_running_loop()
    loop.call_soon(first, loop)  # L:first
    loop.call_soon(second)  # L:second
    await asyncio.sleep(0)  # L:yield
    print("main")
    await asyncio.sleep(0)
    print("main ends")


asyncio.run(main())
