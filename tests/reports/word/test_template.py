"""The Word template: it is what its script makes, has every style, and a user can put another in its place."""

import io
import sys
import zipfile
from importlib import resources
from pathlib import Path

import docx
import pytest
from docx.shared import Pt

from kcsie_diff.errors import UsageError
from kcsie_diff.options import Options
from kcsie_diff.reports import write
from kcsie_diff.reports.word.ooxml import new_document
from reports import made

OURS = Path(str(resources.files("kcsie_diff.reports.word") / "briefing.docx"))


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def test_the_template_is_what_its_script_makes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parents[3] / "scripts"))
    import word_template  # noqa: PLC0415 - not on the path of the package

    assert parts(word_template.build()) == parts(OURS.read_bytes())
    sys.modules.pop("word_template")


def test_a_users_template_gives_the_styles_and_stays_first(tmp_path: Path) -> None:
    document = docx.Document(str(OURS))
    document.styles["Heading 1"].font.size = Pt(31)
    document.add_paragraph("Letterhead")
    own = tmp_path / "own.docx"
    document.save(str(own))
    told = docx.Document(io.BytesIO(write(made.plain(), "docx", Options(template=own))))
    assert told.styles["Heading 1"].font.size == Pt(31)
    assert told.paragraphs[0].text == "Letterhead"


def test_styles_that_a_template_lacks_are_named(tmp_path: Path) -> None:
    own = tmp_path / "own.docx"
    docx.Document().save(str(own))
    with pytest.raises(UsageError, match=r"Note to the reader.*Cut words") as raised:
        new_document("Title", own)
    assert raised.value.code == "template-lacks-styles"


@pytest.mark.parametrize("content", [None, b"", b"no Word file", b"PK\x03\x04"])
def test_a_file_that_is_not_a_word_file_is_refused(tmp_path: Path, content: bytes | None) -> None:
    own = tmp_path / "own.docx"
    if content is not None:
        own.write_bytes(content)
    with pytest.raises(UsageError) as raised:
        new_document("Title", own)
    assert raised.value.code == "template-unreadable"


def test_a_workbook_is_refused(tmp_path: Path) -> None:
    own = tmp_path / "own.docx"
    own.write_bytes(write(made.plain(), "xlsx"))
    with pytest.raises(UsageError, match="could not be opened"):
        new_document("Title", own)
