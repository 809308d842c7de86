"""The cache of read editions: the bytes and the name of a file to the edition that was read from it before.

An entry is a file named after the SHA-256 of the document, of its name and of the reader's own source, so that another
reader reads again. It holds `edition_to_bytes`, whose hash and shape are checked: a damaged or foreign entry counts as
none. Folder and entries are private to their owner. The entries used longest ago are deleted when all of them together
are too large. Where the folder cannot be made, read or written, nothing is kept and nothing fails.
"""

import hashlib
import os
import stat
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from kcsie_diff.encoding import edition_from_bytes, edition_to_bytes
from kcsie_diff.errors import KcsieDiffError
from kcsie_diff.model.edition import Edition

MOST_BYTES = 300_000_000
"""Of all entries together; guidance of 185 pages takes about 1.5 MB."""

_SUFFIX = ".edition"
_SOURCES = ("reading", "language", "model")
_LIBRARIES = {"pypdf": "pypdf", "pypdfium2": "pypdfium2", "spellchecker": "pyspellchecker"}  # by package


def folder() -> Path:
    """Return where editions are kept: `kcsie-diff` in $XDG_CACHE_HOME, or the place that is usual on the system."""
    from platformdirs import user_cache_path  # noqa: PLC0415 - not loaded where nothing is kept

    return user_cache_path("kcsie-diff", appauthor=False)


def find(path: Path, most_bytes: int) -> Edition | None:
    """Return the edition that was read from this very file before, if it is kept. `most_bytes` limits the file."""
    try:
        if not _is_private(folder()) or path.stat().st_size > most_bytes:
            return None
        entry = _entry(hashlib.sha256(path.read_bytes()).hexdigest(), path.name)
        edition = edition_from_bytes(entry.read_bytes())
        os.utime(entry)  # entries used long ago are deleted first
    except (OSError, KcsieDiffError):
        return None
    return edition


def keep(edition: Edition) -> None:
    """Keep an edition for the next time. Its entry appears whole, whatever other processes write at the same time."""
    place = folder()
    try:
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not _is_private(place):
            return
        entry = _entry(edition.sha256, edition.file)
        part = entry.with_suffix(f".{os.getpid()}.part")
        try:
            with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(edition_to_bytes(edition))
            part.replace(entry)
        finally:
            part.unlink(missing_ok=True)
        _trim(place)
    except OSError:
        return


def clear() -> int:
    """Delete everything that is kept, and return how many editions that were."""
    entries = _entries(folder())
    for entry in entries:
        entry.unlink(missing_ok=True)
    return sum(entry.suffix == _SUFFIX for entry in entries)


def size() -> tuple[int, int]:
    """Return how many editions are kept, and how many bytes they take."""
    sizes = [_used(entry)[1] for entry in _entries(folder()) if entry.suffix == _SUFFIX]
    return len(sizes), sum(sizes)


def _trim(place: Path) -> None:
    """Delete the entries used longest ago until the others are small enough."""
    left = MOST_BYTES
    for entry in sorted(_entries(place), key=_used, reverse=True):
        left -= _used(entry)[1]
        if left < 0:
            entry.unlink(missing_ok=True)


def _entry(sha256: str, name: str) -> Path:
    key = hashlib.sha256(f"{sha256}\0{name}\0{_reader()}".encode("utf-8", "surrogateescape"))
    return folder() / f"{key.hexdigest()}{_SUFFIX}"


@cache
def _reader() -> str:
    """The hash of all that decides what is read from a file: our source, and the versions of the libraries."""
    root = Path(__file__).parents[1]
    state = hashlib.sha256(" ".join(version for package in _LIBRARIES for version in _versions(package)).encode())
    for source in sorted(file for name in _SOURCES for file in (root / name).rglob("*.py")):
        state.update(source.read_bytes())
    return state.hexdigest()


def _versions(package: str) -> list[str]:
    """The version of an installed package, as the folder beside it that tells of it is called: "pypdf-7.1.0.dist-info".

    `importlib.metadata` finds the same, but takes longer to load than a kept edition takes to read.
    """
    found = find_spec(package)
    beside = Path(found.origin).parents[1] if found and found.origin else Path()
    return sorted(folder.name for folder in beside.glob(f"{_LIBRARIES[package]}-*.*-info"))


def _is_private(place: Path) -> bool:
    """Whether nobody else can write into a folder; on systems without such permissions the profile is private."""
    if not hasattr(os, "getuid"):
        return place.is_dir()
    found = place.lstat()
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o022


def _entries(place: Path) -> list[Path]:
    try:
        return [file for file in place.iterdir() if file.suffix in (_SUFFIX, ".part")]
    except OSError:
        return []


def _used(entry: Path) -> tuple[float, int]:
    """When an entry was used last, and how many bytes it takes."""
    try:
        found = entry.stat()
    except OSError:  # another process deleted it
        return 0.0, 0
    return found.st_mtime, found.st_size
