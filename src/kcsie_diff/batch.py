"""Many comparisons at once: from a manifest of pairs to a folder of reports for each and one index page.

Each pair is one job on any executor. A job and its outcome are plain data and the function that does it is at the top
of this module, so the executor of a cluster can run the same batch as the threads of one machine. The files must then
be where every machine can read them.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from kcsie_diff.errors import KcsieDiffError, UsageError
from kcsie_diff.options import Options
from kcsie_diff.output import check_inputs_are_kept, write_all, write_whole
from kcsie_diff.pipeline import Job, Outcome, Passwords, run
from kcsie_diff.progress import Progress, ignore
from kcsie_diff.records import Record
from kcsie_diff.reports.formats import FORMATS
from kcsie_diff.reports.html import IndexRow, write_index
from kcsie_diff.sandbox import Workers, cores

INDEX = "index.html"
COLUMNS = ("old", "new", "name", "title")
_REQUIRED = ("old", "new")
_NAME_LENGTH = 80
# Names that Windows reserves for devices, with any ending (Microsoft: Naming Files, Paths, and Namespaces).
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)


class FilePair(Record, frozen=True):
    """Two files to compare. `name` is the folder for their reports, different from every other in the batch."""

    name: str
    old: Path
    new: Path
    title: str | None = None


class Failure(Record, frozen=True):
    """Why a pair could not be compared: the code, sentence and cure of the error."""

    code: str
    message: str
    hint: str


class Result(Record, frozen=True):
    """The result for one pair: the paths of its reports, the main one first, or why there are none."""

    pair: FilePair
    files: tuple[Path, ...] = ()
    titles: tuple[str, str] | None = None
    by_category: tuple[tuple[str, int], ...] = ()
    failure: Failure | None = None


# ---- the manifest ---------------------------------------------------------------------------------------------------


def read_manifest(path: Path) -> tuple[FilePair, ...]:
    """Return the pairs of a CSV file (UTF-8) with the columns old and new, and optionally name and title.

    Paths are relative to the manifest's own folder. A pair without a name is named after its new file; characters that
    should not be in the name of a folder are replaced. Raises UsageError `bad-manifest`.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        raise _bad(path, "cannot be read") from error
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        columns = reader.fieldnames or ()
        rows = [row for row in reader if any(row.values())]
    except csv.Error as error:
        raise _bad(path, f"is not a CSV file (line {reader.line_num})") from error
    for column in columns:
        if column not in COLUMNS:
            raise _bad(path, f"has an unknown column {column!r}")
    pairs = []
    for number, row in enumerate(rows, 1):
        if None in row or not all(row.get(column) for column in _REQUIRED):
            raise _bad(path, f"does not give an old and a new file in row {number}")
        old, new = (path.parent / row[column] for column in _REQUIRED)
        pairs.append(FilePair(_folder_name(row.get("name") or new.stem), old, new, row.get("title") or None))
    if not pairs:
        raise _bad(path, "lists no pairs")
    return tuple(_with_unique_names(pairs))


def _bad(path: Path, what: str) -> UsageError:
    return UsageError(
        "bad-manifest",
        f"{path} {what}.",
        f"Write a CSV file with the columns {', '.join(COLUMNS)}; the last two are optional.",
    )


def _folder_name(text: str) -> str:
    """A name that every system accepts for a folder, and that stays inside the folder of the batch."""
    name = re.sub(r"[^\w .()-]+", "-", text)[:_NAME_LENGTH].strip(" .-") or "pair"
    return f"_{name}" if _RESERVED.fullmatch(name) else name


def _with_unique_names(pairs: Iterable[FilePair]) -> Iterator[FilePair]:
    """Number repeated names, ignoring case because many systems do."""
    taken: set[str] = {Path(INDEX).stem}
    for pair in pairs:
        name, count = pair.name, 1
        while name.casefold() in taken:
            count += 1
            name = f"{pair.name}-{count}"
        taken.add(name.casefold())
        yield FilePair(name, pair.old, pair.new, pair.title)


# ---- the comparisons ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Batch:
    """What all pairs of a batch share: the folder, the formats, the options, the passwords, and files to leave alone.

    `kept` are files that were read beside the pairs, such as the manifest: no report is written over one of them.
    """

    folder: Path
    formats: tuple[str, ...] = ("html",)
    options: Options = field(default_factory=Options)
    passwords: Passwords = field(default=(None, None), repr=False)
    kept: tuple[Path | None, ...] = ()


