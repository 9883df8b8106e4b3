"""sleep(0) is no sleep: it lets everybody else who is ready have one turn."""

import asyncio


async def count(name):
    for n in range(2):
        print(name, n)
        await asyncio.sleep(0)  # L:yield


async def main():
    await asyncio.gather(count("x"), count("y"))  # L:gather


asyncio.run(main())
