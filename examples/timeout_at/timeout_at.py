"""The deadline of a timeout can be moved while its body runs."""

import asyncio
import time

begun = time.monotonic()


def now():
    return f"{time.monotonic() - begun:.1f}s"


def yes(flag):
    return "yes" if flag else "no"


async def main():
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout_at(loop.time() + 2) as scope:
            await asyncio.sleep(1)
            scope.reschedule(loop.time() + 3)
            await asyncio.sleep(10)
    except TimeoutError:
        print("timed out", "expired:", yes(scope.expired()), now())


asyncio.run(main())
