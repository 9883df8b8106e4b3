"""When a task of a group fails, the others are cancelled; the errors come together."""

import asyncio
import time

begun = time.monotonic()


def now():
    return f"{time.monotonic() - begun:.1f}s"


def yes(flag):
    return "yes" if flag else "no"


async def greet(name, delay):
    await asyncio.sleep(delay)
    if name == "ada":
        raise ValueError("bad name")  # L:raise
    return f"Hello, {name}!"


async def main():
    try:
        async with asyncio.TaskGroup() as group:  # L:group
            group.create_task(greet("ada", 2))
            other = group.create_task(greet("bob", 4))
    except* ValueError as errors:
        for error in errors.exceptions:
            print("caught:", error)
    print("other cancelled:", yes(other.cancelled()))
    print(now())


asyncio.run(main())
