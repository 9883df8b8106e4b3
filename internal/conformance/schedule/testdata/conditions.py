import asyncio


async def waiter(name, condition, room):
    async with room:
        async with condition:
            await condition.wait()
            print(name, "was told")


async def main():
    condition, room = asyncio.Condition(), asyncio.Semaphore(2)
    tasks = [asyncio.create_task(waiter(n, condition, room), name=n) for n in "abc"]
    await asyncio.sleep(1)
    for _ in range(3):
        async with condition:
            condition.notify(1)
        await asyncio.sleep(1)
    await asyncio.gather(*tasks)


asyncio.run(main())
