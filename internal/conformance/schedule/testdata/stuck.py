import asyncio


async def main():
    await asyncio.sleep(1)
    print("now for ever")
    await asyncio.get_running_loop().create_future()


asyncio.run(main())
