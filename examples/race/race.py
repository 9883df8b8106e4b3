"""Between reading and writing there is an await: others read the same value."""

import asyncio


counter = 0


async def add():
    global counter
    seen = counter  # L:read
    await asyncio.sleep(0)  # L:yield
    counter = seen + 1  # L:write


async def main():
    await asyncio.gather(*[add() for _ in range(5)])
    print("counter:", counter)


asyncio.run(main())
