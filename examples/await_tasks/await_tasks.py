"""Awaiting a task suspends: the others have their turn first."""

import asyncio


async def say(name):
    print(name)  # L:say


async def main():
    other = asyncio.create_task(say("b"))  # L:other
    for _ in range(3):
        await asyncio.create_task(say("a"))  # L:await
    await other  # L:end


asyncio.run(main())
