import asyncio
import time


def work(name, seconds):
    print(name, "begins")
    time.sleep(seconds)
    print(name, "ends")
    return name


async def main():
    first = asyncio.create_task(asyncio.to_thread(work, "first", 2), name="first")
    second = asyncio.create_task(asyncio.to_thread(work, "second", 1), name="second")
    print(await second)
    first.cancel()
    try:
        await first
    except asyncio.CancelledError:
        print("nobody waits for the first")
    await asyncio.sleep(3)


asyncio.run(main())
