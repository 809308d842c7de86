"""Real editions for tests, each read once a run: the first process to ask reads the file, all others take its bytes."""

import hashlib
import os
import tempfile
from functools import cache
from pathlib import Path

from kcsie_diff.encoding import edition_from_bytes, edition_to_bytes
from kcsie_diff.errors import KcsieDiffError
from kcsie_diff.model.edition import Edition
from kcsie_diff.options import Options
from kcsie_diff.reading import read_edition

SOURCE = Path(__file__).parents[1] / "src" / "kcsie_diff"


@cache
def _folder() -> Path:
    """A folder of this state of the source: another reader is another folder."""
    state = hashlib.sha256()
    for file in sorted(SOURCE.rglob("*.py")):
        state.update(file.read_bytes())
    owner = os.getuid() if hasattr(os, "getuid") else "user"
    folder = Path(tempfile.gettempdir()) / f"kcsie-diff-tests-{owner}" / state.hexdigest()[:16]
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


@cache
def edition(path: Path) -> Edition:
    """The edition in a PDF file, read with the options that are usual."""
    kept = _folder() / hashlib.sha256(path.read_bytes()).hexdigest()
    try:
        return edition_from_bytes(kept.read_bytes())
    except (OSError, KcsieDiffError):
        made = read_edition(path, Options())
    part = kept.with_suffix(f".{os.getpid()}")
    part.write_bytes(edition_to_bytes(made))
    part.replace(kept)
    return made
