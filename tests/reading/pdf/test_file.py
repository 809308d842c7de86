"""What can be wrong with a file is told by a code, a sentence and a cure."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pypdf
import pytest

from hostile import odd
from kcsie_diff.errors import KcsieDiffError, LimitError, ReadingError, UsageError
from kcsie_diff.options import Limits, Options
from kcsie_diff.reading import read_edition
from kcsie_diff.reading.pdf.file import open_file

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


def test_a_file_whose_fonts_say_no_letters_is_read_with_a_problem(tmp_path: Path) -> None:
    found = read(without_maps(typeset(tmp_path, "Nobody may swim alone in the deep end.")))
    (said,) = [problem.message_and_cure for problem in found.problems if problem.code == "unmapped-text"]
    assert said.startswith("Page 1 has hardly a letter with a Unicode value")
    assert "ocrmypdf --force-ocr" in said


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


# ---- beside the text of the pages -----------------------------------------------------------------------------------


def written(folder: Path, data: bytes) -> Path:
    path = folder / "edition.pdf"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("data", "code", "quoted"),
    [
        (odd.form_fields(), "form-text", "“Valid until 2031; Ashdown School; Held above”."),
        (odd.list_boxes(), "form-text", "“Nursery; Primary; a; Secondary; Special; Chosen”."),
        (odd.signature(), "form-text", "“Signed by the chair of governors; A. Reader; B. Writer; I approve”."),
        (odd.typed_note(), "annotation-text", "“Agreed by the governors; Ask Ms Lee”."),
        (odd.media_caption(), "annotation-text", "“Film: how to report a concern”."),
        (odd.media_caption(), "form-text", "“Play”."),
    ],
)
def test_words_of_forms_notes_and_captions_are_quoted(tmp_path: Path, data: bytes, code: str, quoted: str) -> None:
    found = read(written(tmp_path, data))
    (said,) = [problem.message_and_cure for problem in found.problems if problem.code == code]
    assert said.endswith(quoted)
    assert [node.text for node in found.content] == ["Schools must keep a record.", "Staff should read Part one."]


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (odd.form_fields(lines=()), "its words are in form fields, which are not read"),
        (odd.typed_note(lines=()), "its words are in notes, which are not read"),
        (odd.annotated(lines=()), "its pages are empty, or their letters are drawn as lines"),
    ],
)
def test_a_file_without_text_says_what_it_holds_instead(tmp_path: Path, data: bytes, found: str) -> None:
    error = refusal(written(tmp_path, data))
    assert (error.code, error.message) == ("no-text", f"edition.pdf has no text: {found}.")


@pytest.mark.parametrize("title", ["null", "17", "true", "[(a)]", "<< >>", "999 0 R"])
def test_a_title_that_is_not_text_is_no_title(tmp_path: Path, title: str) -> None:
    assert len(read(written(tmp_path, odd.titled(title)())).content) == 2


# ---- what pypdf refuses ---------------------------------------------------------------------------------------------


def test_the_text_of_a_damaged_file_is_read_with_a_problem(tmp_path: Path) -> None:
    found = read(written(tmp_path, odd.without_end()))
    assert [node.text for node in found.content] == ["Schools must keep a record.", "Staff should read Part one."]
    assert found.problems[0].code == "damaged-file"


@pytest.mark.parametrize("algorithm", ["RC4-40", "RC4-128", "AES-128", "AES-256-R5", "AES-256"])
def test_a_password_is_asked_for_where_that_of_the_owner_is_empty(tmp_path: Path, algorithm: str) -> None:
    path = written(tmp_path, odd.locked(algorithm)())
    error = refusal(path)
    assert (type(error), error.code) == (ReadingError, "encrypted")
    assert len(read_edition(path, Options(), password="secret").content) == 2


@pytest.mark.parametrize(
    ("handler", "how"), [("Adobe.PubSec", "for the owner of a certificate"), ("Acme.Vault", "not known here")]
)
def test_what_no_password_opens_says_how_it_is_locked(tmp_path: Path, handler: str, how: str) -> None:
    error = refusal(written(tmp_path, odd.locked_by(handler)()))
    assert (type(error), error.code) == (ReadingError, "unknown-encryption")
    assert how in error.message


# ---- what the system says -------------------------------------------------------------------------------------------


def test_a_folder_is_said_to_be_one(tmp_path: Path) -> None:
    error = refusal(tmp_path)
    assert (type(error), error.code) == (UsageError, "no-such-file")
    assert error.message.endswith("is a folder, not a file.")


def test_a_name_that_is_too_long_is_said_to_be(tmp_path: Path) -> None:
    error = refusal(tmp_path / ("a" * 300 + ".pdf"))
    assert (type(error), error.code) == (ReadingError, "unreadable")
    assert "name too long" in error.message.lower()


@pytest.mark.parametrize(("count", "kept"), [(90, 90), (110, 0)])
def test_an_outline_that_names_every_paragraph_is_left_unread(tmp_path: Path, count: int, kept: int) -> None:
    writer = pypdf.PdfWriter()
    for _ in range(3):
        writer.add_blank_page(400, 600)
    for number in range(count):
        writer.add_outline_item(title=f"Passage {number}", page_number=number % 3)
    writer.write(tmp_path / "marked.pdf")
    assert len(open_file(tmp_path / "marked.pdf", Limits()).bookmarks) == kept
