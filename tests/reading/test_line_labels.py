"""Labels on a printed line: what is cut off, and what the font and the gap decide."""

import pytest

from kcsie_diff.reading.line_labels import begins_with_bullet, label_of_row, label_of_unit
from kcsie_diff.reading.page_model import Line

from .made import line, piece

LABELLED = [
    ("171. When reviewing", "171.", "When reviewing"),
    ("10278. When reviewing", "10278.", "When reviewing"),
    ("2.13 A local authority", "2.13", "A local authority"),
    ("2.13. a thing", "2.13.", "a thing"),
    ("(a) the child", "(a)", "the child"),
    ("(iv) the child", "(iv)", "the child"),
    ("iv. How to ensure", "iv.", "How to ensure"),
    ("b) the child", "b)", "the child"),
    ("10.The child is", "10.", "The child is"),
    ("(b)The child is", "(b)", "The child is"),
    ("• to help", "•", "to help"),
    ("\uf0b7 to help", "\uf0b7", "to help"),
    ("\uf0de to help", "\uf0de", "to help"),
    ("\ufffd to help", "\ufffd", "to help"),
]


@pytest.mark.parametrize(("text", "label", "rest"), LABELLED)
def test_a_label_is_taken_off_a_line_that_begins_a_unit(text: str, label: str, rest: str) -> None:
    taken = label_of_unit(line(text))
    assert taken is not None
    assert (taken.text, taken.rest.text) == (label, rest)


@pytest.mark.parametrize(("text", "label", "rest"), [*LABELLED, ("12 Schools", "12", "Schools"), ("– and", "–", "and")])
def test_a_label_may_begin_a_row(text: str, label: str, rest: str) -> None:
    taken = label_of_row(line(text), gaps=False)
    assert taken is not None
    assert (taken.text, taken.rest.text, taken.apart) == (label, rest, False)


@pytest.mark.parametrize(
    "text", ["2024 saw a change", "1.5 million children", "U.K. law", "Section 17. of", "171.", "12", "", "other"]
)
def test_what_only_looks_like_a_label_stays(text: str) -> None:
    assert label_of_unit(line(text)) is None
    assert label_of_row(line(text), gaps=False) is None


@pytest.mark.parametrize("text", ["2024. Schools should", "V2.1.3 Verify that"])
def test_some_labels_begin_a_unit_but_not_any_row(text: str) -> None:
    assert label_of_unit(line(text)) is not None
    assert label_of_row(line(text), gaps=False) is None


def test_a_bare_figure_and_an_o_label_a_row_but_not_a_unit() -> None:
    for text in ("12 children", "o clock"):
        assert label_of_unit(line(text)) is None
        assert label_of_row(line(text), gaps=False) is not None


def test_a_raised_figure_is_a_mark_and_not_a_label() -> None:
    raised = Line((piece("4. ", raised=True), piece("Early help")))
    assert label_of_unit(raised) is None
    assert label_of_row(raised, gaps=False) is None


def test_the_words_begin_behind_the_space_after_the_label() -> None:
    first, second = piece("3. ", left=57, right=75), piece(" When", left=75, right=105)
    taken = label_of_row(Line((first, second)), gaps=True)
    assert taken is not None
    assert (taken.left, taken.text_left, taken.apart, taken.rest.text) == (57, 81, True, "When")


def test_a_letter_is_a_bullet_by_its_font() -> None:
    assert begins_with_bullet(Line((piece("o ", font="CourierNewPSMT"), piece("bullying", left=75, font="Arial"))))
    assert not begins_with_bullet(Line((piece("o ", font="Arial"), piece("clock", left=75, font="Arial"))))


def test_a_dash_is_a_bullet_where_a_gap_follows() -> None:
    assert begins_with_bullet(Line((piece("–", left=57), piece("first", left=75))))
    assert not begins_with_bullet(Line((piece("– ", left=57), piece("and so on", left=69))))


def test_a_glyph_without_a_name_is_a_bullet() -> None:
    taken = label_of_unit(Line((piece("\x1f "), piece("Federal", left=75))))
    assert taken is not None
    assert taken.rest.text == "Federal"
