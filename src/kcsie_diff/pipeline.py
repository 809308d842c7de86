"""The pipeline from two files to a comparison and its reports: read, align, judge, draw page images, write.

`compare` is the library's way in and `run` that of the command line and of batches; both do the same steps in a worker
process, under one deadline and a limit on memory. That worker has the workers that read the files under it: if any of
them crashes or takes too long, all end and an error is raised. (The module is not called `compare` because
`kcsie_diff.compare` is the function.)
"""

import contextlib
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kcsie_diff import __version__, cache
from kcsie_diff.errors import KcsieDiffError, UsageError
from kcsie_diff.model.comparison import Comparison
from kcsie_diff.options import Options
from kcsie_diff.progress import Progress, Stopwatch, ignore, one_step, until
from kcsie_diff.records import Record
from kcsie_diff.sandbox import Bounds, Workers, serve

if TYPE_CHECKING:
    from kcsie_diff.model.edition import Edition
    from kcsie_diff.reports import View

Passwords = tuple[str | None, str | None]
"""Of the old and of the new file; None where none is known."""

_ANSWER_BYTES = 4_000_000_000


@dataclass(frozen=True, slots=True)
class Job:
    """Two files and what to make of them, as plain data that any process or machine can be given.

    `formats` are those of reports, and also "concordance", "concordance.csv" and "explanation" (of the change whose id
    is `change`), each one file of that name. `keep_comparison` asks for the comparison itself. Passwords reach the
    worker that opens the file through its input and are never shown.
    """

    old: Path
    new: Path
    formats: tuple[str, ...] = ("html",)
    options: Options = field(default_factory=Options)
    passwords: Passwords = field(default=(None, None), repr=False)
    change: str | None = None
    keep_comparison: bool = False


class Outcome(Record, frozen=True):
    """The result of a job: its files by format and name, the main one of a format first, and what a terminal shows.

    `by_category` counts the changes, and `folded_terms` says how many of them only follow a replaced term; `problems`
    are the sentences about those of both files; `verdict` is the comparison in one sentence; `timings` are seconds by
    step, as the worker's clock measured them, and never part of a report. `related` is False for files that are no two
    editions of one text: their counts are no findings. `comparison` is there if it was asked for.
    """

    files: tuple[tuple[str, tuple[tuple[str, bytes], ...]], ...]
    titles: tuple[str, str]
    by_category: tuple[tuple[str, int], ...]
    warnings: tuple[str, ...]
    problems: tuple[str, ...]
    folded_terms: str = ""
    verdict: str = ""
    related: bool = True
    timings: tuple[tuple[str, float], ...] = ()
    comparison: Comparison | None = None


def compare(
    old: Path,
    new: Path,
    options: Options | None = None,
    *,
    passwords: Sequence[str | None] = (),
    progress: Progress = ignore,
) -> Comparison:
    """Read two files and compare them, under the limits of the options; the same file twice is no special case.

    Raises KcsieDiffError: what `run` raises.
    """
    first, second, *_ = (*passwords, None, None)
    job = Job(old, new, (), options or Options(), (first, second), keep_comparison=True)
    comparison = run(job, progress).comparison
    assert comparison is not None
    return comparison


def compare_editions(
    old: "Edition", new: "Edition", options: Options | None = None, *, progress: Progress = ignore
) -> Comparison:
    """Compare two editions that have been read, in this process: align them, find the differences, judge each."""
    from kcsie_diff.aligning import match
    from kcsie_diff.differing import find_differences
    from kcsie_diff.meaning import judge

    with one_step(progress, "align"):
        alignment = find_differences(old, new, match(old, new))
    with one_step(progress, "judge"):
        return judge(alignment, options or Options(), __version__)


