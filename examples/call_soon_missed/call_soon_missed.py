"""call_soon does not call: who looks before the next turn finds nothing."""

import asyncio


async def main():
    loop = asyncio.get_running_loop()
    answers = []
    loop.call_soon(answers.append, 42)  # L:soon
    print("answers:", len(answers))  # L:look
    await asyncio.sleep(0)  # L:yield
    print("answers now:", len(answers))


asyncio.run(main())
