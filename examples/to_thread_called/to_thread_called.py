"""A call among the arguments of to_thread runs on the loop, before there is a thread."""

import asyncio
import time


def yes(flag):
    return "yes" if flag else "no"


def blocking():
    print("blocking begins")
    time.sleep(0.2)  # L:block
    print("blocking ends")
    return "success"


async def main():
    print("main begins")
    begun = time.monotonic()
    answer, _ = await asyncio.gather(asyncio.to_thread(str, blocking()), asyncio.sleep(0.1))  # L:thread
    took = time.monotonic() - begun
    print(answer)
    print("overlapped:", yes(took < 0.29))
    print("main ends")


asyncio.run(main())
