"""run is for the outside: inside a coroutine it is refused, and starts nothing."""

import asyncio


async def background():
    await asyncio.sleep(1)
    print("background ends")


async def main():
    print("main begins")
    coroutine = background()
    try:
        asyncio.run(coroutine)  # L:run
    except RuntimeError:
        coroutine.close()
        print("refused")
    await asyncio.sleep(2)  # L:sleep
    print("main ends")


asyncio.run(main())
