"""Each file is read in a process of its own: both at once, under limits, and a crash of native code is an error.

The parent writes one JSON line to the worker's standard input (path and limits) and reads JSON lines from its standard
output: `{"done": 12, "of": 185}` while pages are read, then one line with the edition or the error. Nothing is pickled:
`msgspec` checks the shape of whatever comes back. Workers start afresh by `sys.executable -m`, on every system alike.
"""

import contextlib
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO

import msgspec

from kcsie_diff.edition import Edition
from kcsie_diff.errors import KcsieDiffError, LimitError, OutputError, ReadingError, UsageError
from kcsie_diff.options import Limits, Options

Progress = Callable[[int, int, int], None]
"""Called with the index of the file, the pages read and the pages in all."""

_ANSWER_BYTES_PER_CHARACTER = 40  # a node of few letters carries boxes, links and keys
_ERRORS: dict[str, type[KcsieDiffError]] = {
    kind.__name__: kind for kind in (UsageError, ReadingError, LimitError, OutputError)
}


class _Request(msgspec.Struct, frozen=True):
    path: str
    limits: Limits
    password: str | None = None


class _Failure(msgspec.Struct, frozen=True):
    kind: str
    code: str
    message: str
    hint: str


class _Answer(msgspec.Struct, frozen=True):
    """One line of the worker's output."""

    done: int | None = None
    of: int | None = None
    edition: Edition | None = None
    failure: _Failure | None = None


# ---- the parent's side ----------------------------------------------------------------------------------------------


def read_editions(
    paths: Sequence[Path],
    options: Options,
    *,
    passwords: Sequence[str | None] = (),
    progress: Progress | None = None,
) -> tuple[Edition, ...]:
    """Read several files at once, each in a worker process, and return their editions in the same order.

    Raises what `read_edition` raises, and `LimitError` `too-slow`, `too-much-memory` or `answer-too-large`, and
    `ReadingError` `reader-crashed`. No process is left behind, whatever happens.
    """
    told = progress or (lambda index, done, of: None)
    secrets = [*passwords, *[None] * (len(paths) - len(passwords))]
    deadline = time.monotonic() + options.limits.seconds
    with _Workers() as workers, ThreadPoolExecutor(max_workers=max(1, len(paths))) as threads:
        jobs = [
            threads.submit(
                _read_one, workers, _Request(str(path), options.limits, secret), deadline, _bound(told, index)
            )
            for index, (path, secret) in enumerate(zip(paths, secrets, strict=True))
        ]
        try:
            return tuple(job.result() for job in jobs)
        finally:
            workers.stop()


def _bound(told: Progress, index: int) -> Callable[[int, int], None]:
    return lambda done, of: told(index, done, of)


class _Workers:
    """The processes that are running, so that all can be ended at once."""

    def __init__(self) -> None:
        self._running: set[subprocess.Popen[bytes]] = set()
        self._stopped = False
        self._lock = threading.Lock()

    def __enter__(self) -> "_Workers":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @contextlib.contextmanager
    def start(self) -> Iterator[subprocess.Popen[bytes]]:
        """A fresh worker, ended when the block is left."""
        command = [sys.executable, "-m", "kcsie_diff.reading.worker"]
        with self._lock:
            if self._stopped:
                raise ReadingError("interrupted", "Reading was stopped.", "Run the command again.")
            process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
            self._running.add(process)
        try:
            with process:
                yield process
                process.kill()
        except BaseException:
            process.kill()
            raise
        finally:
            with self._lock:
                self._running.discard(process)

    def stop(self) -> None:
        """End every worker that still runs, and start no more."""
        with self._lock:
            self._stopped = True
            for process in self._running:
                process.kill()


def _read_one(workers: _Workers, request: _Request, deadline: float, told: Callable[[int, int], None]) -> Edition:
    with workers.start() as process:
        timer = threading.Timer(max(0.0, deadline - time.monotonic()), process.kill)
        timer.start()
        try:
            assert process.stdin is not None and process.stdout is not None
            with contextlib.suppress(BrokenPipeError):
                process.stdin.write(msgspec.json.encode(request) + b"\n")
                process.stdin.close()
            answer = _last_answer(process.stdout, request, told)
        finally:
            timer.cancel()
        if answer is None:
            raise _silence(request, process.wait(), deadline)
    if answer.failure is not None:
        failure = answer.failure
        raise _ERRORS.get(failure.kind, ReadingError)(failure.code, failure.message, failure.hint)
    assert answer.edition is not None
    return answer.edition


def _last_answer(stream: IO[bytes], request: _Request, told: Callable[[int, int], None]) -> _Answer | None:
    """Read the worker's lines until one holds an edition or a failure; None if it ended without."""
    most = max(10_000_000, request.limits.characters * _ANSWER_BYTES_PER_CHARACTER)
    decoder = msgspec.json.Decoder(_Answer)
    while line := stream.readline(most + 1):
        if len(line) > most:
            raise LimitError("answer-too-large", f"{request.path} holds more than can be taken in.", _RAISE_LIMITS)
        if not line.endswith(b"\n"):
            return None
        try:
            answer = decoder.decode(line)
        except msgspec.MsgspecError:
            return None
        if answer.edition is not None or answer.failure is not None:
            return answer
        told(answer.done or 0, answer.of or 0)
    return None


_RAISE_LIMITS = "If the file is to be trusted, raise the limit with --limit."


def _silence(request: _Request, status: int, deadline: float) -> KcsieDiffError:
    """Why a worker ended without an answer."""
    name = Path(request.path).name
    if time.monotonic() >= deadline:
        seconds = request.limits.seconds
        return LimitError("too-slow", f"{name} could not be read within {seconds:g} seconds.", _RAISE_LIMITS)
    return ReadingError(
        "reader-crashed",
        f"The program that reads PDF pages broke off at {name} (status {status}).",
        "Open the file in a PDF viewer and print it to a new PDF, then compare that.",
    )


# ---- the worker's side ----------------------------------------------------------------------------------------------


def main() -> None:
    """Read the file that standard input names, within its limits, and write the answer to standard output."""
    request = msgspec.json.decode(sys.stdin.buffer.readline(), type=_Request)
    _limit_memory(request.limits.memory)
    output = sys.stdout.buffer
    answer = _answer(request, lambda done, of: _say(output, _Answer(done=done, of=of)))
    _say(output, answer)


def _say(output: IO[bytes], answer: _Answer) -> None:
    output.write(msgspec.json.encode(answer) + b"\n")
    output.flush()


def _answer(request: _Request, told: Callable[[int, int], None]) -> _Answer:
    from kcsie_diff.reading import read_edition  # noqa: PLC0415 - after the memory limit is set

    try:
        edition = read_edition(Path(request.path), Options(limits=request.limits), progress=told)
        return _Answer(edition=edition)
    except KcsieDiffError as error:
        return _Answer(failure=_Failure(type(error).__name__, error.code, error.message, error.hint))
    except MemoryError:
        message = f"{Path(request.path).name} needs more than {request.limits.memory // 1_000_000} MB of memory."
        return _Answer(failure=_Failure("LimitError", "too-much-memory", message, _RAISE_LIMITS))


def _limit_memory(most: int) -> None:
    """Bound the address space where the system can (Linux); macOS and Windows cannot, docs/messages.md says so."""
    if sys.platform != "linux":
        return
    import resource  # noqa: PLC0415 - POSIX only

    resource.setrlimit(resource.RLIMIT_AS, (most, resource.getrlimit(resource.RLIMIT_AS)[1]))


if __name__ == "__main__":
    main()
