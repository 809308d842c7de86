"""What can go wrong, each as a sentence, a code and a cure.

A code has a heading of the same name in docs/messages.md. Types are public; the wording of messages may change.
"""


class KcsieDiffError(Exception):
    """The base of every error that this package raises on purpose.

    `code` is a stable slug ("not-a-pdf"), `message` one sentence that names the file, `hint` what to do about it;
    `file` is the path of the file that is to blame, where there is one, as the caller gave it.
    """

    def __init__(self, code: str, message: str, hint: str, *, file: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint
        self.file = file


class UsageError(KcsieDiffError):
    """The caller asked for something that cannot be meant: exit code 2."""


class ReadingError(KcsieDiffError):
    """A file could not be read as an edition: exit code 3."""


class LimitError(KcsieDiffError):
    """A limit on size, time, memory or depth was reached: exit code 3."""


class OutputError(KcsieDiffError):
    """A report could not be written; what stood there before still stands: exit code 3."""
