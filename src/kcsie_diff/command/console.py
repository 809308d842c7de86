"""The console: its encoding, and a standard output that may be gone or full."""

import contextlib
import errno
import io
import sys

from kcsie_diff.errors import OutputError


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
