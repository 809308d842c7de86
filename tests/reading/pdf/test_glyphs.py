"""Weights of fonts: what PDFium guesses from the stems is not believed against the names of the file's own fonts."""

from kcsie_diff.reading.page_model import Line, Page
from kcsie_diff.reading.pdf.glyphs import with_true_weights

from ..made import piece


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
