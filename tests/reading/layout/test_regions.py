"""Footnotes of untagged pages, in type as large as the text: known by their marks, a gap or a rule."""

from pathlib import Path

import pytest

from kcsie_diff.model.edition import NodeKind

from ..made import read, texts, typeset

NOTE = "show footnote.entry: set text(size: 12pt)"
TEXT = (
    f"#{NOTE}\n"
    "The form is signed by a parent#footnote[Or by the person who cares for the pupil.] and by the tutor.\n\n"
    "The fee was fixed in 2031#footnote[The board looks at the fee each spring.] and is due at once.\n\n"
    "The hall has 40 m#super[2] of floor."
)


@pytest.mark.parametrize("rule", ["", "#set footnote.entry(separator: none)\n"])
def test_notes_as_large_as_the_text_are_notes(rule: str, tmp_path: Path) -> None:
    found = read(typeset(tmp_path, rule + TEXT, tagged=False))
    notes = [node for node in found.content if node.kind is NodeKind.FOOTNOTE]
    assert [(node.number, node.text) for node in notes] == [
        ("1", "Or by the person who cares for the pupil."),
        ("2", "The board looks at the fee each spring."),
    ]
    assert texts([node for node in found.content if node.kind is NodeKind.PARAGRAPH]) == [
        "The form is signed by a parent and by the tutor.",
        "The fee was fixed in 2031 and is due at once.",
        "The hall has 40 m² of floor.",
    ]


def notes(source: str, folder: Path, *, tagged: bool = False) -> list[tuple[str | None, str]]:
    found = read(typeset(folder, source, tagged=tagged))
    return [(node.number, node.text) for node in found.content if node.kind is NodeKind.FOOTNOTE]


@pytest.mark.parametrize("tagged", [True, False])
@pytest.mark.parametrize("marks", ["12", "ab", "\\*†", ("(1)", "(2)")])
def test_marks_may_be_letters_signs_or_stand_in_brackets(marks: tuple[str, str], tagged: bool, tmp_path: Path) -> None:
    first, second = marks if len(marks) == 2 else (marks[:2], marks[2])
    source = (
        "#set super(typographic: false)\n"
        f"The fee is 20 pounds#super[{first}] and the bow#super[{second}] is free.\n\n#v(1fr)\n"
        f"#super[{first}] For a year.\n\n#super[{second}] If new."
    )
    named = [mark.strip("()\\") for mark in (first, second)]
    assert notes(source, tmp_path, tagged=tagged) == [(named[0], "For a year."), (named[1], "If new.")]
    assert read(tmp_path / "edition.pdf").content[0].text == "The fee is 20 pounds and the bow is free."


def test_a_note_that_a_table_cites_is_a_note(tmp_path: Path) -> None:
    source = (
        "#lorem(20)\n\n#table(columns: 2, [Thing], [Fee#super[1]], [Flute], [20#super[2]])\n\nPay at once.\n\n"
        "#v(1fr)\n#super[1] In pounds.\n\n#super[2] Or 15 for a second child."
    )
    assert notes(source, tmp_path) == [("1", "In pounds."), ("2", "Or 15 for a second child.")]


def test_the_figures_of_notes_under_a_rule_may_stand_on_the_line_and_touch_the_words(tmp_path: Path) -> None:
    source = (
        "The fee is 20 pounds#super[1] and the bow#super[2] is free.\n\n#v(1fr)\n#line(length: 4cm)\n"
        "1For a year.\n\n2If new, and paid for in 2 parts.\n\n"
    )
    assert notes(source, tmp_path) == [("1", "For a year."), ("2", "If new, and paid for in 2 parts.")]


def test_a_raised_figure_that_begins_a_paragraph_and_that_nothing_cites_begins_no_note(tmp_path: Path) -> None:
    source = "The hall was let to the club.\n\n#super[2]He is the last of his name.\n\nThe fee is due."
    found = read(typeset(tmp_path, source, tagged=False))
    assert all(node.kind is NodeKind.PARAGRAPH for node in found.content)


@pytest.mark.parametrize("tagged", [True, False])
def test_the_figures_of_notes_in_small_type_may_stand_on_the_line(tagged: bool, tmp_path: Path) -> None:
    source = (
        "#set super(typographic: false)\n#lorem(30)\n\nThe fee is 20 pounds#super[1] and the bow#super[2] is free.\n\n"
        "#set text(size: 8pt)\n1 For a year.\n\n2 If new, and paid for in 2 parts."
    )
    assert notes(source, tmp_path, tagged=tagged) == [("1", "For a year."), ("2", "If new, and paid for in 2 parts.")]


@pytest.mark.parametrize("tagged", [True, False])
def test_small_print_with_figures_that_nothing_cites_is_no_note(tagged: bool, tmp_path: Path) -> None:
    source = "#lorem(30)\n\nThe fee is due at once.\n\n#set text(size: 8pt)\n1 boat lies here.\n\n2 boats lie there."
    assert notes(source, tmp_path, tagged=tagged) == []