def compare_pairs(
    pairs: Sequence[FilePair],
    batch: Batch,
    executor: Executor | None = None,
    *,
    jobs: int | None = None,
    progress: Progress = ignore,
) -> tuple[Result, ...]:
    """Compare every pair, write its reports to a folder of its name, and write an index page that links them all.

    Pairs run on `executor`; without one, `jobs` run at once on this machine, by default as many as it has cores.
    Progress is in pairs, under the step "pairs". A pair that cannot be compared is listed and stops no other. Results
    are in the order of the pairs. Raises UsageError `overwrites-input`, before any work, where a report would be
    written over a file that is read.
    """
    batch = replace(batch, kept=(*batch.kept, *(path for pair in pairs for path in (pair.old, pair.new))))
    names = [name for each in batch.formats for name in FORMATS[each].names]
    reports = [batch.folder / pair.name / name for pair in pairs for name in names]
    check_inputs_are_kept((batch.folder / INDEX, *reports), batch.kept)
    if executor is not None:
        return _run_all(pairs, batch, executor, compare_pair, progress)
    with Workers() as workers, ThreadPoolExecutor(jobs or cores()) as threads:
        try:
            return _run_all(pairs, batch, threads, partial(compare_pair, workers=workers), progress)
        except BaseException:
            threads.shutdown(wait=False, cancel_futures=True)
            workers.stop()
            raise


def compare_pair(job: Job, workers: Workers | None = None) -> Outcome | Failure:
    """Do one job, here or on another machine. An error is returned as data: not every executor preserves exceptions."""
    try:
        return run(job, workers=workers)
    except KcsieDiffError as error:
        return Failure(error.code, error.message, error.hint)


def _run_all(
    pairs: Sequence[FilePair],
    batch: Batch,
    executor: Executor,
    compare: Callable[[Job], Outcome | Failure],
    progress: Progress,
) -> tuple[Result, ...]:
    """Submit the jobs, write each outcome as it arrives, and the index at the end."""
    waiting = {}
    for index, pair in enumerate(pairs):
        options = replace(batch.options, title=pair.title or batch.options.title)
        job = Job(pair.old, pair.new, batch.formats, options, batch.passwords)
        waiting[executor.submit(compare, job)] = index
    results: dict[int, Result] = {}
    for future in as_completed(tuple(waiting)):
        index = waiting.pop(future)  # so that the reports of one pair are not kept until the last is done
        results[index] = _write(pairs[index], batch, _result_of(future))
        progress("pairs", len(results), len(pairs))
    ordered = tuple(results[index] for index in range(len(pairs)))
    write_whole(batch.folder / INDEX, write_index(_row(result, batch) for result in ordered), batch.kept)
    return ordered


def _result_of(future: Future[Outcome | Failure]) -> Outcome | Failure:
    """The outcome of a job. If the executor lost it (a machine went away, a process was killed) the pair has failed."""
    try:
        return future.result()
    except Exception as error:
        return Failure(
            "job-lost",
            f"The executor lost this pair: {type(error).__name__}.",
            "Compare the pair again; if it is lost again, run it with kcsie-diff compare.",
        )


def _write(pair: FilePair, batch: Batch, outcome: Outcome | Failure) -> Result:
    if isinstance(outcome, Failure):
        return Result(pair, failure=outcome)
    folder = batch.folder / pair.name
    files = {folder / name: content for _, named in outcome.files for name, content in named}
    try:
        write_all(files, batch.kept)
    except KcsieDiffError as error:
        return Result(pair, failure=Failure(error.code, error.message, error.hint))
    return Result(pair, tuple(files), outcome.titles, outcome.by_category)


def _row(result: Result, batch: Batch) -> IndexRow:
    return IndexRow(
        name=result.pair.name,
        files=tuple(file.relative_to(batch.folder).as_posix() for file in result.files),
        titles=result.titles or (result.pair.old.name, result.pair.new.name),
        by_category=result.by_category,
        error=(result.failure.message, result.failure.code, result.failure.hint) if result.failure else None,
    )
