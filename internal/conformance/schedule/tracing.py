"""Runs one asyncio program under a virtual clock and tells its schedule, turn by turn, as lines of JSON.

    python3.13 tracing.py PROGRAM.py
    python3.13 tracing.py - NAME < PROGRAM.py

The program is an ordinary one: it ends in asyncio.run(main()), or runs main in a Runner with a loop of its own.
schedule.go tells what the lines hold. The schedule ends with the turn in which main's end stops the loop; what
asyncio.run does after that is not part of it.

Time is virtual: it stands still while something is ready, and then jumps to the next deadline. time.sleep
moves it too, and time.monotonic, time.perf_counter and time.time tell it. Timers of one deadline fire in the
order in which they were made, and where asyncio goes through a set (what as_completed starts, what a TaskGroup
cancels, what wait returns), it finds its tasks in the order in which they joined it. A function in to_thread begins at the next poll of the loop and runs alone: the
loop waits until it has ended or sleeps; when it wakes depends on virtual time only, and it wakes before the
timers of the same instant fire.
"""
import sys

if sys.implementation.name != "cpython" or sys.version_info[:2] != (3, 13):
    sys.exit("the schedule's tracer needs CPython 3.13, but this is %s %s"
             % (sys.implementation.name, sys.version.split()[0]))

import asyncio
import asyncio.base_events
import asyncio.events
import asyncio.futures
import asyncio.taskgroups
import asyncio.tasks
import collections
import concurrent.futures
import functools
import io
import itertools
import json
import os
import threading
import time

VERSION = 1

# What asyncio's own callbacks are called in a schedule, by where they are defined.
NAMES = {
    "base_events._run_until_complete_cb": "stop",
    "futures._set_result_unless_cancelled": "sleep",
    "tasks.gather.<locals>._done_callback": "gather",
    "tasks._wait.<locals>._on_completion": "wait",
    "tasks.shield.<locals>._inner_done_callback": "shield",
    "tasks.shield.<locals>._outer_done_callback": "shield.outer",
    "tasks._AsCompletedIterator._handle_completion": "as_completed",
    "tasks._AsCompletedIterator._handle_timeout": "as_completed.timeout",
    "taskgroups.TaskGroup._on_task_done": "group",
    "timeouts.Timeout._on_timeout": "timeout",
    "futures._set_state": "to_thread.done",
    "futures._chain_future.<locals>._set_state": "to_thread.done",
    "futures._chain_future.<locals>._call_check_cancel": "to_thread",
}


def name_of(handle):
    """What a handle calls, as a schedule names it."""
    call = handle._callback
    while isinstance(call, functools.partial):
        call = call.func
    task = getattr(call, "__self__", None)
    if isinstance(task, asyncio.tasks._PyTask) and call.__name__ in ("__step", "__wakeup"):
        return f"{task.get_name()}.{call.__name__.strip('_')}"
    module = getattr(call, "__module__", None) or ""
    name = getattr(call, "__qualname__", type(call).__name__)
    if module.startswith("asyncio."):
        place = f"{module.removeprefix('asyncio.')}.{name}"
        if place == "tasks._release_waiter":    # the timer of wait, and the end of what wait_for cancels
            return "wait.timeout" if isinstance(handle, asyncio.TimerHandle) else "wait_for"
        return NAMES.get(place, f"callback {name}")
    return f"callback {name}"


def nanoseconds(seconds):
    return round(seconds * 1_000_000_000)


# --- handles --------------------------------------------------------------------------------------------

class TracedHandle(asyncio.Handle):
    """A handle that knows its name, and tells when it is cancelled while it is ready."""
    __slots__ = ("name", "waits")

    def __init__(self, callback, args, loop, context=None):
        super().__init__(callback, args, loop, context)
        self.name = name_of(self)
        self.waits = False

    def cancel(self):
        if self.waits and not self._cancelled:
            self._loop.does("cancel", self.name)
        super().cancel()


