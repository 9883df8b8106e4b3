"""Runs one asyncio program under a virtual clock and tells its schedule, turn by turn, as lines of JSON.

    python3.13 tracer PROGRAM.py
    python3.13 tracer - NAME < PROGRAM.py

The program is an ordinary one: it ends in asyncio.run(main()), or runs main in a Runner with a loop of its own.
schedule.go tells what the lines hold. The schedule ends with the turn in which main's end stops the loop; what
asyncio.run does after that is not part of it.

Time is virtual: it stands still while something is ready, and then jumps to the next deadline. time.sleep
moves it too, and time.monotonic, time.perf_counter and time.time tell it. Timers of one deadline fire in the
order in which they were made, and where asyncio goes through a set (what as_completed starts, what a TaskGroup
cancels, what wait returns), it finds its tasks in the order in which they joined it. A function in to_thread
begins at the next poll of the loop and runs alone: the loop waits until it has ended or sleeps; when it wakes
depends on virtual time only, and it wakes before the timers of the same instant fire.
"""
import sys

if sys.implementation.name != "cpython" or sys.version_info[:2] != (3, 13):
    sys.exit("the schedule's tracer needs CPython 3.13, but this is %s %s"
             % (sys.implementation.name, sys.version.split()[0]))

import os

from loops import Deadlock, TracedLoop
from reports import Output, Report
from surroundings import prepare


def main(path, name):
    if path == "-":
        source = sys.stdin.read()
    else:
        with open(path, encoding="utf-8") as file:
            source = file.read()
    report = TracedLoop.report = Report(os.fdopen(os.dup(1), "w", encoding="utf-8"), name)
    code = compile(source, name + ".py", "exec")
    prepare()
    sys.stdout = Output(report)
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
        sys.exit("usage: python3.13 tracer PROGRAM.py, or - NAME with the program on standard input")
