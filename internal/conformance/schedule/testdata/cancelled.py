import asyncio


async def stubborn():
    try:
        await asyncio.sleep(9)
    except asyncio.CancelledError as e:
        print("swallowed", e)
    await asyncio.sleep(1)
    return "lived"


async def never():
    print("never printed")


async def main():
    task = asyncio.create_task(stubborn(), name="stubborn")
    early = asyncio.create_task(never(), name="early")
    early.cancel()
    await asyncio.sleep(1)
    task.cancel("once")
    task.cancel("twice")
    print(await task, task.cancelling(), early.cancelled())
    asyncio.current_task().cancel()
    try:
        await asyncio.sleep(5)
    except asyncio.CancelledError:
        print("main too")


asyncio.run(main())