class TracedTimer(asyncio.TimerHandle):
    """A timer that does the same, and knows how many were made before it."""
    __slots__ = ("name", "waits", "number")
    made = itertools.count()

    def __init__(self, when, callback, args, loop, context=None):
        super().__init__(when, callback, args, loop, context)
        self.name = name_of(self)
        self.waits = False
        self.number = next(self.made)

    def __lt__(self, other):
        return (self._when, self.number) < (other._when, other.number)

    def cancel(self):
        if not self._cancelled and self._scheduled:
            self._loop.does("cancel", self.name, nanoseconds(self._when))
        elif not self._cancelled and self.waits:
            self._loop.does("cancel", self.name)
        super().cancel()


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


class ReadyQueue(collections.deque):
    """The ready queue, which tells the loop what joins and what leaves it."""

    def __init__(self, loop):
        super().__init__()
        self.loop = loop

    def append(self, handle):
        handle.waits = True
        self.loop.joined(handle)
        super().append(handle)

    def popleft(self):
        handle = super().popleft()
        self.loop.leaves(handle)
        handle.waits = False
        return handle


# --- the loop -------------------------------------------------------------------------------------------

class Deadlock(BaseException):
    """Nothing can happen any more."""


class TracedLoop(asyncio.base_events.BaseEventLoop):
    """A loop under a virtual clock that writes its schedule."""
    newest = None

    def __init__(self):
        super().__init__()
        TracedLoop.newest = self
        self.clock = 0.0
        self._selector = self
        self._ready = ReadyQueue(self)
        self.jobs = []
        self.ended = False
        self.begin_turn(1)

    def begin_turn(self, number):
        self.turn = {"turn": number, "t": 0, "poll": [], "fired": [], "ready": [], "steps": []}
        self.actions = self.turn["poll"]    # where what happens now is written

    def time(self):
        return self.clock

    def _write_to_self(self):
        pass

    # What the schedule is made of.

    def does(self, *words):
        self.actions.append(" ".join(map(str, words)))

    def joined(self, handle):
        if isinstance(handle, asyncio.TimerHandle):
            self.turn["fired"].append(handle.name)
        else:
            self.does("push", handle.name)

    def leaves(self, handle):
        if not self.turn["steps"]:
            self.turn["ready"] = [handle.name, *(h.name for h in self._ready)]
        self.actions = []
        self.turn["steps"].append({"run": handle.name, "does": self.actions})
        if handle._cancelled:
            self.turn["steps"][-1] = {"skip": handle.name}
        if handle.name == "stop":
            self.ended = True

    def call_at(self, when, callback, *args, context=None):
        timer = super().call_at(when, callback, *args, context=context)
        self.does("timer", timer.name, nanoseconds(when))
        return timer

    def _run_once(self):
        super()._run_once()
        report.write(self.turn)
        if self.ended:
            report.end(self)
        self.begin_turn(self.turn["turn"] + 1)

    # Time passes here only, and threads run here only.

    def select(self, timeout):
        for job in list(self.jobs):
            if job.wakes is None or job.wakes <= self.clock:
                job.go_on()
        while not self._ready and (timeout is None or timeout > 0):
            job = min(self.jobs, key=lambda j: (j.wakes, j.number), default=None)
            deadline = self._scheduled[0].when() if self._scheduled else None
            if job is not None and (deadline is None or job.wakes <= deadline):
                self.clock = job.wakes
                job.go_on()
            elif deadline is not None:
                self.clock = deadline
                break
            else:
                report.deadlock(self)
                raise Deadlock
        return []

    def _process_events(self, events):
        self.turn["t"] = nanoseconds(self.clock)    # the poll is over

    def run_in_executor(self, executor, func, *args):
        return super().run_in_executor(self if executor is None else executor, func, *args)

    def submit(self, func, *args):
        """The part of an executor that run_in_executor needs."""
        job = Job(self, functools.partial(func, *args))
        self.jobs.append(job)
        return job.future


