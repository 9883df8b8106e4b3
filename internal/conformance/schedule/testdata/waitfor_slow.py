import asyncio


async def slow():
    try:
        await asyncio.sleep(9)
    finally:
        await asyncio.sleep(2)
        print("cleaned up")


async def main():
    loop = asyncio.get_running_loop()
    task = asyncio.create_task(slow(), name="slow")
    try:
        await asyncio.wait_for(task, 1)
    except TimeoutError:
        print("timed out at", loop.time())
    task = asyncio.create_task(slow(), name="unstarted")
    try:
        await asyncio.wait_for(task, 0)
    except TimeoutError:
        print("no time at all")
    async with asyncio.timeout(0) as scope:
        scope.reschedule(loop.time() + 1)
        await asyncio.sleep(0)
    print("expired:", scope.expired())


asyncio.run(main())
