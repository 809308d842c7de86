"""How the process meets its surroundings: signals, the console's encoding, and a standard output that may be gone."""

import io
import os
import signal
import sys
from typing import NoReturn

from kcsie_diff.errors import OutputError


def prepare_system() -> None:
    """Take a request to end (SIGTERM, a closed terminal) as Ctrl-C, and let no console choke on a character."""
    for name in ("SIGTERM", "SIGHUP", "SIGBREAK"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _interrupt)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8" if sys.platform == "win32" else None, errors="replace")


def _interrupt(*_: object) -> NoReturn:
    raise KeyboardInterrupt


def finish_output() -> None:
    """What is still in memory must be on its way before the command can be called done."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _stdout_failed(error) from error


def _stdout_failed(error: OSError) -> OutputError:
    message = f"Standard output could not be written: {error.strerror or type(error).__name__}."
    return OutputError("cannot-write", message, "Name a file with -o, or make room.")


def drop_output() -> None:
    """Leave the interpreter nothing to complain about when it flushes standard output at its end."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
