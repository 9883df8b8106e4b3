"""A task keeps its exception until somebody asks for it."""

import asyncio


def yes(flag):
    return "yes" if flag else "no"


async def fails():
    await asyncio.sleep(1)
    raise ValueError("something happened")  # L:raise


async def main():
    task = asyncio.create_task(fails())  # L:create
    try:
        task.exception()
    except asyncio.InvalidStateError:
        print("too early")
    await asyncio.sleep(2)
    print("done:", yes(task.done()), "exception:", task.exception())

    good = asyncio.create_task(asyncio.sleep(1, "fine"))
    await good
    print("result:", good.result(), "no exception:", yes(good.exception() is None))


asyncio.run(main())
