"""Run a program on CPython's asyncio under a virtual clock.

    python3.13 python_clock.py PROGRAM.py

Whoever sleeps on the loop takes no time: when nothing is ready, the clock jumps
to the next deadline. A loop without a deadline waits for its threads, for real.
"""

import asyncio
import runpy
import selectors
import sys
import time

clock = 1000.0
time.monotonic = lambda: clock


class Selector(selectors.DefaultSelector):
    def select(self, timeout=None):
        global clock
        events = super().select(0 if timeout is not None else None)
        if not events and timeout:
            clock += timeout
        return events


class Policy(asyncio.DefaultEventLoopPolicy):
    def new_event_loop(self):
        return asyncio.SelectorEventLoop(Selector())


asyncio.set_event_loop_policy(Policy())
runpy.run_path(sys.argv[1], run_name="__main__")
