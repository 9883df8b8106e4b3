"""wait with a timeout returns; it raises nothing and cancels nothing."""

import asyncio


def yes(flag):
    return "yes" if flag else "no"


async def work(name, delay):
    await asyncio.sleep(delay)
    print(name, "is done")


async def main():
    tasks = [asyncio.create_task(work(*call)) for call in (("a", 1), ("b", 2))]
    done, pending = await asyncio.wait(tasks, timeout=1.5)  # L:wait
    print("pending:", len(pending), "cancelled:", yes(tasks[1].cancelled()))
    await tasks[1]  # L:rest


asyncio.run(main())
