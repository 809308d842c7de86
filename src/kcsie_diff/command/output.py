"""Report files: where each goes, and writing them whole or not at all."""

import contextlib
import os
import secrets
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from kcsie_diff.errors import OutputError, UsageError
from kcsie_diff.reports.formats import FORMATS

STDOUT = "-"


def write_whole(target: Path, content: bytes) -> None:
    """Write one file so that nobody ever reads half of it; see `write_all`."""
    write_all({target: content})


def write_all(files: Mapping[Path, bytes]) -> None:
    """Write each file under a temporary name beside its target, and when all are on the disk rename each to its target.

    If the disk is full at the last file, the reports of an earlier run therefore stay as they were. A target that is
    not a regular file (a pipe, `/dev/null`) is written to, never replaced. Raises OutputError `cannot-write`.
    """
    with contextlib.ExitStack() as stack:
        staged = [(stack.enter_context(_staged(target, content)), target) for target, content in files.items()]
        for part, target in staged:
            with _output_errors(target):
                if part is not None:
                    part.replace(target)
                else:
                    target.write_bytes(files[target])


@contextlib.contextmanager
def _staged(target: Path, content: bytes) -> Iterator[Path | None]:
    """A temporary file beside the target that holds the content until the block is left; None if it is a device."""
    if target.exists() and not target.is_file() and not target.is_dir():
        yield None
        return
    part = target.parent / f".kcsie-diff-{secrets.token_hex(6)}.part"
    try:
        with _output_errors(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            with part.open("xb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
        yield part
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


@contextlib.contextmanager
def _output_errors(target: Path) -> Iterator[None]:
    """Turn the errors of the system into OutputErrors about the target."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise OutputError(
            "cannot-write", f"{target} could not be written: {reason}.", "Choose another place with -o."
        ) from error
    except ValueError as error:  # a NUL in the name
        raise OutputError(
            "cannot-write", f"{target} is not a valid file name.", "Choose another place with -o."
        ) from error


def check_target(formats: tuple[str, ...], target: str | None) -> None:
    """Check, before any work, for several formats to one place, or a binary format to a terminal.

    Raises UsageError `one-format-for-stdout`, `not-for-a-terminal` or `not-a-folder`.
    """
    if target == STDOUT and len(formats) > 1:
        raise UsageError(
            "one-format-for-stdout", "Only one format can go to standard output.", "Name a folder with -o."
        )
    binary = any(name in FORMATS and FORMATS[name].binary for name in formats)
    if target == STDOUT and binary and sys.stdout is not None and sys.stdout.isatty():
        raise UsageError(
            "not-for-a-terminal", "This format cannot be shown in a terminal.", "Name a file with -o, or use a pipe."
        )
    if target is not None and target != STDOUT and len(formats) > 1:
        _check_folder(Path(target))


def _check_folder(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise UsageError(
            "not-a-folder", f"{folder} is a file, but several formats need a folder.", "Name a folder with -o."
        )


def choose_targets(files: dict[str, tuple[str, ...]], target: str | None, stem: str) -> dict[str, Path]:
    """Return where each file of each format goes: one format to the named file, several to a folder.

    `files` gives for each format the names of its files, the main one first ("report.html"; "report.csv",
    "report.duties.csv"). Without a target, one format is named after the new edition (`stem`) in the current folder and
    several go to a folder of that name. Raises UsageError `not-a-folder`.
    """
    names = [name for group in files.values() for name in group]
    place = Path(target) if target is not None else None
    single = len(files) == 1
    if single and (place is None or not place.is_dir()):
        main = place if place is not None else Path(f"{stem}-changes{Path(names[0]).suffix}")
        return {name: _beside(main, names[0], name) for name in names}
    folder = place if place is not None else Path(f"{stem}-changes")
    _check_folder(folder)
    return {name: folder / name for name in names}


def _beside(main: Path, main_name: str, name: str) -> Path:
    """A further file of a format, named after the main one: changes.csv has changes.duties.csv beside it."""
    if name == main_name:
        return main
    middle = name.removeprefix("report.").rsplit(".", 1)[0]
    return main.with_name(f"{main.stem}.{middle}{Path(name).suffix}")
