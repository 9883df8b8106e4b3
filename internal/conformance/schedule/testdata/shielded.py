import asyncio


async def inner():
    await asyncio.sleep(3)
    print("inner ends")
    return "kept"


async def main():
    task = asyncio.create_task(inner(), name="inner")
    try:
        async with asyncio.timeout(1):
            await asyncio.shield(task)
    except TimeoutError:
        print("timed out, inner done:", task.done())
    print(await task)


asyncio.run(main())
