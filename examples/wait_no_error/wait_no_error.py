"""Who expects a TimeoutError of wait waits in vain, and leaves a task behind."""

import asyncio


def yes(flag):
    return "yes" if flag else "no"


async def work(name, delay):
    await asyncio.sleep(delay)
    print(name, "is done")


async def main():
    tasks = [asyncio.create_task(work(*call)) for call in (("a", 1), ("b", 2))]
    try:
        await asyncio.wait(tasks, timeout=1.5)  # L:wait
    except TimeoutError:
        print("never printed")
    print("b done:", yes(tasks[1].done()))  # L:look


asyncio.run(main())