class Job:
    """A call in a thread. Its thread and the loop's never run at the same time: they hand a baton over."""
    numbers = itertools.count(1)
    here = threading.local()            # its attribute job is the job of the thread

    def __init__(self, loop, call):
        self.loop = loop
        self.call = call
        self.number = next(self.numbers)
        self.future = concurrent.futures.Future()
        self.wakes = None               # until when it sleeps; None before it begins
        self.its_turn = threading.Semaphore(0)
        self.loops_turn = threading.Semaphore(0)
        self.result = self.error = None
        self.done = False
        self.printed = []
        self.thread = None

    def go_on(self):
        """Runs the job until it sleeps or has ended."""
        if self.thread is None:
            if not self.future.set_running_or_notify_cancel():
                self.loop.jobs.remove(self)
                return
            self.thread = threading.Thread(target=self.run, daemon=True)
            self.thread.start()
        else:
            self.its_turn.release()
        self.loops_turn.acquire()
        if not self.done:
            return
        self.loop.jobs.remove(self)
        if self.error is not None:
            self.future.set_exception(self.error)
        else:
            self.future.set_result(self.result)

    def run(self):
        Job.here.job = self
        try:
            self.result = self.call()
        except BaseException as error:
            self.error = error
        self.done = True
        self.loops_turn.release()

    def sleep(self, seconds):
        self.wakes = self.loop.clock + max(0.0, seconds)
        self.loops_turn.release()
        self.its_turn.acquire()


# --- the program's surroundings -------------------------------------------------------------------------

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


class Output(io.TextIOBase):
    """Standard output: its lines become part of the schedule."""

    def __init__(self):
        self.rest = ""

    def write(self, text):
        *lines, self.rest = (self.rest + text).split("\n")
        for line in lines:
            report.line(line)
        return len(text)


class Report:
    """Writes the schedule, as long as main runs."""

    def __init__(self, out, program):
        self.out = out
        self.over = False
        self.prints = []        # of threads
        self.write({"schedule": VERSION, "program": program, "python": sys.version.split()[0]})

    def write(self, line):
        if not self.over:
            self.out.write(json.dumps(line) + "\n")

    def line(self, text):
        """A line that the program printed."""
        job, loop = getattr(Job.here, "job", None), TracedLoop.newest
        if job is not None:
            self.prints.append({"thread": job.number, "t": nanoseconds(loop.clock), "print": text})
        elif loop is not None:
            loop.does("print", text)

    def end(self, loop):
        self.prints.sort(key=lambda p: p["thread"])
        self.write({"end": loop.turn["turn"], "t": nanoseconds(loop.clock), "threads": self.prints})
        self.over = True

    def deadlock(self, loop):
        self.write({"deadlock": loop.turn["turn"], "t": nanoseconds(loop.clock)})
        self.over = True


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


def main(path, name):
    global report
    if path == "-":
        source = sys.stdin.read()
    else:
        with open(path, encoding="utf-8") as file:
            source = file.read()
    report = Report(os.fdopen(os.dup(1), "w", encoding="utf-8"), name)
    code = compile(source, name + ".py", "exec")
    prepare()
    sys.stdout = Output()
    sys.argv = [path]
    try:
        exec(code, {"__name__": "__main__", "__file__": path})
    except (Exception, Deadlock):
        if not report.over:
            raise
    finally:
        report.out.flush()


if __name__ == "__main__":
    if len(sys.argv) == 2 and sys.argv[1] != "-":
        main(sys.argv[1], os.path.splitext(os.path.basename(sys.argv[1]))[0])
    elif len(sys.argv) == 3 and sys.argv[1] == "-":
        main(*sys.argv[1:])
    else:
        sys.exit("usage: python3.13 tracing.py PROGRAM.py, or - NAME with the program on standard input")
