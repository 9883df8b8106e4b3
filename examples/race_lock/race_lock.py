"""A lock keeps others out between reading and writing."""

import asyncio


counter = 0


async def add(lock):
    global counter
    async with lock:  # L:lock
        seen = counter  # L:read
        await asyncio.sleep(0)  # L:yield
        counter = seen + 1  # L:write


async def main():
    lock = asyncio.Lock()
    await asyncio.gather(*[add(lock) for _ in range(5)])
    print("counter:", counter)


asyncio.run(main())
