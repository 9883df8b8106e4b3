"""A group's error is an ExceptionGroup: plain except does not see what is inside."""

import asyncio


async def work(name, delay):
    await asyncio.sleep(delay)
    if name == "b":
        raise ValueError(name)  # L:raise
    print(name, "is done")


async def main():
    try:
        async with asyncio.TaskGroup() as group:  # L:group
            for name, delay in ("a", 1), ("b", 2), ("c", 3):
                group.create_task(work(name, delay))
    except ValueError:
        print("never printed")  # L:plain
    except ExceptionGroup as errors:
        print("a group of", len(errors.exceptions))  # L:caught


asyncio.run(main())
