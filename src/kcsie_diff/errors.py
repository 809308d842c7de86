"""Errors, each with a code, a sentence and a cure.

Each code has a heading of the same name in docs/messages.md. Types are public; the wording of messages may change.
"""


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
    """Return the error for an exception that was not expected, which is a fault of the program."""
    return KcsieDiffError(
        "unexpected",
        f"The program has a fault: unexpected {type(error).__name__}.",
        "Run the command again with --debug first (kcsie-diff --debug compare …) and report what it prints.",
    )
