"""A function run in a worker process under limits on time, memory and size of answer; every failure is an error.

A worker is a module of this package that calls `serve`, started with `sys.executable -P -m` on every system. It reads
one request from standard input and writes messages to standard output: progress, then its answer or the error it
raised. A message is its length (eight bytes, big-endian) and MessagePack. `encoding` checks its shape against the type
that is expected: nothing is unpickled. A worker whose parent has gone sees its input end, and ends too.
"""

import contextlib
import errno
import gc
import os
import re
import signal
import struct
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import IO, TypeVar

from kcsie_diff.encoding import Raw, decode, encodable, encode
from kcsie_diff.errors import KcsieDiffError, LimitError, OutputError, ReadingError, UsageError, unexpected
from kcsie_diff.processes import Process, Thread, acting_after, end, start
from kcsie_diff.progress import Progress, ignore, too_slow
from kcsie_diff.records import Record

T = TypeVar("T")
R = TypeVar("R")

RAISE_LIMIT = "If you trust the files, raise the limit, for instance with --limit"

NEARLY = 0.95
"""A process that took this share of the memory that it may have was short of it, whatever a library says."""

_LENGTH = struct.Struct(">Q")
_ERRORS = {kind.__name__: kind for kind in (KcsieDiffError, UsageError, ReadingError, LimitError, OutputError)}


class Bounds(Record, frozen=True):
    """What one worker may use: time up to a deadline (`time.monotonic`), bytes of memory, and bytes for its answer.

    Messages call the work `subject` ("kcsie-2025.pdf") and say that `seconds` were allowed. `crashed` is the error to
    raise if the worker ends without an answer.
    """

    subject: str
    deadline: float
    seconds: float
    memory: int
    answer: int
    crashed: KcsieDiffError


class _Task(Record, frozen=True):
    """A request as it is sent, with the bounds that the worker sets itself."""

    subject: str
    seconds: float
    memory: int
    request: Raw


class _Raised(Record, frozen=True):
    """An error of a worker, with its traceback. The file is a path because not every file name is valid text."""

    kind: str
    code: str
    message: str
    hint: str
    file: Path | None
    trace: str


class _Message(Record, frozen=True):
    """One message from a worker: exactly one of the three is set; an empty answer means none."""

    step: tuple[str, int, int] | None = None
    answer: Raw = Raw()
    error: _Raised | None = None


# ---- the parent -----------------------------------------------------------------------------------------------------


class Workers:
    """The running worker processes, so that all can be stopped at once; a context manager that leaves none behind.

    `ahead` are processes that run the module that will be asked, and wait: they are asked before any is started.
    """

    def __init__(self, ahead: Iterable[Process] = ()) -> None:
        self._running: set[Process] = set()
        self._ahead = list(ahead)
        self._stopped = False
        self._lock = threading.Lock()

    def __enter__(self) -> "Workers":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Kill every running worker and start no more."""
        with self._lock:
            self._stopped = True
            for process in self._running:
                process.kill()
            while self._ahead:
                end(self._ahead.pop())

    def ask(self, module: str, request: object, answer: type[T], bounds: Bounds, progress: Progress = ignore) -> T:
        """Send a request to a new worker and return its answer, which must have the given type.

        Neither the process nor the thread that keeps its deadline outlives the call.
        Raises the error that the worker raised; LimitError `too-slow` or `answer-too-large`; KcsieDiffError
        `no-process` or `stopped`; `bounds.crashed`.
        """
        left = max(0.01, bounds.deadline - time.monotonic())
        task = _Task(encodable(bounds.subject), left, bounds.memory, Raw(encode(request)))
        with self._start(module) as process, acting_after(left, process.kill):
            raw = _converse(process, encode(task), bounds, progress)
        if raw is None:
            raise too_slow(bounds.subject, bounds.seconds) if time.monotonic() >= bounds.deadline else bounds.crashed
        try:
            return decode(raw, answer)
        except ValueError as error:
            raise bounds.crashed from error

    def at_once(self, work: Sequence[Callable[[], T]]) -> list[T]:
        """Do pieces of work that ask workers, each in a thread, and return their results in order.

        Raises the error of the first that failed, once all workers are stopped and all threads have ended; MemoryError
        for a thread that could not begin or go on.
        """
        results: dict[int, T] = {}
        errors: dict[int, BaseException] = {}

        def do(number: int) -> None:
            try:
                results[number] = work[number]()
            except BaseException as error:
                errors[number] = error

        threads: list[Thread] = []
        try:
            for number in range(len(work)):
                threads.append(Thread(partial(do, number)))
            for number, thread in enumerate(threads):
                thread.join()
                if number not in results:
                    raise errors.get(number, MemoryError())
        except BaseException:
            self.stop()
            for thread in threads:
                thread.join()
            raise
        return [results[number] for number in range(len(work))]

    @contextlib.contextmanager
    def _start(self, module: str) -> Iterator[Process]:
        """A worker, killed when the block is left."""
        with self._lock:
            if self._stopped:
                raise KcsieDiffError("stopped", "The work was stopped.", "Run the command again.")
            try:
                process = self._ahead.pop() if self._ahead else start(module)
            except OSError as error:
                if error.errno == errno.ENOMEM:
                    raise  # the limit on memory of the worker that this is
                if error.errno in (errno.EMFILE, errno.ENFILE):
                    raise unexpected(error) from error
                raise KcsieDiffError(
                    "no-process",
                    f"No worker process can be started here: {error.strerror or error}.",
                    "From Python, pass Options(processes=False) to do all the work in the process that calls.",
                ) from error
            self._running.add(process)
        try:
            yield process
        finally:
            end(process)
            with self._lock:
                self._running.discard(process)


def _converse(process: Process, task: bytes, bounds: Bounds, progress: Progress) -> Raw | None:
    """Send the task and follow the worker's messages up to its answer; None if it ends without one.

    Its input stays open until then: a worker ends when its input does.
    """
    assert process.stdin is not None and process.stdout is not None
    try:
        process.stdin.write(_LENGTH.pack(len(task)) + task)
        process.stdin.flush()
    except OSError:
        return None
    while len(head := process.stdout.read(_LENGTH.size)) == _LENGTH.size:
        (length,) = _LENGTH.unpack(head)
        if length > bounds.answer:
            raise LimitError("answer-too-large", f"{bounds.subject} holds more than is allowed.", f"{RAISE_LIMIT}.")
        try:
            message = decode(process.stdout.read(length), _Message)
        except ValueError:
            return None  # cut short or not ours
        if (raised := message.error) is not None:
            file = None if raised.file is None else str(raised.file)
            error = _ERRORS.get(raised.kind, KcsieDiffError)(raised.code, raised.message, raised.hint, file=file)
            error.add_note(raised.trace)
            raise error
        if message.answer:
            return message.answer
        if message.step is not None:
            progress(*message.step)
    return None


# ---- the worker -----------------------------------------------------------------------------------------------------


def serve(request: type[R], work: Callable[[R, Progress], object]) -> None:
    """Do one piece of work for the parent of this process: read the request, work within its bounds, answer.

    Every exception is sent to the parent. Call it from `if __name__ == "__main__"` and nowhere else: it takes over
    standard output, so that nothing that native code prints can corrupt the messages.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides what ends
    output = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    stream = open(0, "rb")  # noqa: SIM115 - not that of `sys`, which the parent of a forked process holds
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        os._exit(1)  # nothing was asked
    (length,) = _LENGTH.unpack(head)
    task = decode(stream.read(length), _Task)
    Thread(partial(_exit_at_end_of, stream))
    _limit_process(task.seconds, task.memory)
    gc.disable()  # a worker ends with its work: looking for cycles took a fifth of the time and freed next to nothing
    sending = threading.Lock()  # several threads report progress, one for each file that is read

    def send(message: dict[str, object]) -> None:
        content = encode(message)
        with sending:
            output.write(_LENGTH.pack(len(content)))
            output.write(content)
            output.flush()

    try:
        asked = decode(task.request, request)
        send({"answer": work(asked, lambda step, done, total: send({"step": (step, done, total)}))})
    except Exception as error:
        send({"error": _describe(error, task)})
    finally:
        os._exit(0)  # nothing is left to tidy, and freeing a large edition piece by piece takes time


