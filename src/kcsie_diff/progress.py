"""The progress of a run: one callback type for every step, which can be timed and held to a deadline.

Every function that takes a while accepts a `Progress` and calls it with the name of a step, how much of it is done and
how much there is. A step begins with its first call and ends with its last.
"""

import contextlib
import time
from collections.abc import Iterator
from typing import Protocol

from kcsie_diff.errors import LimitError


class Progress(Protocol):
    """A callback for progress. It may raise, which ends the run; it may be called from several threads."""

    def __call__(self, step: str, done: int, total: int, /) -> None:
        """Note that `done` of the `total` units of a step are done, for instance 12 of the 185 pages of "old"."""


def ignore(step: str, done: int, total: int) -> None:
    """Do nothing: the progress of a run that is not shown."""


@contextlib.contextmanager
def one_step(progress: Progress, step: str) -> Iterator[None]:
    """Report a step of one unit: its beginning, and its end when the block is done."""
    progress(step, 0, 1)
    yield
    progress(step, 1, 1)


class Stopwatch:
    """A `Progress` that times each step and passes the call on."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._calls: dict[str, tuple[float, float]] = {}

    def __call__(self, step: str, done: int, total: int, /) -> None:
        """Note the time of the call; see `Progress`."""
        now = time.perf_counter()
        first, _ = self._calls.get(step, (now, now))
        self._calls[step] = (first, now)
        self._progress(step, done, total)

    def timings(self) -> tuple[tuple[str, float], ...]:
        """Return the seconds from the first call to the last of each step, in the order in which the steps began."""
        return tuple((step, last - first) for step, (first, last) in self._calls.items())


def until(deadline: float, seconds: float, progress: Progress) -> Progress:
    """Return a `Progress` that raises LimitError `too-slow` when it is called after `deadline` (`time.monotonic`).

    `seconds` is the time that the message says was allowed. This is the deadline of work in the caller's own process,
    which cannot be ended from outside: it is checked at every page and between the steps.
    """

    def check(step: str, done: int, total: int, /) -> None:
        if time.monotonic() > deadline:
            raise too_slow("The comparison", seconds)
        progress(step, done, total)

    return check


def too_slow(subject: str, seconds: float) -> LimitError:
    """Return the error for work that was not done within so many seconds."""
    return LimitError(
        "too-slow",
        f"{subject} could not be done within {seconds:g} seconds.",
        "If you trust the files, allow more time, for instance with --limit seconds=1800.",
    )
