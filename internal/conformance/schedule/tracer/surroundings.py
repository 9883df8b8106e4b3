"""What a program finds in place of asyncio's classes and of the time."""
import asyncio
import asyncio.events
import asyncio.futures
import asyncio.taskgroups
import asyncio.tasks
import time

from handles import TracedHandle, TracedTimer
from jobs import Job
from loops import TracedLoop


class InOrder(dict):
    """A set that lists its members in the order in which they joined."""

    def __init__(self, members=()):
        super().__init__(dict.fromkeys(members))

    def add(self, member):
        self[member] = None

    def discard(self, member):
        self.pop(member, None)

    def remove(self, member):
        del self[member]


def the_time():
    loop = TracedLoop.newest
    return loop.clock if loop is not None else 0.0


def sleep(seconds):
    """time.sleep: in a thread it lets the loop go on, on the loop it stops everything, as a real one does."""
    job = getattr(Job.here, "job", None)
    if job is not None:
        job.sleep(seconds)
    elif TracedLoop.newest is not None:
        TracedLoop.newest.clock += max(0.0, seconds)


def prepare():
    """Puts the tracer's classes in asyncio's place. Tasks are the pure-Python ones, whose steps can be told
    apart from other callbacks; they schedule as those in C do."""
    asyncio.tasks.Task = asyncio.Task = asyncio.tasks._PyTask
    asyncio.futures.Future = asyncio.Future = asyncio.futures._PyFuture
    asyncio.tasks.set = asyncio.taskgroups.set = InOrder
    asyncio.events.Handle = TracedHandle
    asyncio.events.TimerHandle = TracedTimer
    asyncio.events.new_event_loop = asyncio.new_event_loop = TracedLoop
    time.sleep = sleep
    time.monotonic = time.perf_counter = time.time = the_time
