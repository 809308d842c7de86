"""Worker processes and threads: how one is begun, and processes begun before anybody knows what to ask of them.

Little is loaded here, so that the command line can start a worker while it loads itself. A worker that is asked nothing
ends with the process that started it: its input ends.

`threading.Thread.start` and executors wait for ever for a thread that the system gave too little memory to begin or to
go on. The threads made here wait a while, and then raise MemoryError; they end when they are no longer wanted.
"""

import _thread
import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from typing import IO

DEBUG = "KCSIE_DIFF_DEBUG"
"""If this environment variable is set, workers write to the standard error of their parent."""

CAN_FORK = sys.platform == "linux"
"""Whether a process may go on as two: elsewhere libraries of the system do not bear it, or there is no such thing."""

_ALLOCATION = {"MALLOC_ARENA_MAX": "1"}
"""One arena for all threads of a worker (mallopt(3)). With one arena each, glibc under a limit on memory refuses a
thread what other threads may still have, and Python 3.11 handles that error again and again, without end."""

BEGINNING = 20.0
"""Seconds that a thread is given to begin; a machine with a hundred processes waiting for it took two."""


class Forked:
    """A copy of this process that does a piece of work, used like a `subprocess.Popen`."""

    def __init__(self, work: Callable[[], object]) -> None:
        requests, requesting = os.pipe()
        answers, answering = os.pipe()
        self.stdin: IO[bytes] | None = open(requesting, "wb")  # noqa: PTH123, SIM115 - closed by who asks
        self.stdout: IO[bytes] | None = open(answers, "rb")  # noqa: PTH123, SIM115
        self._ended = False
        self._number = os.fork()
        if self._number == 0:
            try:
                os.dup2(requests, 0)
                os.dup2(answering, 1)
                os.closerange(3, os.sysconf("SC_OPEN_MAX"))  # what leads to the parent and to its other workers
                work()
            finally:
                os._exit(1)
        os.close(requests)
        os.close(answering)

    def kill(self) -> None:
        """End the process, if it runs."""
        if not self._ended:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._number, signal.SIGKILL)

    def wait(self) -> None:
        """Wait for its end."""
        os.waitpid(self._number, 0)
        self._ended = True


Process = subprocess.Popen[bytes] | Forked
"""A worker that is asked through its standard input and answers through its standard output."""


def start(module: str) -> Process:
    """Return a process that runs a module and has been asked nothing yet. Raises OSError.

    `-P` keeps modules in the current folder from being imported.
    """
    stderr = None if os.environ.get(DEBUG) else subprocess.DEVNULL
    return subprocess.Popen(
        [sys.executable, "-P", "-m", module],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=stderr,
        env={**os.environ, **_ALLOCATION},
    )


def start_ahead(module: str) -> tuple[Process, ...]:
    """Return a process that runs a module, before it is known what to ask of it; none where it cannot be started."""
    with contextlib.suppress(OSError):
        return (start(module),)
    return ()


def fork_ahead(count: int, work: Callable[[], object]) -> tuple[Process, ...]:
    """Return so many copies of this process that do this work, or fewer where no more can be made.

    They need not load anything again. For a process that runs no other thread but one that waits for its input to end:
    a copy has only the thread that made it, and what others held stays held.
    """
    copies: list[Process] = []
    with contextlib.suppress(OSError):
        copies += (Forked(work) for _ in range(count))
    return tuple(copies)


def end(process: Process) -> None:
    """Kill a process, if it runs, and leave nothing of it behind."""
    process.kill()
    for pipe in (process.stdin, process.stdout):
        with contextlib.suppress(OSError):
            pipe.close()  # type: ignore[union-attr]
    process.wait()


# ---- threads ----


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
