"""Threads that begin, or say that they cannot, and end when they are no longer wanted.

`threading.Thread.start` and executors wait for ever for a thread that the system gave too little memory to begin or to
go on. These wait a while, and then raise MemoryError.
"""

import _thread
import contextlib
import threading
from collections.abc import Callable, Iterator

BEGINNING = 20.0
"""Seconds that a thread is given to begin; a machine with a hundred processes waiting for it took two."""


class Thread:
    """Work that has begun in a thread of its own; the end of the program does not wait for it.

    Raises RuntimeError where the system gives no thread, and MemoryError for one that does not begin.
    """

    def __init__(self, work: Callable[[], object]) -> None:
        self._working = threading.Lock()
        begun = threading.Lock()

        def run() -> None:
            begun.release()
            try:
                work()
            finally:
                self._working.release()

        self._working.acquire()
        begun.acquire()
        _thread.start_new_thread(run, ())
        if not begun.acquire(timeout=BEGINNING):
            raise MemoryError

    def join(self) -> None:
        """Wait until the work has ended."""
        with self._working:
            pass


@contextlib.contextmanager
def acting_after(seconds: float, act: Callable[[], object]) -> Iterator[None]:
    """Act in a thread if the block takes longer than so many seconds; the thread ends with the block."""
    left = threading.Event()

    def wait() -> None:
        if not left.wait(min(seconds, threading.TIMEOUT_MAX)):
            act()

    thread = None
    try:
        thread = Thread(wait)
        yield
    finally:
        left.set()
        if thread is not None:
            thread.join()
