"""A ticker that sleeps a second after each tick: its own work comes on top."""

import asyncio
import time

begun = time.monotonic()


def now():
    return f"{time.monotonic() - begun:.1f}s"


async def main():
    for _ in range(3):
        await asyncio.sleep(1)  # L:sleep
        print("tick", now())
        await asyncio.sleep(0.2)  # L:work


asyncio.run(main())
