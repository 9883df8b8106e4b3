"""Tasks are called Task-1, Task-2 ... unless they are given a name."""

import asyncio


async def nap():
    await asyncio.sleep(1)


async def main():
    print(asyncio.current_task().get_name())
    a = asyncio.create_task(nap())
    b = asyncio.create_task(nap(), name="bob")
    c = asyncio.create_task(nap())
    print(a.get_name(), b.get_name(), c.get_name())
    a.set_name("ada")
    print(*sorted(task.get_name() for task in asyncio.all_tasks()))
    await asyncio.wait([a, b, c])
    print(len(asyncio.all_tasks()))


asyncio.run(main())
