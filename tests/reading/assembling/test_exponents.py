"""Raised figures: which are exponents, and which are footnote marks."""

from pathlib import Path

import pytest

from kcsie_diff.reading.assembling.exponents import with_exponents
from kcsie_diff.reading.assembling.text_flow import composer
from kcsie_diff.reading.page_model import Line, PageBlock, Role

from ..made import block, piece, read, texts, typeset


def told(before: str, figure: str, *others: PageBlock, mark: bool = False) -> str:
    """The text of a line with a raised figure behind some words, in a document with some other blocks."""
    raised = Line((piece(before), piece(figure, raised=not mark, mark=mark), piece(" and more")))
    return with_exponents([PageBlock(Role.PARAGRAPH, (raised,)), *others])[0].text


def cited(label: str, page: int = 1) -> PageBlock:
    line = Line((piece("The log.", page=page), piece(label, page=page, raised=True)))
    return PageBlock(Role.PARAGRAPH, (line,))


def note(label: str, page: int = 1) -> PageBlock:
    return block(Role.FOOTNOTE, "The log is red.", label=label, page=page)


@pytest.mark.parametrize(
    ("before", "figure", "words"),
    [
        ("50 m", "2", "50 m² and more"),
        ("per km", "3", "per km³ and more"),
        ("10", "6", "10⁶ and more"),
        ("10", "-3", "10⁻³ and more"),
        ("2", "128", "2¹²⁸ and more"),
    ],
)
def test_a_raised_figure_behind_a_unit_or_figure_is_an_exponent(before: str, figure: str, words: str) -> None:
    assert told(before, figure) == words
    assert told(before, figure, cited(figure), note(figure)) == words


@pytest.mark.parametrize("before", ["them", "the log.", "Act 1989 ", "room"])
def test_a_raised_figure_behind_a_word_or_a_stop_is_none(before: str) -> None:
    assert told(before, "2") == f"{before}2 and more"


def test_a_note_that_nothing_else_cites_makes_a_mark_of_a_figure_behind_a_year() -> None:
    assert told("2018", "2", note("2")) == "20182 and more"
    assert told("2018", "2", note("2"), cited("2")) == "2018² and more"


def test_notes_that_count_anew_on_each_page_are_answered_on_their_page() -> None:
    others = (note("2"), cited("2", page=2), note("2", page=2))
    assert told("2018", "2", *others) == "20182 and more"
    assert told("50 m", "2", cited("2"), *others) == "50 m² and more"


@pytest.mark.parametrize(
    ("before", "marked"), [("needs", True), ("the log.", True), ("room 5", False), ("50 m", False)]
)
def test_a_figure_behind_a_word_is_a_mark_though_there_is_no_such_note(before: str, marked: bool) -> None:
    raised = Line((piece(before), piece("5", raised=True), piece(" and more")))
    found = with_exponents([PageBlock(Role.PARAGRAPH, (raised,))])[0]
    assert composer([found]).compose([found]).text == (f"{before} and more" if marked else f"{before}⁵ and more")


@pytest.mark.parametrize(("raised", "labels"), [("3, 4", ["3", "4"]), ("5–7", ["5–7"]), (",8", ["8"])])
def test_several_marks_in_one_leave_the_word(raised: str, labels: list[str]) -> None:
    found = with_exponents([PageBlock(Role.PARAGRAPH, (Line((piece("needs"), piece(raised, raised=True))),))])[0]
    composed = composer([found]).compose([found])
    assert (composed.text, [mark.label for mark in composed.marks]) == ("needs", labels)


def test_what_the_tags_call_a_mark_stays_one() -> None:
    assert told("50 m", "2", mark=True) == "50 m2 and more"


def test_an_exponent_beside_footnotes_stays_in_the_text(tmp_path: Path) -> None:
    source = """
= Care
The log is kept.#footnote[It is red.] The area is 50 m#super[2] wide. It is walked.#footnote[Daily.]
In 2018#footnote[In spring.] it held 10#super[3] cells and was closed.#footnote[For a week.]
"""
    edition = read(typeset(tmp_path, source))
    (text,) = [text for text in texts(edition.content) if text.startswith("The log is kept")]
    assert text == ("The log is kept. The area is 50 m² wide. It is walked. In 2018 it held 10³ cells and was closed.")
