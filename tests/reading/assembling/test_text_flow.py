"""Texts from lines: hyphens, footnote marks, links."""

import pytest

from kcsie_diff.reading.assembling.text_flow import Composed, Composer, learn
from kcsie_diff.reading.page_model import LINE_HYPHEN, Line, PageBlock, Role

from ..made import line, piece

KNOWN = ["self-harm and self-harm", "information for all", "post-16 provision", "well-being", "wellbeing wellbeing"]


def compose(*lines: Line, role: Role = Role.PARAGRAPH, notes: frozenset[str] = frozenset({"4", "5"})) -> Composed:
    return Composer(learn(KNOWN, []), notes).compose([PageBlock(role, lines)])


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (f"self{LINE_HYPHEN}", "harm is", "self-harm is"),
        (f"informa{LINE_HYPHEN}", "tion for", "information for"),
        (f"post{LINE_HYPHEN}", "16 pupils", "post-16 pupils"),
        (f"well{LINE_HYPHEN}", "being of", "wellbeing of"),
        ("informa\u00ad", "tion for", "information for"),
        ("self-", "harm is", "self-harm is"),
        ("after-\u00ad", "school club", "after-school club"),
        ("the child –", "and parents", "the child – and parents"),
        ("the ", "child", "the child"),
        ("the", "child", "the child"),
    ],
)
def test_line_ends_are_healed_as_the_document_writes_the_word(before: str, after: str, told: str) -> None:
    assert compose(line(before), line(after, top=117)).text == told


def test_a_mark_is_lifted_out_and_its_place_kept() -> None:
    told = compose(Line((piece("from early help."), piece("4 ", raised=True), piece("Early help means"))))
    assert told.text == "from early help. Early help means"
    assert [(mark.label, mark.at) for mark in told.marks] == [("4", 16)]


def test_two_marks_side_by_side_are_two() -> None:
    told = compose(Line((piece("from early help."), piece("4,5", raised=True))))
    assert [mark.label for mark in told.marks] == ["4", "5"]


def test_raised_letters_that_no_footnote_answers_to_are_text() -> None:
    assert compose(Line((piece("the 18"), piece("th", raised=True), piece(" birthday")))).text == "the 18th birthday"


def test_hidden_letters_are_told_of_furniture_alone() -> None:
    hidden = Line((piece("choice."), piece("135F", hidden=True)))
    assert compose(hidden).text == "choice."
    assert compose(hidden, role=Role.FURNITURE).text == "choice.135F"


def test_a_link_over_two_lines_is_one_and_loses_the_stop_behind_it() -> None:
    first = Line((piece("See "), piece("Working ", link="https://gov.uk/w")))
    second = Line((piece("together", top=117, link="https://gov.uk/w"), piece(".", top=117, link="https://gov.uk/w")))
    (link,) = compose(first, second).links
    assert (link.text, link.target, link.at) == ("Working together", "https://gov.uk/w", 4)


@pytest.mark.parametrize(("words", "text"), [("• The framework (EYFS)", "The framework (EYFS)"), ("(EYFS).", "EYFS")])
def test_a_link_keeps_a_bracket_that_it_opens_and_loses_a_bullet(words: str, text: str) -> None:
    (link,) = compose(Line((piece(words, link="https://gov.uk/w"),))).links
    assert link.text == text


def test_words_that_a_leader_parts_are_not_glued() -> None:
    assert compose(Line((piece("2 years"), piece("5", left=400)))).text == "2 years 5"


def test_a_leader_is_text_in_a_list_of_contents_alone() -> None:
    entry = line(f"2 years {'.' * 40} 5")
    assert compose(entry).text == compose(line(f"2 years {'. ' * 20}5")).text == "2 years 5"
    assert "....." in compose(entry, role=Role.CONTENTS).text
    assert compose(line("and so on....")).text == "and so on...."
