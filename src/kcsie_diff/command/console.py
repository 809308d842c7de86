"""The console: signals that ask the program to end, its encoding, and a standard output that may be gone or full."""

import errno
import io
import os
import signal
import sys
from typing import NoReturn

from kcsie_diff.errors import OutputError


def prepare_console() -> None:
    """Treat a request to end (SIGTERM, a closed terminal) as Ctrl-C, and print any character in any encoding."""
    for name in ("SIGTERM", "SIGHUP", "SIGBREAK"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _interrupt)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8" if sys.platform == "win32" else None, errors="replace")


def _interrupt(*_: object) -> NoReturn:
    raise KeyboardInterrupt


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


def discard_stdout() -> None:
    """Discard what cannot be written, so that the interpreter does not complain about it when it ends."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _not_written(reason: str, hint: str) -> OutputError:
    return OutputError("cannot-write", f"Standard output could not be written: {reason}.", hint)
