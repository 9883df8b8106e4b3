"""Handles that have names and tell the loop what happens to them, and the queue where they wait."""
import asyncio
import collections
import functools
import itertools

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
