"""What the system says every day has a code, a sentence and a cure of its own; a fault of the program is one."""

import errno

import pytest

from kcsie_diff.errors import unexpected


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (OSError(errno.EMFILE, "Too many open files"), "too-few-open-files"),
        (OSError(errno.ENFILE, "Too many open files in system"), "too-few-open-files"),
        (OSError(errno.ENOMEM, "Cannot allocate memory"), "too-little-memory"),
        (OSError("libpdfium.so: failed to map segment from shared object"), "too-little-memory"),
        (MemoryError(), "too-little-memory"),
        (ImportError("libpdfium.so: cannot open shared object file"), "too-little-memory"),
        (OSError(errno.ENOSPC, "No space left on device"), "cannot-write"),
        (PermissionError(errno.EACCES, "Permission denied", "/locked"), "system-refused"),
        (ValueError("what nobody thought of"), "unexpected"),
    ],
)
def test_each_error_of_the_system_has_its_code(error: Exception, code: str) -> None:
    found = unexpected(error)
    assert found.code == code
    assert found.message.endswith(".") and found.hint


def test_a_refusal_names_the_place() -> None:
    assert (
        "Permission denied (/locked)"
        in unexpected(PermissionError(errno.EACCES, "Permission denied", "/locked")).message
    )
