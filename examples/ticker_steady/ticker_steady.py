"""A ticker that sleeps until the next deadline: its own work makes no difference."""

import asyncio
import time

begun = time.monotonic()


def now():
    return f"{time.monotonic() - begun:.1f}s"


async def main():
    due = time.monotonic()
    for _ in range(3):
        due += 1
        await asyncio.sleep(due - time.monotonic())  # L:sleep
        print("tick", now())
        await asyncio.sleep(0.2)  # L:work


asyncio.run(main())
