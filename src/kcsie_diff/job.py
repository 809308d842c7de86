"""One comparison from two files to the bytes of its reports, as plain data that any process or machine can be handed.

`run` does it in a worker process under one deadline for everything: reading, aligning, sorting and writing. That worker
has the two that read the files under it; if any of them breaks off or takes too long, all end and an error is raised.
"""

import contextlib
import time
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from kcsie_diff.errors import KcsieDiffError, UsageError
from kcsie_diff.options import Options
from kcsie_diff.pipeline import compare_editions, read_both
from kcsie_diff.sandbox import Bounds, Told, Workers, serve

if TYPE_CHECKING:
    from kcsie_diff.model.comparison import Comparison
    from kcsie_diff.model.edition import Edition
    from kcsie_diff.reports import Sources, View

_ANSWER_BYTES = 4_000_000_000
_ILLUSTRATED = ("html", "docx")


@dataclass(frozen=True, slots=True)
class Job:
    """Two files and what to write of them.

    `formats` are those of reports, and besides "concordance", "concordance.csv" and "explanation" (of the change whose
    id is `change`), each one file of that name. The passwords are for the old and the new file; they travel to the
    worker that opens it, through its input, and are shown nowhere.
    """

    old: Path
    new: Path
    formats: tuple[str, ...] = ("html",)
    options: Options = field(default_factory=Options)
    passwords: tuple[str | None, str | None] = field(default=(None, None), repr=False)
    change: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a job: its files by format and name, the main one of a format first, and what a terminal tells.

    `by_category` counts the changes; `problems` are those of both files; `timings` are seconds by step, as a worker's
    clock told them, and never part of a report.
    """

    files: tuple[tuple[str, tuple[tuple[str, bytes], ...]], ...]
    titles: tuple[str, str]
    by_category: tuple[tuple[str, int], ...]
    warnings: tuple[str, ...]
    problems: int
    timings: tuple[tuple[str, float], ...] = ()


def run(job: Job, told: Told | None = None, *, workers: Workers | None = None) -> Outcome:
    """Do a job in a worker process, under the limits of its options, and return what came of it.

    The process is one of `workers`, where somebody else must be able to stop it.
    Raises KcsieDiffError: what `read_editions` raises, UsageError for files of rules or reviews that cannot be meant,
    LimitError `too-slow` when the deadline of the whole job has passed, and `comparison-crashed`.
    """
    limits = job.options.limits
    bounds = Bounds(
        subject=f"The comparison of {job.old.name} and {job.new.name}",
        deadline=time.monotonic() + limits.seconds,
        seconds=limits.seconds,
        memory=limits.memory,
        answer=_ANSWER_BYTES,
        crashed=KcsieDiffError(
            "comparison-crashed",
            f"The part of the program that compares broke off at {job.old.name} and {job.new.name}.",
            "If the files are very large, try --limit memory=8000000000; else report the two files.",
        ),
    )
    with contextlib.nullcontext(workers) if workers is not None else Workers() as chosen:
        return chosen.ask("kcsie_diff.job", job, Outcome, bounds, told)


def work(job: Job, told: Told) -> Outcome:
    """Do a job in this process; see `run`."""
    watch = _Stopwatch(told)
    editions = _read(job, watch.told)
    comparison = compare_editions(*editions, job.options, progress=watch.told)
    view = _view(job, comparison, _sources(job, editions, comparison, watch.told), watch.told)
    files = []
    for name in job.formats:
        watch.told(f"write {name}", 0, 1)
        files.append((name, _write(job, name, comparison, view)))
        watch.told(f"write {name}", 1, 1)
    return Outcome(
        files=tuple(files),
        titles=(comparison.old.title, comparison.new.title),
        by_category=comparison.summary.by_category,
        warnings=comparison.warnings,
        problems=len(comparison.problems),
        timings=watch.timings(),
    )


class _Stopwatch:
    """Passes on what it is told of each step, and knows from its first and last word how long the step took."""

    def __init__(self, told: Told) -> None:
        self._told = told
        self._times: dict[str, tuple[float, float]] = {}

    def told(self, step: str, done: int, of: int) -> None:
        now = time.perf_counter()
        self._times[step] = (self._times.get(step, (now, now))[0], now)
        self._told(step, done, of)

    def timings(self) -> tuple[tuple[str, float], ...]:
        """Seconds by step, in the order in which the steps began."""
        return tuple((step, last - first) for step, (first, last) in self._times.items())


def _read(job: Job, told: Told) -> "tuple[Edition, Edition]":
    """Read both files, and load the later steps while their workers read."""
    told("read", 0, 1)
    load = partial(_load, job, told)
    editions = read_both(job.old, job.new, job.options, passwords=job.passwords, progress=told, meanwhile=load)
    told("read", 1, 1)
    return editions


def _load(job: Job, told: Told) -> None:
    """Load the later steps, and what each of them would load when it begins."""
    told("load", 0, 1)
    import_module("kcsie_diff.differing")
    from kcsie_diff import reports  # noqa: PLC0415 - loaded here and not at the start
    from kcsie_diff.meaning.lexicon import load_lexicon  # noqa: PLC0415 - the same

    load_lexicon()
    reports.load(job.formats)
    told("load", 1, 1)


def _sources(job: Job, editions: "tuple[Edition, Edition]", comparison: "Comparison", told: Told) -> "Sources":
    """What reports may show beside the comparison; pictures where the options ask for them and a format shows them."""
    from kcsie_diff.reports import Sources  # noqa: PLC0415 - loaded while the files are read

    if not job.options.pictures or not set(job.formats) & set(_ILLUSTRATED):
        return Sources(editions)
    from kcsie_diff.page_images.render import take_pictures  # noqa: PLC0415 - needs the library of pictures

    told("pictures", 0, 1)
    pictures = take_pictures((job.old, job.new), comparison, job.options, job.passwords)
    told("pictures", 1, 1)
    return Sources(editions, pictures)


def _view(job: Job, comparison: "Comparison", sources: "Sources", told: Told) -> "View | None":
    """What all formats of reports say, decided once; None where none is asked for."""
    from kcsie_diff import reports  # noqa: PLC0415 - loaded while the files are read

    if reports.FORMATS.keys().isdisjoint(job.formats):
        return None
    told("decide", 0, 1)
    view = reports.make_view(comparison, job.options, sources)
    told("decide", 1, 1)
    return view


def _write(job: Job, name: str, comparison: "Comparison", view: "View | None") -> tuple[tuple[str, bytes], ...]:
    from kcsie_diff import reports  # noqa: PLC0415 - loaded while the files are read

    match name:
        case "concordance":
            return ((name, reports.concordance_text(comparison).encode("utf-8", "replace")),)
        case "concordance.csv":
            return ((name, reports.concordance_csv(comparison).encode("utf-8", "replace")),)
        case "explanation":
            return ((name, _explain(comparison, job.change).encode("utf-8", "replace")),)
        case _:
            assert view is not None
            return tuple((f"report{suffix}", content) for suffix, content in reports.write_view(view, name))


def _explain(comparison: "Comparison", asked: str | None) -> str:
    from kcsie_diff import reports  # noqa: PLC0415

    for change in comparison.changes:
        if change.id == asked:
            return reports.explain(change)
    raise UsageError("no-such-change", f"There is no change {asked}.", "The ids stand in every report, such as c0001.")


if __name__ == "__main__":
    serve(Job, work)
