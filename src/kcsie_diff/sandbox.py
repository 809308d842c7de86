"""Run a part of the program in a process of its own, under limits, so that whatever happens there is an error here.

A worker is a module of this package, started by `sys.executable -P -m` on every system alike. It takes one request on
standard input and gives messages on standard output: how far it is, then its answer or its failure. A message is its
length in eight bytes, big-endian, and MessagePack; `msgspec` checks its shape against the type that is expected, and
nothing is pickled. A worker whose parent is gone sees its input end, and ends too.
"""

import contextlib
import errno
import gc
import os
import signal
import struct
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, TypeVar

import msgspec

from kcsie_diff.errors import KcsieDiffError, LimitError, OutputError, ReadingError, UsageError

T = TypeVar("T")
R = TypeVar("R")
Told = Callable[[str, int, int], None]
"""Called with the step, how much of it is done, and how much there is."""

RAISE_LIMITS = "If the files are to be trusted, raise the limit, for instance with --limit"
UNEXPECTED = "Run the command again with --debug first (kcsie-diff --debug compare …) and report what it prints."

DEBUG = "KCSIE_DIFF_DEBUG"
"""With this variable in the environment a worker's standard error is that of its parent."""

_LENGTH = struct.Struct(">Q")
_ERRORS: dict[str, type[KcsieDiffError]] = {
    kind.__name__: kind for kind in (KcsieDiffError, UsageError, ReadingError, LimitError, OutputError)
}


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one worker may cost: a deadline by `time.monotonic`, bytes of memory, bytes of its answer.

    `subject` is what messages call the work ("kcsie-2025.pdf"), `seconds` the time that they say was allowed;
    `crashed` is the error to raise where the worker ends without a word.
    """

    subject: str
    deadline: float
    seconds: float
    memory: int
    answer: int
    crashed: KcsieDiffError


@dataclass(frozen=True, slots=True)
class _Envelope:
    """A request as it travels: the work, and the bounds that the worker sets itself."""

    memory: int
    seconds: float
    subject: str
    request: msgspec.Raw


@dataclass(frozen=True, slots=True)
class _Failure:
    kind: str
    code: str
    message: str
    hint: str
    file: str | None = None
    trace: str = ""


class _Message(msgspec.Struct, frozen=True):
    """One message of a worker: exactly one of the three is there; an answer of no bytes is none."""

    step: tuple[str, int, int] | None = None
    answer: msgspec.Raw = msgspec.Raw()
    failure: _Failure | None = None


def cores() -> int:
    """How many processors this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


# ---- the parent's side ----------------------------------------------------------------------------------------------


class Workers:
    """The processes that are running, so that all can be ended at once; a context manager that leaves none behind."""

    def __init__(self) -> None:
        self._running: set[subprocess.Popen[bytes]] = set()
        self._stopped = False
        self._lock = threading.Lock()

    def __enter__(self) -> "Workers":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """End every worker that still runs, and start no more."""
        with self._lock:
            self._stopped = True
            for process in self._running:
                process.kill()

    def ask(self, module: str, request: object, answer: type[T], bounds: Bounds, told: Told | None = None) -> T:
        """Have a fresh worker do one piece of work and return its answer, of the type that is expected.

        Neither the process nor the thread that keeps its deadline is left behind, whatever comes of it.
        Raises the error that the worker reports; LimitError `too-slow` or `answer-too-large`; `bounds.crashed`.
        """
        left = max(0.01, bounds.deadline - time.monotonic())
        envelope = _Envelope(bounds.memory, left, bounds.subject, msgspec.Raw(_encode(request)))
        with self._start(module) as process:
            timer = threading.Timer(left, process.kill)
            timer.start()
            try:
                raw = _converse(process, _encode(envelope), bounds, told or (lambda step, done, of: None))
            finally:
                timer.cancel()
                timer.join()  # so that no thread is left behind when the answer, or the error, is there
        if raw is None:
            raise _too_slow(bounds) if time.monotonic() >= bounds.deadline else bounds.crashed
        try:
            return msgspec.msgpack.decode(raw, type=answer, dec_hook=_spelled)
        except (msgspec.MsgspecError, RecursionError) as error:
            raise bounds.crashed from error

    @contextlib.contextmanager
    def _start(self, module: str) -> Iterator[subprocess.Popen[bytes]]:
        """A fresh worker, ended when the block is left. `-P`: what lies in the current folder is not taken for ours."""
        with self._lock:
            if self._stopped:
                raise KcsieDiffError("stopped", "The work was stopped.", "Run the command again.")
            process = subprocess.Popen(
                [sys.executable, "-P", "-m", module],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=None if os.environ.get(DEBUG) else subprocess.DEVNULL,
            )
            self._running.add(process)
        try:
            yield process
        finally:
            process.kill()
            for pipe in (process.stdin, process.stdout):
                with contextlib.suppress(OSError):
                    pipe.close()  # type: ignore[union-attr]
            process.wait()
            with self._lock:
                self._running.discard(process)


