"""The console: its encoding, a standard output that may be gone or full, passwords of encrypted files, and progress.

A password comes from a file, the environment or the terminal, never from an argument: everybody who can list the
processes of the machine would see an argument, and the shell would keep it in its history.
"""

import contextlib
import errno
import getpass
import io
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from kcsie_diff.errors import OutputError, ReadingError, UsageError
from kcsie_diff.safe_text import one_line

if TYPE_CHECKING:
    from kcsie_diff.pipeline import Passwords
    from kcsie_diff.progress import Progress

T = TypeVar("T")


def prepare_console() -> None:
    """Print any character in any encoding."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8" if sys.platform == "win32" else None, errors="replace")


def write_stdout(content: bytes) -> None:
    """Write bytes to standard output as they are.

    Raises BrokenPipeError if nobody reads any more, else OutputError `cannot-write`.
    """
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except (OSError, AttributeError) as error:  # AttributeError: the program was started without a standard output
        if sys.platform == "win32" and getattr(error, "errno", None) == errno.EINVAL:
            raise BrokenPipeError from error  # how Windows reports it
        raise _not_written(getattr(error, "strerror", None) or "it is closed", "Name a file with -o.") from error


def flush_stdout() -> None:
    """Write out what is still buffered: only then is a command done. Raises what `write_stdout` raises."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _not_written(error.strerror or type(error).__name__, "Name a file with -o, or make room.") from error


def flush_quietly() -> None:
    """Write out what is still buffered, where somebody reads it: the last step before the process ends."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            if stream is not None:
                stream.flush()


def _not_written(reason: str, hint: str) -> OutputError:
    return OutputError("cannot-write", f"Standard output could not be written: {reason}.", hint)


# ---- passwords ----

VARIABLE = "KCSIE_DIFF_PASSWORD"
ATTEMPTS = 5
"""How many times a password is asked for before the command gives up."""


def known_passwords(file: Path | None, environment: Mapping[str, str]) -> "Passwords":
    """Return the passwords that were given in advance.

    The first line of the file is for the old edition and the second for the new one; a single line is for both. Without
    a file they are $KCSIE_DIFF_PASSWORD_OLD and _NEW, or $KCSIE_DIFF_PASSWORD for both. Raises UsageError
    `no-password-file`.
    """
    if file is None:
        both = environment.get(VARIABLE)
        return environment.get(f"{VARIABLE}_OLD", both), environment.get(f"{VARIABLE}_NEW", both)
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, ValueError):
        raise UsageError(
            "no-password-file", f"No password can be read from {file}.", "Give a text file with one or two lines."
        ) from None
    if not lines:
        raise UsageError("no-password-file", f"{file} is empty.", "Write the password on its first line.")
    return lines[0], lines[min(1, len(lines) - 1)]


def ask_as_needed(work: "Callable[[Passwords], T]", files: Sequence[Path], known: "Passwords") -> T:
    """Do a piece of work on files, asking on the terminal for the password of each file that needs one.

    What is typed is neither shown nor kept. Raises what the work raises; ReadingError `encrypted` if there is no
    terminal to ask on, or the password was wrong too often.
    """
    for _ in range(ATTEMPTS):
        try:
            return work(known)
        except ReadingError as error:
            if error.code != "encrypted" or error.file is None or sys.stdin is None or not sys.stdin.isatty():
                raise
            answer = getpass.getpass(f"Password of {one_line(Path(error.file).name)}: ")
            old, new = (answer if str(file) == error.file else held for file, held in zip_longest(files[:2], known))
            known = old, new
    return work(known)


# ---- progress ----


@contextlib.contextmanager
def progress_shown(*, quiet: bool, summary: bool = False) -> "Iterator[Progress]":
    """Progress bars on standard error, if that is a terminal; else what prints a `summary` is loaded meanwhile."""
    if quiet or sys.stderr is None or not sys.stderr.isatty():
        from kcsie_diff.progress import ignore  # noqa: PLC0415

        yield _load_terminal if summary and not quiet else ignore
    else:
        from kcsie_diff.command.terminal import show_progress  # noqa: PLC0415

        with show_progress() as progress:
            yield progress


def _load_terminal(_step: str, _done: int, _total: int) -> None:
    """Load what prints the summary: at the first step, while a worker takes it."""
    from kcsie_diff.command import terminal  # noqa: F401, PLC0415
