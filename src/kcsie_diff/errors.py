"""Errors, each with a code, a sentence and a cure.

Each code has a heading of the same name in docs/messages.md. Types are public; the wording of messages may change.
"""

import errno
import os


class KcsieDiffError(Exception):
    """The base class of every error that this package raises on purpose.

    `code` is a stable slug ("not-a-pdf"), `message` one sentence that names the file, and `hint` what to do about it.
    `file` is the path of the file that caused it, if there is one, as the caller gave it.
    """

    def __init__(self, code: str, message: str, hint: str, *, file: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint
        self.file = file


class UsageError(KcsieDiffError):
    """The caller asked for something that is not possible: exit code 2."""


class ReadingError(KcsieDiffError):
    """A file could not be read as an edition: exit code 3."""


class LimitError(KcsieDiffError):
    """A limit on size, time, memory or depth was reached: exit code 3."""


class OutputError(KcsieDiffError):
    """A report could not be written, and any earlier report is unchanged: exit code 3."""


def unexpected(error: Exception) -> KcsieDiffError:
    """Return the error for an exception that no other place expects: what the system refuses, or a fault of ours."""
    number = getattr(error, "errno", None)
    if number in (errno.EMFILE, errno.ENFILE) or (isinstance(error, ImportError) and not _can_open_files()):
        return KcsieDiffError(
            "too-few-open-files",
            "The system lets this program open too few files at once.",
            "Raise the limit of the shell, for instance: ulimit -n 256",
        )
    lacks_memory = "failed to map" in str(error) or "can't start new thread" in str(error)
    if isinstance(error, MemoryError | ImportError) or number == errno.ENOMEM or lacks_memory:
        return KcsieDiffError(
            "too-little-memory",
            "The system gives this program too little memory.",
            "Close other programs, or lift the limit of the shell: ulimit -v unlimited",
        )
    if number in (errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", None)):
        message = f"Standard output could not be written: {os.strerror(number or 0)}."
        return OutputError("cannot-write", message, "Make room, or name a file on another disk.")
    if isinstance(error, OSError):
        where = f" ({error.filename})" if isinstance(error.filename, str) else ""
        message = f"The system refused what the program asked for: {error.strerror or error}{where}."
        return KcsieDiffError("system-refused", message, "Check permissions, names and the disk, and try again.")
    return KcsieDiffError(
        "unexpected",
        f"The program has a fault: unexpected {type(error).__name__}.",
        "Run the command again with --debug first (kcsie-diff --debug compare …) and report what it prints.",
    )


def _can_open_files() -> bool:
    """Whether one more file can be opened; where it cannot, Python says that a module is missing."""
    try:
        os.close(os.open(os.devnull, os.O_RDONLY))
    except OSError:
        return False
    return True
