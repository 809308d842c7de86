"""What can be wrong with a file is told by a code, a sentence and a cure."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

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


def without_maps(path: Path, *, fonts: int = 1000) -> Path:
    """A PDF whose first fonts, so many, no longer say which letters they show."""

    def strip(writer: pypdf.PdfWriter) -> None:
        for entry in list(cast("Any", writer.pages[0]["/Resources"])["/Font"].values())[:fonts]:
            entry.get_object().pop("/ToUnicode", None)

    return changed(path, strip)


def test_a_file_whose_fonts_say_no_letters_is_refused(tmp_path: Path) -> None:
    error = refusal(without_maps(typeset(tmp_path, "Nobody may swim alone in the deep end.")))
    assert (type(error), error.code) == (ReadingError, "unmapped-text")
    assert "ocrmypdf --force-ocr" in error.hint


def test_letters_without_a_value_leave_a_mark_each_and_a_problem(tmp_path: Path) -> None:
    words = "*Nobody swims.* The key is handed in, and the gate is shut by the warden within fourteen days."
    found = read(without_maps(typeset(tmp_path, words), fonts=1))
    (problem,) = [problem for problem in found.problems if problem.code == "unmapped-text"]
    assert problem.page == 1
    (node,) = found.content
    assert "\ufffd" * 4 in node.text
    assert 0 < node.text.count("\ufffd") < len(words) // 2


def test_attached_files_are_named(tmp_path: Path) -> None:
    path = changed(typeset(tmp_path, "Text."), lambda writer: writer.add_attachment("annex.txt", b"Annex"))
    assert [problem.message for problem in read(path).problems if problem.code == "attachments"] == [
        "Files are attached to the document and were not compared: “annex.txt”."
    ]
