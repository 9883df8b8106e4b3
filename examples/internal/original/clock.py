"""Run a program on CPython's asyncio under a virtual clock.

    python3.13 clock.py PROGRAM.py

Whoever sleeps takes no time, on the loop and in threads: when nothing is ready
and no thread runs, the clock jumps to the next deadline. time.sleep on the loop
moves the clock. When nothing can happen any more, the program ends.
"""

import asyncio
import concurrent.futures
import heapq
import itertools
import os
import runpy
import selectors
import sys
import threading
import time

clock = 1000.0
running = 0  # the threads that do not sleep
sleepers = []  # those that do: when they wake, a number, their event
numbers = itertools.count()
time.monotonic = lambda: clock


def sleep(seconds):
    global clock
    if threading.current_thread() is threading.main_thread():
        clock += seconds
    else:
        event = threading.Event()
        loop.call_soon_threadsafe(fall_asleep, clock + seconds, event)
        event.wait()


time.sleep = sleep


def fall_asleep(wakes, event):
    global running
    running -= 1
    heapq.heappush(sleepers, (wakes, next(numbers), event))


def has_ended():
    global running
    running -= 1


class Threads(concurrent.futures.Executor):
    """A thread for each call."""

    def submit(self, call, *args):
        global running
        running += 1
        future = concurrent.futures.Future()
        future.set_running_or_notify_cancel()

        def run():
            try:
                future.set_result(call(*args))
            except Exception as error:
                future.set_exception(error)
            loop.call_soon_threadsafe(has_ended)  # after the result

        threading.Thread(target=run).start()
        return future


class Selector(selectors.DefaultSelector):
    def select(self, timeout=None):
        global clock, running
        # What a thread tells may stand in the ready queue already, and its wake-up be read: then nothing more comes.
        patience = 0.05 if timeout == 0 else None
        events = super().select(patience if running else 0)
        if events or timeout == 0:
            return events
        deadline = clock + timeout if timeout is not None else None
        if sleepers and (deadline is None or sleepers[0][0] <= deadline):
            clock, _, event = heapq.heappop(sleepers)
            running += 1
            event.set()
        elif deadline is not None:
            clock = deadline
        elif not running:
            sys.stdout.flush()
            os._exit(0)
        return events


class Loop(asyncio.SelectorEventLoop):
    def run_in_executor(self, executor, call, *args):
        return super().run_in_executor(executor or Threads(), call, *args)


class Policy(asyncio.DefaultEventLoopPolicy):
    def new_event_loop(self):
        global loop
        loop = Loop(Selector())
        return loop


asyncio.set_event_loop_policy(Policy())
runpy.run_path(sys.argv[1], run_name="__main__")
