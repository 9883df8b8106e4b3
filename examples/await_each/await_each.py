"""Awaiting a coroutine is a call: nobody else runs in between."""

import asyncio


async def say(name):
    print(name)  # L:say


async def main():
    other = asyncio.create_task(say("b"))  # L:other
    for _ in range(3):
        await say("a")  # L:await
    await other  # L:end


asyncio.run(main())
