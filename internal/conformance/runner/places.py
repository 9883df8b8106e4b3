"""What the ops of a program refer to."""

MOST_TASKS = 40


class Place:
    """Where in a proc an op stands: the innermost group and the innermost timeout around it."""
    __slots__ = ("group", "timeout")

    def __init__(self, group=None, timeout=None):
        self.group = group
        self.timeout = timeout


def pick(things, i):
    """The thing that an index means: any index means one."""
    return things[i % len(things)]
