"""A callback that is added to a finished task: it is called, but not now."""

import asyncio


async def main():
    answers = []
    task = asyncio.create_task(asyncio.sleep(1, 42))
    await task  # L:await
    task.add_done_callback(lambda t: answers.append(t.result()))  # L:add
    print("answers:", len(answers))  # L:look
    await asyncio.sleep(0)  # L:yield
    print("answers now:", len(answers))


asyncio.run(main())
