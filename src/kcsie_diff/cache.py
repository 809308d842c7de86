"""The cache: a file to the edition that was read from it before, and two editions to their comparison.

An entry is a file named after the SHA-256 of what it was made from (the document and its name; for a comparison both
editions, and the files of rules and reviews) and of our own source, so that another version makes it again. Its hash
and shape are checked: a damaged or foreign entry counts as none. Folder and entries are private to their owner. The
entries used longest ago are deleted when all of them together are too large. Where the folder cannot be made, read or
written, nothing is kept and nothing fails.
"""

import hashlib
import os
import stat
from collections.abc import Callable, Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TypeVar

from kcsie_diff import __version__
from kcsie_diff.encoding import comparison_from_bytes, comparison_to_bytes, edition_from_bytes, edition_to_bytes
from kcsie_diff.errors import KcsieDiffError
from kcsie_diff.model.comparison import Comparison
from kcsie_diff.model.edition import Edition
from kcsie_diff.options import Limits, Options

T = TypeVar("T")

MOST_BYTES = 300_000_000
"""Of all entries together; guidance of 185 pages takes about 1.5 MB, a comparison of two such 0.4 MB."""

_EDITION, _COMPARISON = ".edition", ".comparison"
# What makes an entry: our own rooms, and the libraries that decide what they find, by package.
_READING = (("reading", "language", "model"), ("pypdf", "pypdfium2", "spellchecker"))
_COMPARING = (("aligning", "differing", "meaning"), ("rapidfuzz",))
_CALLED = {"spellchecker": "pyspellchecker"}  # packages that are installed under another name


def folder() -> Path:
    """Return where entries are kept: `kcsie-diff` in $XDG_CACHE_HOME, or the place that is usual on the system."""
    from platformdirs import user_cache_path  # noqa: PLC0415 - not loaded where nothing is kept

    return user_cache_path("kcsie-diff", appauthor=False)


def keeps(options: Options, passwords: Iterable[str | None] = ()) -> bool:
    """Whether the options ask for the cache, and allow it: nothing of a file with a password is ever kept."""
    return options.cache and options.limits == Limits() and not any(password is not None for password in passwords)


def find_edition(path: Path, most_bytes: int) -> Edition | None:
    """Return the edition that was read from this very file before, if it is kept. `most_bytes` limits the file."""
    try:
        if path.stat().st_size > most_bytes:
            return None
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None
    return _find(_entry_of_edition(sha256, path.name), edition_from_bytes)


def keep_edition(edition: Edition) -> None:
    """Keep an edition for the next time."""
    _keep(_entry_of_edition(edition.sha256, edition.file), edition_to_bytes(edition))


def compared_once(old: Edition, new: Edition, options: Options, compare: Callable[[], Comparison]) -> Comparison:
    """Return the comparison that was made of these editions with these rules and reviews before, if it is kept.

    Else make it with `compare`, and keep it for the next format of its reports. Raises what `compare` raises.
    """
    entry = _entry_of_pair(old, new, options)
    found = _find(entry, comparison_from_bytes) if entry else None
    if found is None:
        found = compare()
        if entry:
            _keep(entry, comparison_to_bytes(found))
    return found


def clear() -> tuple[int, int]:
    """Delete everything that is kept, and return how many editions and how many comparisons that were."""
    entries = _entries(folder())
    for entry in entries:
        entry.unlink(missing_ok=True)
    return _count(entries)


def size() -> tuple[int, int, int]:
    """Return how many editions and how many comparisons are kept, and how many bytes they take."""
    entries = _entries(folder())
    return (*_count(entries), sum(_used(entry)[1] for entry in entries))


def _count(entries: Iterable[Path]) -> tuple[int, int]:
    suffixes = [entry.suffix for entry in entries]
    return suffixes.count(_EDITION), suffixes.count(_COMPARISON)


def _find(entry: Path, from_bytes: Callable[[bytes], T]) -> T | None:
    try:
        if not _is_private(entry.parent):
            return None
        found = from_bytes(entry.read_bytes())
        os.utime(entry)  # entries used long ago are deleted first
    except (OSError, KcsieDiffError):
        return None
    return found


def _keep(entry: Path, content: bytes) -> None:
    """Write an entry, which appears whole, whatever other processes write at the same time."""
    place = entry.parent
    try:
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not _is_private(place):
            return
        part = entry.with_suffix(f".{os.getpid()}.part")
        try:
            with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(content)
            part.replace(entry)
        finally:
            part.unlink(missing_ok=True)
        _trim(place)
    except OSError:
        return


def _trim(place: Path) -> None:
    """Delete the entries used longest ago until the others are small enough."""
    left = MOST_BYTES
    for entry in sorted(_entries(place), key=_used, reverse=True):
        left -= _used(entry)[1]
        if left < 0:
            entry.unlink(missing_ok=True)


def _entry(suffix: str, made_by: tuple[tuple[str, ...], ...], *made_from: str) -> Path:
    key = hashlib.sha256("\0".join((*made_from, _program(made_by))).encode("utf-8", "surrogateescape"))
    return folder() / f"{key.hexdigest()}{suffix}"


def _entry_of_edition(sha256: str, name: str) -> Path:
    return _entry(_EDITION, _READING, sha256, name)


def _entry_of_pair(old: Edition, new: Edition, options: Options) -> Path | None:
    """The entry of a comparison; None where a file of rules or reviews cannot be read, which judging will say."""
    made_from = [_entry_of_edition(edition.sha256, edition.file).name for edition in (old, new)]
    for path in (options.rules, options.review):
        try:
            made_from += ["", ""] if path is None else [path.name, hashlib.sha256(path.read_bytes()).hexdigest()]
        except OSError:
            return None
    return _entry(_COMPARISON, _COMPARING, *made_from)


@cache
def _program(made_by: tuple[tuple[str, ...], ...]) -> str:
    """The hash of all that decides what is found: the files of our own rooms, and the versions of the libraries."""
    root, (rooms, packages) = Path(__file__).parent, made_by
    versions = (__version__, *(version for package in packages for version in _versions(package)))
    state = hashlib.sha256(" ".join(versions).encode())
    for source in sorted(file for room in rooms for file in (root / room).rglob("*")):
        if source.suffix in (".py", ".toml"):  # rules of words are kept in the latter
            state.update(source.read_bytes())
    return state.hexdigest()


def _versions(package: str) -> list[str]:
    """The version of an installed package, as the folder beside it that tells of it is called: "pypdf-7.1.0.dist-info".

    `importlib.metadata` finds the same, but takes longer to load than a kept edition takes to read.
    """
    found = find_spec(package)
    beside = Path(found.origin).parents[1] if found and found.origin else Path()
    return sorted(folder.name for folder in beside.glob(f"{_CALLED.get(package, package)}-*.*-info"))


def _is_private(place: Path) -> bool:
    """Whether nobody else can write into a folder; on systems without such permissions the profile is private."""
    if not hasattr(os, "getuid"):
        return place.is_dir()
    found = place.lstat()
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o022


def _entries(place: Path) -> list[Path]:
    try:
        return [file for file in place.iterdir() if file.suffix in (_EDITION, _COMPARISON, ".part")]
    except OSError:
        return []


def _used(entry: Path) -> tuple[float, int]:
    """When an entry was used last, and how many bytes it takes."""
    try:
        found = entry.stat()
    except OSError:  # another process deleted it
        return 0.0, 0
    return found.st_mtime, found.st_size
