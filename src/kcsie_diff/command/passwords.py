"""Passwords of encrypted files: from a file, the environment or the terminal, never from an argument.

An argument would be seen by everybody who lists the processes of the machine, and kept in the shell's history.
"""

import getpass
import sys
from collections.abc import Callable, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import TypeVar

from kcsie_diff.errors import ReadingError, UsageError

T = TypeVar("T")

Passwords = tuple[str | None, str | None]
"""Of the old and of the new file; None where none is known."""

VARIABLE = "KCSIE_DIFF_PASSWORD"
ATTEMPTS = 5
"""How often a password is asked for before the command gives up."""


def known_passwords(file: Path | None, environment: Mapping[str, str]) -> Passwords:
    """The passwords that were given beforehand.

    The file's first line is the old edition's and its second the new one's, or one line for both; without a file it is
    $KCSIE_DIFF_PASSWORD_OLD and _NEW, or $KCSIE_DIFF_PASSWORD for both. Raises UsageError `no-password-file`.
    """
    if file is not None:
        return _from_file(file)
    both = environment.get(VARIABLE)
    return environment.get(f"{VARIABLE}_OLD", both), environment.get(f"{VARIABLE}_NEW", both)


def _from_file(file: Path) -> Passwords:
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, ValueError):
        raise UsageError(
            "no-password-file", f"No password can be read from {file}.", "Give a text file with one or two lines."
        ) from None
    match lines:
        case [both]:
            return both, both
        case [old, new, *_]:
            return old, new
        case _:
            raise UsageError("no-password-file", f"{file} is empty.", "Write the password on its first line.")


def ask_as_needed(work: Callable[[Passwords], T], files: Sequence[Path], known: Passwords) -> T:
    """Do a piece of work on files, asking on the terminal for the password of each that needs one.

    Nothing that is typed is shown or kept. Raises what the work raises; ReadingError `encrypted` where nobody sits at
    the terminal or the password was wrong too often.
    """
    for _ in range(ATTEMPTS):
        try:
            return work(known)
        except ReadingError as error:
            if error.code != "encrypted" or error.file is None or not _somebody_is_there():
                raise
            answer = getpass.getpass(f"Password of {_printable(Path(error.file).name)}: ")
            old, new = (answer if str(file) == error.file else held for file, held in zip_longest(files[:2], known))
            known = old, new
    return work(known)


def _somebody_is_there() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()


def _printable(name: str) -> str:
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in name)
