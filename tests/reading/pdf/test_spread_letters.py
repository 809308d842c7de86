"""Letters set apart, which PDFium gives with a space behind each."""

from pathlib import Path

import pytest

from ..made import read, texts, typeset


@pytest.mark.parametrize("tagged", [True, False])
def test_a_title_of_letters_set_apart_is_read_in_words(tmp_path: Path, *, tagged: bool) -> None:
    source = "#text(tracking: 5pt)[Rules of the quay]\n\nThe keeper of the quay opens it at eight."
    found = texts(read(typeset(tmp_path, source, tagged=tagged)).content)
    assert found == ["Rules of the quay", "The keeper of the quay opens it at eight."]


def test_single_letters_of_a_table_stay_apart(tmp_path: Path) -> None:
    cells = ", ".join(f"[{letter}]" for letter in "YNYYNY")
    found = texts(read(typeset(tmp_path, f"#table(columns: 6, stroke: none, {cells})", tagged=False)).content)
    assert " ".join(found).replace(" | ", " ") == "Y N Y Y N Y"