def _converse(process: subprocess.Popen[bytes], request: bytes, bounds: Bounds, told: Told) -> msgspec.Raw | None:
    """Send the request and follow the worker's messages up to its answer; None where it ended without one.

    Its input stays open until then: the end of the input is how a worker learns that nobody waits for it any more.
    """
    assert process.stdin is not None and process.stdout is not None
    try:
        process.stdin.write(_LENGTH.pack(len(request)) + request)
        process.stdin.flush()
    except OSError:
        return None
    decoder = msgspec.msgpack.Decoder(_Message)
    while (message := _take(process.stdout, bounds)) is not None:
        try:
            said = decoder.decode(message)
        except (msgspec.MsgspecError, RecursionError):
            return None
        if said.failure is not None:
            raise _error(said.failure)
        if said.answer:
            return said.answer
        if said.step is not None:
            told(*said.step)
    return None


def _take(stream: IO[bytes], bounds: Bounds) -> bytes | None:
    """The next message, None at the end of the stream. Raises LimitError `answer-too-large`."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    if length > bounds.answer:
        raise LimitError("answer-too-large", f"{bounds.subject} holds more than can be taken in.", f"{RAISE_LIMITS}.")
    message = stream.read(length)
    return message if len(message) == length else None


def _error(failure: _Failure) -> KcsieDiffError:
    error = _ERRORS.get(failure.kind, KcsieDiffError)(failure.code, failure.message, failure.hint, file=failure.file)
    if failure.trace:
        error.add_note(failure.trace)
    return error


def _too_slow(bounds: Bounds) -> LimitError:
    message = f"{bounds.subject} could not be done within {bounds.seconds:g} seconds."
    return LimitError("too-slow", message, f"{RAISE_LIMITS} seconds=1800.", file=None)


# ---- the worker's side ----------------------------------------------------------------------------------------------


def serve(request: type[R], work: Callable[[R, Told], object]) -> None:
    """Do one piece of work for the parent of this process: take the request, do it within its bounds, answer.

    Every exception is told to the parent. Call it from `if __name__ == "__main__"` and nowhere else: standard output is
    taken, so that nothing that native code prints can spoil the messages.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides what ends
    output = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    stream = sys.stdin.buffer
    (length,) = _LENGTH.unpack(stream.read(_LENGTH.size))
    envelope = msgspec.msgpack.decode(stream.read(length), type=_Envelope)
    threading.Thread(target=_end_with, args=(stream,), daemon=True).start()
    _limit_process(envelope)
    gc.disable()  # a worker ends with its work: looking for cycles took a fifth of the time and freed next to nothing

    saying = threading.Lock()

    def say(content: bytes) -> None:
        with saying:  # both readers' steps are told, each by a thread of its own
            output.write(_LENGTH.pack(len(content)))
            output.write(content)
            output.flush()

    say(_outcome(envelope, request, work, lambda step, done, of: say(_encode({"step": (step, done, of)}))))
    os._exit(0)  # nothing is left to tidy, and freeing a large edition piece by piece takes time


