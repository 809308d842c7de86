"""Report files: where each goes, and writing a set of them whole or not at all, never over an input."""

import contextlib
import errno
import os
import shutil
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from kcsie_diff.errors import OutputError, UsageError
from kcsie_diff.reports.formats import FORMATS

STDOUT = "-"
_NAME_A_FOLDER = "Name a folder with -o."


# ---- where files go -------------------------------------------------------------------------------------------------


def check_target(formats: tuple[str, ...], target: str | None) -> None:
    """Check, before any work, for several formats to one place, or a binary format to a terminal.

    Raises UsageError `one-format-for-stdout`, `not-for-a-terminal` or `not-a-folder`.
    """
    several = len(formats) > 1
    if target == STDOUT and several:
        raise UsageError("one-format-for-stdout", "Only one format can go to standard output.", _NAME_A_FOLDER)
    binary = any(name in FORMATS and FORMATS[name].binary for name in formats)
    if target == STDOUT and binary and sys.stdout is not None and sys.stdout.isatty():
        raise UsageError(
            "not-for-a-terminal", "This format cannot be shown in a terminal.", "Name a file with -o, or use a pipe."
        )
    if target not in (None, STDOUT) and several:
        _check_folder(Path(target))
        suffixes = {Path(name).suffix for each in FORMATS.values() for name in each.names}
        if Path(target).suffix in suffixes and not Path(target).exists():
            message = f"{target} is the name of a file, but several formats need a folder."
            raise UsageError("not-a-folder", message, _NAME_A_FOLDER)


def _check_folder(folder: Path) -> None:
    with _output_errors(folder):
        taken = folder.exists() and not folder.is_dir()
    if taken:
        raise UsageError("not-a-folder", f"{folder} is a file, but several formats need a folder.", _NAME_A_FOLDER)


def choose_targets(formats: Iterable[str], target: str | None, stem: str, reader: str | None = None) -> dict[str, Path]:
    """Return the place of each file by its name ("report.html"): one format to the named file, several to a folder.

    A target that ends with a slash is a folder, whether it exists or not. Without a target, one format is named after
    the new edition (`stem`) in the current folder and several go to a folder of that name. In a folder the handout for
    a reader is named after that reader, beside the report and the other handouts: "report.staff.docx".
    Raises UsageError `not-a-folder`; OutputError `cannot-write`.
    """
    groups = [FORMATS[name].names for name in formats]
    names = [name for group in groups for name in group]
    place = Path(target) if target is not None else None
    with _output_errors(place or Path()):
        into = place is not None and (place.is_dir() or str(target).endswith(("/", os.sep)))
    if len(groups) == 1 and not into:
        main = place if place is not None else Path(f"{stem}-changes{Path(names[0]).suffix}")
        # Its other files are named after the main one: changes.csv has changes.duties.csv beside it.
        middles = ((name, name.removeprefix("report.").rsplit(".", 1)[0]) for name in names[1:])
        beside = {name: main.with_name(f"{main.stem}.{middle}{Path(name).suffix}") for name, middle in middles}
        return {names[0]: main} | beside
    folder = place if place is not None else Path(f"{stem}-changes")
    _check_folder(folder)
    return {name: folder / (name.replace(".", f".{reader}.", 1) if reader else name) for name in names}


def check_inputs_are_kept(targets: Iterable[Path | int], inputs: Iterable[Path | None]) -> None:
    """Check that no target is one of the files that are read, by whatever name or link; an int is an open file.

    Raises UsageError `overwrites-input`.
    """
    read = {_identity(path) for path in inputs if path is not None} - {None}
    for target in targets:
        if _identity(target) in read:
            named = "Standard output" if isinstance(target, int) else target
            raise UsageError(
                "overwrites-input", f"{named} is one of the files that are read.", "Name another file with -o."
            )


def stdout_as_target() -> list[int]:
    """Standard output as a target, where it is a file or a pipe: `>> new.pdf` may have named an input."""
    try:
        return [sys.stdout.fileno()]
    except (AttributeError, OSError, ValueError):  # there is none, or it is closed or not a file
        return []


def _identity(place: Path | int) -> tuple[int, int] | None:
    """What tells one regular file from all others, whatever it is called; None where there is none."""
    try:
        found = os.stat(place)  # noqa: PTH116 - a path or an open file
    except (OSError, ValueError):
        return None
    return (found.st_dev, found.st_ino) if stat.S_ISREG(found.st_mode) else None


# ---- writing --------------------------------------------------------------------------------------------------------


def write_whole(target: Path, content: bytes, inputs: Iterable[Path | None] = ()) -> None:
    """Write one file so that nobody ever reads half of it; see `write_all`."""
    write_all({target: content}, inputs)


def write_all(files: Mapping[Path, bytes], inputs: Iterable[Path | None] = ()) -> None:
    """Write a set of files so that either all are replaced or none is.

    Each is written under a temporary name beside its target; when all are on the disk each is renamed to its target.
    If that fails or is interrupted, what stood there before is put back. A link is followed, the permissions of an
    earlier file are kept, and a target that is not a regular file (a pipe, `/dev/null`) is written to, never replaced.
    Raises OutputError `cannot-write`; UsageError `overwrites-input` if a target is one of `inputs`.
    """
    check_inputs_are_kept(files, inputs)
    with contextlib.ExitStack() as temporary, contextlib.ExitStack() as undo:
        staged = []
        for target, content in files.items():
            with _output_errors(target):
                staged.append((temporary.enter_context(_staged(_followed(target), content)), target))
        for part, target in staged:
            with _output_errors(target):
                if part is None:
                    target.write_bytes(files[target])
                    continue
                undo.enter_context(_put_back_on_failure(_followed(target)))
                part.replace(_followed(target))


def _followed(target: Path) -> Path:
    return Path(os.path.realpath(target)) if target.is_symlink() else target


@contextlib.contextmanager
def _staged(target: Path, content: bytes) -> Iterator[Path | None]:
    """A temporary file beside the target that holds the content until the block is left; None if it is a device."""
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, "there is a folder with that name")
    if target.exists() and not target.is_file():
        yield None
        return
    part = target.parent / f".kcsie-diff-{os.urandom(6).hex()}.part"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with part.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        if target.exists():
            shutil.copymode(target, part)
        yield part
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


@contextlib.contextmanager
def _put_back_on_failure(target: Path) -> Iterator[None]:
    """While the block runs, keep what stands at a target under a second name, and put it back if the block fails."""
    kept = target.with_name(f".kcsie-diff-{os.urandom(6).hex()}.old")
    existed = target.exists()
    try:
        if existed:
            try:
                kept.hardlink_to(target)
            except OSError:  # a disk without hard links (FAT, some network drives), or a file of somebody else
                shutil.copy2(target, kept)
        yield
    except BaseException:
        with contextlib.suppress(OSError):
            if existed:
                kept.replace(target)
            else:
                target.unlink(missing_ok=True)
        raise
    finally:
        with contextlib.suppress(OSError):
            kept.unlink(missing_ok=True)


@contextlib.contextmanager
def _output_errors(target: Path) -> Iterator[None]:
    """Turn the errors of the system into OutputErrors about the target."""
    try:
        yield
    except OSError as error:
        message = f"{target} could not be written: {error.strerror or type(error).__name__}."
        raise OutputError("cannot-write", message, "Choose another place with -o.") from error
    except ValueError as error:  # a NUL in the name
        message = f"{target} is not a valid file name."
        raise OutputError("cannot-write", message, "Choose another place with -o.") from error
