"""Runs conformance programs on CPython's own asyncio: a program a line in, its trace a line out.

The package documentation beside this folder (doc.go) tells what programs and traces are. Everything here is
CPython's asyncio as it stands, with three exceptions, all of which take chance out of it (virtual.py):

  - the clock is virtual: it stands still while something is ready and then jumps to the next deadline;
  - timers of one deadline fire in the order in which they were made, where CPython leaves that to its heap;
  - a TaskGroup cancels its children in the order in which they were made, where CPython's order is a set's.

A program that cannot be run gives [["ERROR", why]] on its line, and the next line goes on.
"""
import sys

if sys.implementation.name != "cpython" or sys.version_info[:2] != (3, 13):
    sys.exit("the conformance runner needs CPython 3.13, but this is %s %s"
             % (sys.implementation.name, sys.version.split()[0]))

import gc
import json
import logging
import os
import signal
import warnings

import machine
import virtual

COLLECT_EVERY = 20      # programs between two garbage collections: none falls into a run


def trace_of(line):
    try:
        return machine.Machine(json.loads(line)).run()
    except Exception as error:
        return [["ERROR", f"{type(error).__name__}: {error}"]]


def main():
    virtual.take_chance_out()
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    sys.unraisablehook = lambda _: None     # coroutines that are stuck are collected noisily
    sys.setrecursionlimit(20_000)           # deep nesting is the program's right, not an event
    signal.signal(signal.SIGINT, signal.SIG_IGN)    # whoever reads the traces ends the input when it is enough
    gc.disable()
    gc.freeze()         # what is here already stays, so no collection needs to look at it
    for count, line in enumerate(sys.stdin.buffer, 1):
        sys.stdout.buffer.write(json.dumps(trace_of(line)).encode() + b"\n")
        sys.stdout.buffer.flush()
        if count % COLLECT_EVERY == 0:
            gc.collect()


if __name__ == "__main__":
    try:
        main()
    except BrokenPipeError:
        os._exit(1)     # the reader is gone: no flush at exit, which would fail again