def run(job: Job, progress: Progress = ignore, *, workers: Workers | None = None) -> Outcome:
    """Do a job in a worker process, or in this one if `Options.processes` is false, and return its outcome.

    The steps are "read", "old" and "new" (in pages), "align", "judge", and "pictures", "decide" and "write html" where
    something is written. `workers` is for callers who must be able to stop the worker from another thread.
    Raises KcsieDiffError: what `read_editions` raises; UsageError for files of rules or reviews that make no sense;
    LimitError `too-slow` when the deadline of the whole job has passed; `comparison-crashed`; `no-process`.
    """
    limits = job.options.limits
    deadline = time.monotonic() + limits.seconds
    if not job.options.processes:
        return _do(job, until(deadline, limits.seconds, progress))
    bounds = Bounds(
        subject=f"The comparison of {job.old.name} and {job.new.name}",
        deadline=deadline,
        seconds=limits.seconds,
        memory=limits.memory,
        answer=_ANSWER_BYTES,
        crashed=KcsieDiffError(
            "comparison-crashed",
            f"The comparison of {job.old.name} and {job.new.name} stopped unexpectedly.",
            "If the files are very large, try --limit memory=8000000000; otherwise report the two files.",
        ),
    )
    with contextlib.nullcontext(workers) if workers is not None else Workers() as chosen:
        return chosen.ask("kcsie_diff.pipeline", job, Outcome, bounds, progress)


def _do(job: Job, progress: Progress) -> Outcome:
    """Do every step of a job in this process, except that files are read and drawn in workers where that is allowed."""
    from kcsie_diff import reports
    from kcsie_diff.reading.in_worker import read_editions

    watch = Stopwatch(progress)
    later = partial(_load_later_steps, job.formats) if job.options.processes else None
    with one_step(watch, "read"):
        paths = (job.old, job.new)
        old, new = read_editions(paths, job.options, passwords=job.passwords, progress=watch, meanwhile=later)
    compare = partial(compare_editions, old, new, job.options, progress=watch)
    kept = cache.keeps(job.options, job.passwords)
    comparison = cache.compared_once(old, new, job.options, compare) if kept else compare()
    view = _view(job, (old, new), comparison, watch)
    files = []
    for name in job.formats:
        with one_step(watch, f"write {name}"):
            files.append((name, _write(job, name, comparison, view)))
    problems = [problem.message_and_cure for _, problem in comparison.problems]
    return Outcome(
        files=tuple(files),
        titles=(comparison.old.title, comparison.new.title),
        by_category=comparison.summary.by_category,
        warnings=comparison.warnings,
        problems=tuple(dict.fromkeys((*problems, *reports.unused_reviews(comparison)))),
        folded_terms=reports.folded_terms(comparison),
        verdict=reports.verdict(comparison),
        related=not comparison.unrelated,
        timings=watch.timings(),
        comparison=comparison if job.keep_comparison else None,
    )


def _load_later_steps(formats: Sequence[str]) -> None:
    """Load what aligns, judges and writes."""
    from kcsie_diff import aligning, differing, meaning, reports  # noqa: F401 - loading them is the point

    for name in formats:
        if name in reports.FORMATS:
            for file in reports.FORMATS[name].files:
                file.load()


def _view(job: Job, editions: "tuple[Edition, Edition]", comparison: Comparison, progress: Progress) -> "View | None":
    """What all formats of reports say, with page images if the options ask for them; None where no report is wanted."""
    from kcsie_diff import reports

    formats = [reports.FORMATS[name] for name in job.formats if name in reports.FORMATS]
    if not formats:
        return None
    sources = reports.Sources(editions)
    if job.options.pictures and any(each.pictures for each in formats):
        from kcsie_diff.page_images import take_pictures

        with one_step(progress, "pictures"):
            pictures = take_pictures((job.old, job.new), comparison, job.options, job.passwords)
        sources = reports.Sources(editions, pictures)
    with one_step(progress, "decide"):
        return reports.make_view(comparison, job.options, sources)


def _write(job: Job, name: str, comparison: Comparison, view: "View | None") -> tuple[tuple[str, bytes], ...]:
    from kcsie_diff import reports

    match name:
        case "concordance":
            text = reports.concordance_text(comparison)
        case "concordance.csv":
            text = reports.concordance_csv(comparison)
        case "explanation":
            explained = next((change for change in comparison.changes if change.id == job.change), None)
            if explained is None:
                message = f"There is no change {job.change}."
                raise UsageError("no-such-change", message, "Every report gives the ids of its changes, such as c0001.")
            text = reports.explain(explained)
        case _:
            assert view is not None
            return tuple((f"report{suffix}", content) for suffix, content in reports.write_view(view, name))
    return ((name, text.encode("utf-8", "replace")),)


if __name__ == "__main__":
    serve(Job, _do)
