"""Files are written whole or not at all."""

import contextlib
import os
import sys
import tempfile
from pathlib import Path

from kcsie_diff.errors import OutputError, UsageError

STDOUT = "-"


def write_whole(target: Path, content: bytes) -> None:
    """Write a file beside its place and rename it into place, so that a reader never meets half of one.

    Raises OutputError `cannot-write`; what stood at the place before still stands then.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
    except OSError as error:
        raise _cannot(target, error) from error
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        part.chmod(0o666 & ~_umask())
        part.replace(target)
    except OSError as error:
        raise _cannot(target, error) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def write_stdout(content: bytes) -> None:
    """Write bytes to standard output as they are. Raises BrokenPipeError where nobody reads on."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def choose_targets(files: dict[str, tuple[str, ...]], target: str | None, stem: str) -> dict[str, Path]:
    """Where each file of each format goes, by DESIGN 8: one format to the named file, several to a folder.

    `files` gives for each format the names of its files, the main one first ("report.html"; "report.csv",
    "report.duties.csv"). Without a target one format is named after the new edition (`stem`) in the current folder,
    several go to a folder of that name. Raises UsageError `not-a-folder`.
    """
    names = [name for group in files.values() for name in group]
    place = Path(target) if target is not None else None
    single = len(files) == 1
    if single and (place is None or not place.is_dir()):
        main = place if place is not None else Path(f"{stem}-changes{Path(names[0]).suffix}")
        return {name: _beside(main, names[0], name) for name in names}
    folder = place if place is not None else Path(f"{stem}-changes")
    if folder.exists() and not folder.is_dir():
        raise UsageError("not-a-folder", f"{folder} is a file, and several formats need a folder.", "Name a folder.")
    return {name: folder / name for name in names}


def _beside(main: Path, main_name: str, name: str) -> Path:
    """A further file of a format, named after the main one: changes.csv has changes.duties.csv beside it."""
    if name == main_name:
        return main
    middle = name.removeprefix("report.").rsplit(".", 1)[0]
    return main.with_name(f"{main.stem}.{middle}{Path(name).suffix}")


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


def _cannot(target: Path, error: OSError) -> OutputError:
    reason = error.strerror or type(error).__name__
    return OutputError("cannot-write", f"{target} could not be written: {reason}.", "Choose another place with -o.")
