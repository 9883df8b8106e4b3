import asyncio


async def consumer(name, queue):
    while True:
        item = await queue.get()
        print(name, "got", item)
        await asyncio.sleep(1)
        queue.task_done()


async def main():
    queue = asyncio.Queue(2)
    async with asyncio.TaskGroup() as group:
        consumers = [group.create_task(consumer(n, queue), name=n) for n in "ab"]
        for item in range(5):
            await queue.put(item)
        await queue.join()
        for task in consumers:
            task.cancel()
    print("all done")


asyncio.run(main())
