"""The whole way, from two files to a comparison."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kcsie_diff import __version__
from kcsie_diff.errors import LimitError
from kcsie_diff.options import Options

if TYPE_CHECKING:
    from kcsie_diff.model.comparison import Comparison
    from kcsie_diff.model.edition import Edition

Progress = Callable[[str, int, int], None]
"""Called with the step ("old", "new", "align", "judge"), how much of it is done, and how much there is."""


def compare(
    old: Path,
    new: Path,
    options: Options | None = None,
    *,
    passwords: Sequence[str | None] = (),
    progress: Progress | None = None,
) -> "Comparison":
    """Read two files and compare them.

    Both files are read at once, each in a worker process under `options.limits`; the same file twice goes the same way.
    The steps after that run in this process, and the deadline is looked at between them; `kcsie_diff.job.run` does all
    of it in a worker process that is ended at the deadline.
    Raises KcsieDiffError: UsageError for a missing file, ReadingError or LimitError for one that cannot be read.
    """
    chosen = options or Options()
    told = _with_deadline(progress or (lambda step, done, of: None), chosen.limits.seconds)
    editions = read_both(old, new, chosen, passwords=passwords, progress=progress)
    return compare_editions(*editions, chosen, progress=told)


def _with_deadline(told: Progress, seconds: float) -> Progress:
    """A progress callback that raises LimitError `too-slow` when so many seconds have passed since now."""
    deadline = time.monotonic() + seconds

    def check(step: str, done: int, of: int) -> None:
        if time.monotonic() > deadline:
            raise LimitError(
                "too-slow", f"The comparison could not be done within {seconds:g} seconds.", "Raise Limits.seconds."
            )
        told(step, done, of)

    return check


def read_both(
    old: Path,
    new: Path,
    options: Options,
    *,
    passwords: Sequence[str | None] = (),
    progress: Progress | None = None,
    meanwhile: Callable[[], None] = lambda: None,
) -> "tuple[Edition, Edition]":
    """Read two files at once; see `compare`. `meanwhile` is called once while they are read."""
    from kcsie_diff.reading.in_worker import read_editions

    def told(index: int, done: int, of: int) -> None:
        if progress is not None:
            progress(("old", "new")[index], done, of)

    first, second = read_editions((old, new), options, passwords=passwords, progress=told, meanwhile=meanwhile)
    return first, second


def compare_editions(
    old: "Edition", new: "Edition", options: Options | None = None, *, progress: Progress | None = None
) -> "Comparison":
    """Compare two editions that have been read: align them, word the differences, say what each means."""
    from kcsie_diff.differing import align
    from kcsie_diff.meaning import judge

    chosen, told = options or Options(), progress or (lambda step, done, of: None)
    told("align", 0, 1)
    alignment = align(old, new, chosen)
    told("align", 1, 1)
    told("judge", 0, 1)
    comparison = judge(alignment, chosen, __version__)
    told("judge", 1, 1)
    return comparison
