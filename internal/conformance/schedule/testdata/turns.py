import asyncio


async def spin(name):
    for i in range(2):
        print(name, i)
        await asyncio.sleep(0)


async def main():
    loop = asyncio.get_running_loop()
    handle = loop.call_soon(print, "never printed")
    handle.cancel()
    timer = loop.call_later(5, print, "never printed either")
    loop.call_soon(lambda: loop.call_soon(print, "third"))
    loop.call_later(1, print, "one second")
    tasks = [asyncio.create_task(spin(n), name=n) for n in "xy"]
    tasks[0].add_done_callback(lambda task: print("done", task.get_name()))
    for task in tasks:
        await task
    tasks[0].add_done_callback(lambda task: print("late", task.get_name()))
    timer.cancel()
    future = loop.create_future()
    loop.call_later(2, future.set_result, "set")
    print(await future)


asyncio.run(main())
