"""Two tasks await each other: nothing will ever happen, and CPython does not say so."""

import asyncio


tasks = {}


async def wait_for(name):
    print("waiting for", name)
    await tasks[name]  # L:await


async def main():
    tasks["a"] = asyncio.create_task(wait_for("b"), name="a")  # L:create
    tasks["b"] = asyncio.create_task(wait_for("a"), name="b")
    await tasks["a"]  # L:main
    print("never printed")


asyncio.run(main())
