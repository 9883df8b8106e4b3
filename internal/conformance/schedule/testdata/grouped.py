import asyncio


async def nap(seconds, error=None):
    await asyncio.sleep(seconds)
    if error:
        raise error


async def tidy(seconds):
    try:
        await asyncio.sleep(9)
    finally:
        await asyncio.sleep(seconds)


async def main():
    try:
        async with asyncio.TaskGroup() as outer:
            outer.create_task(tidy(2), name="tidy")
            async with asyncio.TaskGroup() as inner:
                inner.create_task(nap(1, ValueError("inner")), name="fails")
                inner.create_task(tidy(1), name="inner tidy")
                await asyncio.sleep(9)
    except* ValueError as group:
        print(group.exceptions[0].exceptions)
    async with asyncio.TaskGroup():
        pass
    for earliest in asyncio.as_completed([nap(2), nap(1)], timeout=5):
        await earliest
    print("end")


asyncio.run(main())
