"""Errors, and what becomes of tasks and futures, as traces show them."""
import asyncio


class E1(Exception):
    """The error that programs raise and catch."""


class E2(E1):
    """A special case of it."""


ERRORS = {
    "E1": E1, "E2": E2, "Key": KeyError, "Cancelled": asyncio.CancelledError, "Timeout": TimeoutError,
    "Runtime": RuntimeError, "Any": Exception, "Base": BaseException,
}


def failure(name, *message):
    """The error that a raise op raises: only the project's own errors carry a message."""
    kind = ERRORS[name]
    return kind(*message) if issubclass(kind, E1) else kind()


def shown(error):
    """An error as traces have it."""
    name = type(error).__name__
    if isinstance(error, BaseExceptionGroup):
        return [name, *map(shown, error.exceptions)]
    if isinstance(error, (E1, asyncio.CancelledError)):
        return [name, *(str(a) for a in error.args)]
    return [name]


def outcome(future):
    """What became of a task or future."""
    if not future.done():
        return ["pend"]
    if future.cancelled():
        return ["canc"]
    if future.exception() is not None:
        return ["exc", shown(future.exception())]
    return ["ok", plain(future.result())]


def plain(result):
    """A result as traces have it; that of a gather may hold errors."""
    if isinstance(result, list):
        return [shown(v) if isinstance(v, BaseException) else v for v in result]
    return result
