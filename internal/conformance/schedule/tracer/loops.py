"""The loop under a virtual clock, which writes its schedule."""
import asyncio
import asyncio.base_events
import functools

from handles import ReadyQueue, nanoseconds
from jobs import Job


class Deadlock(BaseException):
    """Nothing can happen any more."""


class TracedLoop(asyncio.base_events.BaseEventLoop):
    """A loop under a virtual clock that writes its schedule."""
    newest = None
    report = None           # where all loops write, a Report

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
        self.report.write(self.turn)
        if self.ended:
            self.report.end(self)
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
                self.report.deadlock(self)
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
