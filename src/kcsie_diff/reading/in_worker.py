"""Reading in worker processes: files to editions, all at once, each under limits on time and memory.

A crash of native code (PDFium) is an error of that file. Where no process can be started, `Options.processes` chooses
to read in this process, with the limits that hold there.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from kcsie_diff import cache
from kcsie_diff.errors import KcsieDiffError, LimitError, ReadingError
from kcsie_diff.model.edition import Edition
from kcsie_diff.options import Limits, Options
from kcsie_diff.processes import CAN_FORK, Process, Thread, fork_ahead
from kcsie_diff.progress import Progress, ignore, until
from kcsie_diff.sandbox import RAISE_LIMIT, Bounds, Workers, serve

MODULE = "kcsie_diff.reading.in_worker"
_ANSWER_BYTES_PER_CHARACTER = 40  # a node of few letters carries boxes, links and keys


@dataclass(frozen=True, slots=True)
class ReadRequest:
    """A file to read. The password reaches the worker through its input and is never shown."""

    path: Path
    limits: Limits
    password: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class _Files:
    """Files to read at once, with the name of the step that reads each, up to a deadline (`time.monotonic`)."""

    steps: tuple[str, ...]
    requests: tuple[ReadRequest, ...]
    deadline: float
    kept: bool


def read_editions(
    paths: Sequence[Path],
    options: Options | None = None,
    *,
    passwords: Sequence[str | None] = (),
    progress: Progress = ignore,
    meanwhile: Callable[[], object] | None = None,
) -> tuple[Edition, ...]:
    """Read several files at once and return their editions in the same order.

    Progress is in pages; the steps are "old" and "new" for two files, else "edition 1", "edition 2" and so on.
    `passwords` are those of the files, in order; None, or nothing at the end, for files that need none. `meanwhile` is
    what a worker that reads for a comparison does while others read for it: it runs no thread but its own until then.
    Raises what `read_edition` raises, with the `file` it is about; LimitError `too-slow`, `too-much-memory`,
    `answer-too-large`, `too-much-text` or `passage-too-long`; ReadingError `reader-crashed`; KcsieDiffError
    `no-process`. No process is left behind.
    """
    chosen = options or Options()
    deadline = time.monotonic() + chosen.limits.seconds
    names = ("old", "new") if len(paths) == 2 else tuple(f"edition {number}" for number in range(1, len(paths) + 1))
    secrets = [*passwords, *[None] * (len(paths) - len(passwords))]
    requests = [ReadRequest(path, chosen.limits, secret) for path, secret in zip(paths, secrets, strict=True)]
    found = [
        cache.find_edition(one.path, one.limits.bytes) if cache.keeps(chosen, (one.password,)) else None
        for one in requests
    ]
    missing = {name: one for one, name, each in zip(requests, names, found, strict=True) if not each}
    asked = _Files(tuple(missing), tuple(missing.values()), deadline, cache.keeps(chosen))
    # What a copy loads is loaded once for all readers, while this process loads what comes after reading.
    copies = fork_ahead(1, partial(serve, _Files, _read_by_copies)) if meanwhile and missing and CAN_FORK else ()
    if meanwhile and missing:
        Thread(meanwhile)
    if copies:
        with Workers(copies) as workers:
            read = workers.ask(MODULE, asked, tuple[Edition, ...], _bounds(asked.requests, deadline), progress)
    elif chosen.processes:
        read = _read_at_once(asked, progress)
    else:
        within = until(deadline, chosen.limits.seconds, progress)
        read = tuple(_read(one, _named(name, within), kept=asked.kept) for name, one in missing.items())
    following = iter(read)
    return tuple(edition or next(following) for edition in found)


def _read_by_copies(asked: _Files, progress: Progress) -> tuple[Edition, ...]:
    """Load what reads, once, and read each file in a copy of this process."""
    from kcsie_diff.reading import reader  # noqa: F401, PLC0415 - not loaded where all editions are kept
    from kcsie_diff.reading.pdf.objects import load_libraries  # noqa: PLC0415

    load_libraries()
    return _read_at_once(
        asked, progress, fork_ahead(len(asked.requests), partial(serve, ReadRequest, read_within_limits))
    )


def _read_at_once(asked: _Files, progress: Progress, ahead: tuple[Process, ...] = ()) -> tuple[Edition, ...]:
    """Read each file in a worker, all at the same time."""
    with Workers(ahead) as workers:
        reading = [
            partial(_read, one, _named(name, progress), workers, asked.deadline, kept=asked.kept)
            for name, one in zip(asked.steps, asked.requests, strict=True)
        ]
        return tuple(workers.at_once(reading))


def _named(name: str, progress: Progress) -> Progress:
    return lambda _, done, total: progress(name, done, total)


def _read(
    request: ReadRequest,
    progress: Progress,
    workers: Workers | None = None,
    deadline: float = 0.0,
    *,
    kept: bool = False,
) -> Edition:
    """Read one file in a worker, or in this process if there are no workers, and keep it if editions are `kept`.

    An error names the file. An edition opened with a password is never kept.
    """
    try:
        if workers is None:
            edition = read_within_limits(request, progress)
        else:
            edition = workers.ask(MODULE, request, Edition, _bounds((request,), deadline), progress)
    except KcsieDiffError as error:
        error.file = str(request.path)
        raise
    if kept and request.password is None:
        cache.keep_edition(edition)
    return edition


def _bounds(requests: Sequence[ReadRequest], deadline: float) -> Bounds:
    limits, subject = requests[0].limits, " and ".join(request.path.name for request in requests)
    return Bounds(
        subject=subject,
        deadline=deadline,
        seconds=limits.seconds,
        memory=limits.memory,
        answer=max(10_000_000, len(requests) * limits.characters * _ANSWER_BYTES_PER_CHARACTER),
        crashed=ReadingError(
            "reader-crashed",
            f"The PDF reader stopped unexpectedly while reading {subject}.",
            "Open the file in a PDF viewer, print it to a new PDF and compare that; "
            "a very large file may need --limit memory=8000000000.",
        ),
    )


def read_within_limits(request: ReadRequest, progress: Progress = ignore) -> Edition:
    """Read one file in this process and hold it to the limits on text; the worker's own work.

    Raises what `read_edition` raises, and LimitError `too-much-text` or `passage-too-long` if there is more text, or a
    longer passage, than the later steps are made for.
    """
    from kcsie_diff.reading import read_edition  # noqa: PLC0415 - loads PDFium, after the limit on memory is set

    limits = request.limits
    edition = read_edition(request.path, Options(limits=limits), password=request.password, progress=progress)
    characters = sum(len(node.text) for node in edition.nodes)
    if characters > limits.characters:
        message = f"{edition.file} holds {characters} characters; the limit is {limits.characters}."
        raise LimitError("too-much-text", message, f"{RAISE_LIMIT} characters={2 * characters}.")
    for node in edition.nodes:
        if len(node.text) > limits.node:
            message = (
                f"{edition.file} has a passage of {len(node.text)} characters on page {node.page}; "
                f"the limit is {limits.node}."
            )
            raise LimitError("passage-too-long", message, f"{RAISE_LIMIT} node={2 * len(node.text)}.")
    return edition


if __name__ == "__main__":
    serve(ReadRequest, read_within_limits)