def _describe(cause: Exception, task: _Task) -> _Raised:
    error = cause if isinstance(cause, KcsieDiffError) else unexpected(cause)
    if error is not cause and _is_short_of_memory(error.code, task.memory):
        allowed = _memory_allowed(task.memory)
        hint = f"{RAISE_LIMIT} memory={2 * allowed}."
        if allowed < task.memory:
            hint = "The system allows no more. Lift the limit of the shell: ulimit -v unlimited"
        message = f"{task.subject} needs more than {allowed // 1_000_000} MB of memory."
        error = LimitError("too-much-memory", message, hint)
    file = None if error.file is None else Path(error.file)
    trace = "".join(traceback.format_exception(cause))
    return _Raised(type(error).__name__, error.code, error.message, error.hint, file, trace)


def _exit_at_end_of(stream: IO[bytes]) -> None:
    """End this process when its input ends: the parent has gone, or no longer wants the answer."""
    with contextlib.suppress(OSError, ValueError):
        stream.read(1)
    os._exit(1)


# ---- the limits of the system ----


def cores() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def _limit_process(seconds: float, memory: int) -> None:
    """Set the limits that the system can enforce: address space on Linux, processor time on Linux and macOS.

    macOS accepts RLIMIT_AS and does not enforce it (setrlimit(2)); Windows has no such call. The deadline holds
    everywhere, because the parent keeps it. No core file is left, since it would hold the document.
    """
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - POSIX only

    processor_seconds = int(min(seconds, threading.TIMEOUT_MAX) * cores()) + 5
    wanted = {resource.RLIMIT_CORE: 0, resource.RLIMIT_CPU: processor_seconds}
    if sys.platform == "linux":
        wanted[resource.RLIMIT_AS] = memory
    for limit, most in wanted.items():
        hard = resource.getrlimit(limit)[1]
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(limit, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _memory_allowed(memory: int) -> int:
    """Return the bytes of address space that this process may have: `memory`, or less where the system allows less."""
    if sys.platform != "linux":
        return memory
    import resource  # noqa: PLC0415 - POSIX only

    soft = resource.getrlimit(resource.RLIMIT_AS)[0]
    return memory if soft == resource.RLIM_INFINITY else min(memory, soft)


def _is_short_of_memory(code: str, memory: int) -> bool:
    """Return whether the limit on memory is the cause of an error whose code is `code`.

    Not every library says so: a parser may find its input malformed.
    """
    if code == "too-little-memory":
        return True
    try:
        status = Path("/proc/self/status").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    peak = re.search(r"VmPeak:\s+(\d+) kB", status)
    return code == "unexpected" and peak is not None and int(peak[1]) * 1024 > NEARLY * _memory_allowed(memory)
