"""Calling a coroutine function runs nothing: forgetting await loses the call."""

import asyncio


async def greet(name):
    print("Hello,", name)


async def main():
    greet("ada")  # L:call
    print("called")
    await greet("bob")  # L:await
    print("awaited")


asyncio.run(main())
