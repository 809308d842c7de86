"""What can be wrong with a file is told by a code, a sentence and a cure."""

from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest

from kcsie_diff.errors import KcsieDiffError, LimitError, ReadingError, UsageError
from kcsie_diff.options import Limits, Options
from kcsie_diff.reading import read_edition

from ..made import read, typeset


def refusal(path: Path, options: Options | None = None) -> KcsieDiffError:
    with pytest.raises(KcsieDiffError) as caught:
        read_edition(path, options or Options())
    assert path.name in caught.value.message and caught.value.hint
    return caught.value


def test_no_file(tmp_path: Path) -> None:
    error = refusal(tmp_path / "absent.pdf")
    assert (type(error), error.code) == (UsageError, "no-such-file")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty-file"),
        (b"\0\0\n", "empty-file"),
        (b"<html><body>Keeping children safe</body></html>", "not-a-pdf"),
        (b"PK\x03\x04 word/document.xml", "not-a-pdf"),
        (b"%PDF-1.7\nnothing more", "broken-pdf"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 8, "broken-pdf"),
    ],
)
def test_bad_files(tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "edition.pdf"
    path.write_bytes(data)
    error = refusal(path)
    assert (type(error), error.code) == (ReadingError, code)


def changed(path: Path, change: Callable[[pypdf.PdfWriter], object]) -> Path:
    writer = pypdf.PdfWriter(clone_from=path)
    change(writer)
    writer.write(path)
    return path


def test_a_file_behind_a_password(tmp_path: Path) -> None:
    path = changed(typeset(tmp_path, "Text."), lambda writer: writer.encrypt("secret", algorithm="AES-256"))
    assert refusal(path).code == "encrypted"
    assert read_edition(path, Options(), password="secret").content[0].text == "Text."


def test_a_file_locked_against_printing_alone_is_read(tmp_path: Path) -> None:
    path = changed(
        typeset(tmp_path, "Text."), lambda writer: writer.encrypt("", owner_password="secret", algorithm="AES-128")
    )
    assert read(path).content[0].text == "Text."


def test_limits(tmp_path: Path) -> None:
    path = typeset(tmp_path, "First page. #pagebreak() Second page.")
    for limits, code in (
        (Limits(bytes=100), "file-too-big"),
        (Limits(pages=1), "too-many-pages"),
        (Limits(characters=5), "too-much-text"),
    ):
        error = refusal(path, Options(limits=limits))
        assert (type(error), error.code) == (LimitError, code)


def test_pages_without_a_letter_name_the_cure(tmp_path: Path) -> None:
    error = refusal(typeset(tmp_path, "#rect(width: 10cm, height: 20cm, fill: gray)"))
    assert error.code == "no-text"
    assert 'ocrmypdf "edition.pdf"' in error.hint
