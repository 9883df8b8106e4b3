"""One task waits for the other, and not the other way round."""

import asyncio


tasks = {}


async def wait_for(name):
    if name in tasks:
        print("waiting for", name)
        await tasks[name]  # L:await
    await asyncio.sleep(1)


async def main():
    tasks["a"] = asyncio.create_task(wait_for("nobody"), name="a")  # L:create
    tasks["b"] = asyncio.create_task(wait_for("a"), name="b")
    await tasks["b"]  # L:main
    print("main ends")


asyncio.run(main())
