"""Lists of notes: which are footnotes, and which are paragraphs of the text."""

import pytest

from kcsie_diff.reading.assembling.end_notes import with_end_notes
from kcsie_diff.reading.page_model import Line, PageBlock, Role

from ..made import SIZE, block, line, piece

TITLE = block(Role.HEADING, "Footnotes")
AFTER = block(Role.HEADING, "Annex A")


def citing(*marks: str, starts_line: bool = False) -> PageBlock:
    """A paragraph that cites notes."""
    raised = [Line((piece("The log is kept."), piece(mark, raised=True))) for mark in marks]
    if starts_line:
        raised = [one for held in raised for one in (Line(held.pieces[:1]), Line(held.pieces[1:]))]
    return PageBlock(Role.PARAGRAPH, tuple(raised))


def notes(*labels: str, arrow: str = "", size: float = SIZE) -> list[PageBlock]:
    return [PageBlock(Role.PARAGRAPH, (line(f"See note.{arrow}", size=size),), label=label) for label in labels]


def roles(*blocks: PageBlock) -> list[str]:
    return [one.role.value for one in with_end_notes(blocks) if one.text.startswith("See note")]


def test_a_cited_list_at_the_end_holds_the_notes() -> None:
    assert roles(citing("1", "2"), *notes("1.", "2.")) == ["footnote"] * 2
    assert roles(citing("1", "2", starts_line=True), *notes("1.", "2.")) == ["footnote"] * 2


@pytest.mark.parametrize(
    "before", [[TITLE, *notes("1.", "2.")], notes("1.", "2.", arrow=" \u21a9\ufe0e"), notes("1.", "2.", size=SIZE - 3)]
)
def test_a_cited_list_within_the_document_is_known_by_title_arrows_or_size(before: list[PageBlock]) -> None:
    text = block(Role.PARAGRAPH, "The log is kept in the office, where everybody who needs it can read it.")
    assert roles(citing("1", "2"), text, *before, AFTER) == ["footnote"] * 2


def test_the_arrow_back_to_the_text_is_no_word_of_a_note() -> None:
    made = with_end_notes([citing("1", "2"), *notes("1.", "2.", arrow="\u21a9\ufe0e")])
    assert [one.text for one in made[1:]] == ["See note."] * 2


def test_a_further_paragraph_of_a_note_goes_with_it() -> None:
    first, second = notes("1.", "2.")
    made = with_end_notes([citing("1", "2"), first, block(Role.PARAGRAPH, "It is red."), second])
    assert [one.role for one in made[1:]] == [Role.FOOTNOTE] * 3


def test_numbered_paragraphs_are_no_notes() -> None:
    assert roles(citing("1"), *notes("1.", "2.")) == ["paragraph"] * 2, "a number that nothing cites"
    assert roles(*notes("1.", "2."), citing("1", "2")) == ["paragraph"] * 2, "cited after the list"
    assert roles(citing("1", "2"), *notes("1.", "2."), AFTER) == ["paragraph"] * 2, "in the middle of the text"
    answered = [block(Role.FOOTNOTE, "The log is red.", label=label) for label in ("1", "2")]
    assert roles(citing("1", "2"), *answered, *notes("1.", "2.")) == ["paragraph"] * 2, "answered by footnotes"
