import asyncio


async def worker(name, lock, gate):
    async with lock:
        print(name, "has the lock")
        await asyncio.sleep(1)
    await gate.wait()
    print(name, "is through")


async def main():
    lock, gate = asyncio.Lock(), asyncio.Event()
    tasks = [asyncio.create_task(worker(n, lock, gate), name=n) for n in "abc"]
    await asyncio.sleep(1.5)
    tasks[1].cancel()
    await asyncio.sleep(2)
    gate.set()
    await asyncio.wait(tasks)


asyncio.run(main())
