"""The file of the schedule, and the program's output, which is part of it."""
import io
import json
import sys

from handles import nanoseconds
from jobs import Job
from loops import TracedLoop

VERSION = 1


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


class Output(io.TextIOBase):
    """Standard output: its lines become part of the schedule."""

    def __init__(self, report):
        self.report = report
        self.rest = ""

    def write(self, text):
        *lines, self.rest = (self.rest + text).split("\n")
        for line in lines:
            self.report.line(line)
        return len(text)
