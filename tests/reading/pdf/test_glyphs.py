"""Weights of fonts: what PDFium guesses from the stems is not believed against the names of the file's own fonts.

Raised figures: those of Unicode are footnote marks and exponents, as those that are set smaller are.
"""

from pathlib import Path

import pytest

from kcsie_diff.reading.page_model import Line, Page
from kcsie_diff.reading.pdf.glyphs import with_true_weights

from ..made import piece, read, typeset


def bold(**fonts: bool) -> dict[str, bool]:
    """Which fonts of a page are bold at last, by name, each given with what PDFium guesses."""
    lines = tuple(Line((piece("Words", font=name.replace("_", "-"), bold=heavy),)) for name, heavy in fonts.items())
    (page,) = with_true_weights((Page(1, 595, 842, lines),))
    return {line.pieces[0].font: line.bold for line in page.lines}


def test_a_font_is_not_bold_beside_one_of_its_family_that_is_called_so() -> None:
    assert bold(Calibri=True, Calibri_Bold=True, Calibri_Italic=True) == {
        "Calibri": False,
        "Calibri-Bold": True,
        "Calibri-Italic": False,
    }


def test_a_font_whose_family_has_no_bold_one_keeps_its_weight() -> None:
    assert bold(Grotesque=True, Calibri_Bold=True) == {"Grotesque": True, "Calibri-Bold": True}


@pytest.mark.parametrize("tagged", [True, False])
def test_raised_figures_of_unicode_are_marks_and_exponents(tagged: bool, tmp_path: Path) -> None:
    words = "The warden locks the shed.⁴ The yard is 40 m² wide, and holds 10⁶ litres of water in the spring."
    notes = "#text(9pt)[⁴ The shed by the yard.]\n\n#text(9pt)[⁵ See the rules.]"
    source = f"1. {words}\n\n2. Nobody swims.⁵\n\n#v(1fr)\n{notes}"
    found = read(typeset(tmp_path, source, tagged=tagged))
    assert [(node.number, [mark.label for mark in node.marks], node.text) for node in found.content] == [
        ("1", ["4"], words.replace("⁴", "")),
        ("2", ["5"], "Nobody swims."),
        ("4", [], "The shed by the yard."),
        ("5", [], "See the rules."),
    ]