def _outcome(envelope: _Envelope, request: type[R], work: Callable[[R, Told], object], told: Told) -> bytes:
    """The last message: the answer, or why there is none."""
    try:
        asked = msgspec.msgpack.decode(envelope.request, type=request, dec_hook=_spelled)
        return _encode({"answer": work(asked, told)})
    except KcsieDiffError as error:
        failure = _describe(error, error)
    except Exception as error:
        failure = _describe(_too_much_memory(envelope) if _is_short_of_memory(error) else _unexpected(error), error)
    return _encode({"failure": failure})


def _is_short_of_memory(error: Exception) -> bool:
    """Whether this is how the limit on memory shows: a library cannot be mapped, a thread cannot be started."""
    match error:
        case MemoryError() | ImportError():
            return True
        case OSError():
            return error.errno == errno.ENOMEM
        case _:
            return isinstance(error, RuntimeError) and "start new thread" in str(error)


def _describe(error: KcsieDiffError, cause: Exception) -> _Failure:
    trace = "".join(traceback.format_exception(cause))
    return _Failure(type(error).__name__, error.code, error.message, error.hint, error.file, trace)


def _too_much_memory(envelope: _Envelope) -> LimitError:
    message = f"{envelope.subject} needs more than {envelope.memory // 1_000_000} MB of memory."
    return LimitError("too-much-memory", message, f"{RAISE_LIMITS} memory={2 * envelope.memory}.")


def _unexpected(error: Exception) -> KcsieDiffError:
    message = f"The program met something it was not made for: {type(error).__name__}."
    return KcsieDiffError("unexpected", message, UNEXPECTED)


def _end_with(stream: IO[bytes]) -> None:
    """Wait for the end of the input, which comes when the parent is gone or wants no answer, and end the process."""
    with contextlib.suppress(OSError, ValueError):
        stream.read(1)
    os._exit(1)


def _limit_process(envelope: _Envelope) -> None:
    """Bound what the system can bound: on Linux address space and processor time, on macOS processor time alone.

    RLIMIT_AS is accepted by macOS and not enforced (setrlimit(2)); Windows has no such call. The deadline holds
    everywhere, because the parent keeps it. No core file is left, since it would hold the document.
    """
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - POSIX only

    wanted = {resource.RLIMIT_CORE: 0, resource.RLIMIT_CPU: int(envelope.seconds * cores()) + 5}
    if sys.platform == "linux":
        wanted[resource.RLIMIT_AS] = envelope.memory
    for limit, most in wanted.items():
        hard = resource.getrlimit(limit)[1]
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(limit, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


# ---- both sides -----------------------------------------------------------------------------------------------------


def _encode(value: object) -> bytes:
    """MessagePack. Half of a surrogate pair, which no encoding can spell, becomes a question mark."""
    try:
        return msgspec.msgpack.encode(value, enc_hook=_spell)
    except UnicodeEncodeError:
        return msgspec.msgpack.encode(_without_surrogates(msgspec.to_builtins(value, enc_hook=_spell)))


def _without_surrogates(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return {_without_surrogates(key): _without_surrogates(held) for key, held in value.items()}
    if isinstance(value, list | tuple):
        return [_without_surrogates(held) for held in value]
    return value


def _spell(value: object) -> bytes:
    """A path as the bytes that the system knows it by: not every name of a file is text."""
    if isinstance(value, Path):
        return os.fsencode(value)
    raise NotImplementedError(f"{type(value).__name__} does not travel")


def _spelled(kind: type, value: object) -> object:
    if issubclass(kind, Path) and isinstance(value, bytes):
        return Path(os.fsdecode(value))
    raise NotImplementedError(f"{kind.__name__} does not travel")
