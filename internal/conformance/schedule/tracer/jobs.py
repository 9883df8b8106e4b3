"""Calls in threads, which run only while the loop waits for them."""
import concurrent.futures
import itertools
import threading


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
