"""Each file is read in a process of its own: all at once, under limits, and a crash of native code is an error."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from pathlib import Path

from kcsie_diff.errors import KcsieDiffError, LimitError, ReadingError
from kcsie_diff.model.edition import Edition
from kcsie_diff.options import Limits, Options
from kcsie_diff.sandbox import RAISE_LIMITS, Bounds, Told, Workers, cores, serve

Progress = Callable[[int, int, int], None]
"""Called with the index of the file, the pages read and the pages in all."""

_ANSWER_BYTES_PER_CHARACTER = 40  # a node of few letters carries boxes, links and keys


@dataclass(frozen=True, slots=True)
class Request:
    """What a worker is asked to read. The password is told to the worker through its input, and shown nowhere."""

    path: Path
    limits: Limits
    password: str | None = field(default=None, repr=False)


def read_editions(
    paths: Sequence[Path],
    options: Options,
    *,
    passwords: Sequence[str | None] = (),
    progress: Progress | None = None,
    meanwhile: Callable[[], None] = lambda: None,
) -> tuple[Edition, ...]:
    """Read several files at once, each in a worker process, and return their editions in the same order.

    `meanwhile` is what this process has to do until they are read; it is called once, as soon as a core is free for it.
    Raises what `read_edition` raises, with the `file` it is about; LimitError `too-slow`, `too-much-memory`,
    `answer-too-large`, `too-much-text` or `passage-too-long`; ReadingError `reader-crashed`. No process is left behind.
    """
    told = progress or (lambda index, done, of: None)
    secrets = [*passwords, *[None] * (len(paths) - len(passwords))]
    deadline = time.monotonic() + options.limits.seconds
    with ThreadPoolExecutor(max_workers=max(1, len(paths))) as threads, Workers() as workers:
        jobs = [
            threads.submit(_read_one, workers, Request(path, options.limits, secret), deadline, _bound(told, index))
            for index, (path, secret) in enumerate(zip(paths, secrets, strict=True))
        ]
        if cores() <= len(jobs):
            wait(jobs, return_when=FIRST_COMPLETED)
        meanwhile()
        return tuple(job.result() for job in jobs)


def _bound(told: Progress, index: int) -> Told:
    return lambda step, done, of: told(index, done, of)


def _read_one(workers: Workers, request: Request, deadline: float, told: Told) -> Edition:
    limits = request.limits
    bounds = Bounds(
        subject=request.path.name,
        deadline=deadline,
        seconds=limits.seconds,
        memory=limits.memory,
        answer=max(10_000_000, limits.characters * _ANSWER_BYTES_PER_CHARACTER),
        crashed=ReadingError(
            "reader-crashed",
            f"The part of the program that reads PDF pages broke off at {request.path.name}.",
            "Open the file in a PDF viewer and print it to a new PDF, then compare that; "
            "a very large file may need --limit memory=8000000000.",
        ),
    )
    try:
        return workers.ask("kcsie_diff.reading.in_worker", request, Edition, bounds, told)
    except KcsieDiffError as error:
        error.file = str(request.path)
        raise


def read_within_limits(request: Request, told: Told) -> Edition:
    """Read one file in this process and hold what was read to the limits on text; the worker's own work."""
    from kcsie_diff.reading import read_edition  # noqa: PLC0415 - loads PDFium, after the limit on memory is set

    edition = read_edition(
        request.path,
        Options(limits=request.limits),
        password=request.password,
        progress=lambda done, of: told("read", done, of),
    )
    _check(edition, request.limits)
    return edition


def _check(edition: Edition, limits: Limits) -> None:
    """Raise LimitError where there is more text, or a longer passage, than the later steps are made for."""
    characters = sum(len(node.text) for node in edition.nodes)
    if characters > limits.characters:
        message = f"{edition.file} holds {characters} characters; the limit is {limits.characters}."
        raise LimitError("too-much-text", message, f"{RAISE_LIMITS} characters={2 * characters}.")
    for node in edition.nodes:
        if len(node.text) > limits.node:
            message = (
                f"{edition.file} has a passage of {len(node.text)} characters on page {node.page}; "
                f"the limit is {limits.node}."
            )
            raise LimitError("passage-too-long", message, f"{RAISE_LIMITS} node={2 * len(node.text)}.")


if __name__ == "__main__":
    serve(Request, read_within_limits)
