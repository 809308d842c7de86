"""Lists of contents and notes at the foot of untagged pages, in small type and in type as large as the text."""

from pathlib import Path
from typing import Any

import pytest

from kcsie_diff.model.edition import NodeKind
from kcsie_diff.reading.contents import Titles
from kcsie_diff.reading.layout.regions import contents_span, foot_rows, notes
from kcsie_diff.reading.layout.rows import TextRow, Typography, rows
from kcsie_diff.reading.layout.ruled_tables import Bar
from kcsie_diff.reading.page_model import Line, Page

from ..made import line, piece, read, texts, typeset

SETTING = Typography(12.0, {12.0: 15.0, 9.0: 11.0})


def column(*texts: str, left: float = 57, step: float = 15, **more: Any) -> tuple[TextRow, ...]:
    return rows([line(text, left=left, top=100 + step * i, **more) for i, text in enumerate(texts)])


def document(*lines: tuple[int, str]) -> Titles:
    """The titles of a document of which these lines are known, each with its page."""
    return Titles([Page(number, 595, 842, (line(text, page=number),)) for number, text in lines])


def test_entries_with_leaders_are_contents_and_wrapped_ones_whole() -> None:
    texts = ("Summary ........ 4", "Part one: Safeguarding information for all", "staff ........ 7", "Annex ........ 9")
    titles = document((4, "Summary"), (7, "Part one: Safeguarding information for all staff"), (9, "Annex"))
    assert contents_span(column(*texts), SETTING, titles, early=False) == range(4)
    assert contents_span(column("Contents", *texts), SETTING, document(), early=False) == range(5)


def test_text_before_and_after_the_list_is_none_of_it() -> None:
    found = column("A paragraph that ends here.", "", "Three ..... 1", "Four ..... 2", "Five ..... 3")
    titles = document((2, "Three"), (3, "Four"), (4, "Five"))
    assert contents_span(found, SETTING, titles, early=False) == range(1, 4)


def test_figures_that_rise_down_a_list_of_limits_are_no_pages() -> None:
    found = column("Under two years ..... 3", "Two years ..... 5", "Three to five years ..... 8")
    assert contents_span(found, SETTING, document((2, "The leader counts.")), early=True) == range(0)


def test_numbers_under_each_other_are_pages_only_where_they_rise() -> None:
    def listed(*numbers: int) -> range:
        words = [line("Children receiving breaks", top=100 + 15 * i) for i in range(len(numbers))]
        pages = [line(str(number), left=500, top=100 + 15 * i) for i, number in enumerate(numbers)]
        titles = document(*((number + 2, "Children receiving breaks") for number in numbers))
        return contents_span(rows([*words, *pages]), SETTING, titles, early=True)

    assert listed(10, 12, 15, 21) == range(4)
    assert listed(10, 3, 15, 2) == range(0)


def test_a_row_that_is_far_wider_than_its_words_holds_a_leader_of_blanks() -> None:
    titles = document((3, "Breaks"), (5, "Meals"), (8, "Beds"))

    def listed(right: float) -> range:
        texts = ("Breaks 3", "Meals 5", "Beds 8")
        lines = [Line((piece(text, left=57, top=100 + 15 * n, right=right),)) for n, text in enumerate(texts)]
        return contents_span(rows(lines), SETTING, titles, early=True)

    assert listed(500) == range(3)
    assert listed(110) == range(0)


def note(mark: str, text: str, top: float) -> Line:
    raised = piece(mark, left=57, top=top - 3, size=6, raised=True)
    return Line((raised, piece(text, left=raised.right, top=top, size=9)))


def test_small_rows_behind_raised_marks_are_notes() -> None:
    found = rows([line("Text of the page", top=100), note("4", "First note", 700), note("5", "Second", 712)])
    start = foot_rows(found, (), SETTING)
    made = notes(found[start:])
    assert start == 1
    assert [(unit.label.text if unit.label else None, unit.lines[0].text) for unit in made] == [
        ("4", "First note"),
        ("5", "Second"),
    ]


def test_a_note_goes_on_under_the_rule_of_the_next_page() -> None:
    found = rows([line("Text", top=100), line("the rest of a note", top=700, size=9), note("6", "Another", 712)])
    start = foot_rows(found, (Bar(695, 57, 200),), SETTING)
    assert [unit.label is None for unit in notes(found[start:])] == [True, False]


def test_a_note_on_the_line_counts_on_from_that_of_the_page_before() -> None:
    [before] = notes(rows([note("8", "A note that", 700)]))
    texts = ["goes on under section", "11 of the Act.", "9 The next note"]
    found = rows([line(text, top=700 + 12 * n, size=9) for n, text in enumerate(texts)])
    assert [unit.label.text if unit.label else None for unit in notes(found, before)] == [None, "9"]


def test_small_print_without_mark_or_rule_is_no_note() -> None:
    found = rows([line("Text", top=100), line("Source: the department", top=700, size=9)])
    assert foot_rows(found, (), SETTING) == 2


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
    noted = [node for node in found.content if node.kind is NodeKind.FOOTNOTE]
    assert [(node.number, node.text) for node in noted] == [
        ("1", "Or by the person who cares for the pupil."),
        ("2", "The board looks at the fee each spring."),
    ]
    assert texts([node for node in found.content if node.kind is NodeKind.PARAGRAPH]) == [
        "The form is signed by a parent and by the tutor.",
        "The fee was fixed in 2031 and is due at once.",
        "The hall has 40 m² of floor.",
    ]


def read_notes(source: str, folder: Path, *, tagged: bool = False) -> list[tuple[str | None, str]]:
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
    assert read_notes(source, tmp_path, tagged=tagged) == [(named[0], "For a year."), (named[1], "If new.")]
    assert read(tmp_path / "edition.pdf").content[0].text == "The fee is 20 pounds and the bow is free."


def test_a_note_that_a_table_cites_is_a_note(tmp_path: Path) -> None:
    source = (
        "#lorem(20)\n\n#table(columns: 2, [Thing], [Fee#super[1]], [Flute], [20#super[2]])\n\nPay at once.\n\n"
        "#v(1fr)\n#super[1] In pounds.\n\n#super[2] Or 15 for a second child."
    )
    assert read_notes(source, tmp_path) == [("1", "In pounds."), ("2", "Or 15 for a second child.")]


def test_the_figures_of_notes_under_a_rule_may_stand_on_the_line_and_touch_the_words(tmp_path: Path) -> None:
    source = (
        "The fee is 20 pounds#super[1] and the bow#super[2] is free.\n\n#v(1fr)\n#line(length: 4cm)\n"
        "1For a year.\n\n2If new, and paid for in 2 parts.\n\n"
    )
    assert read_notes(source, tmp_path) == [("1", "For a year."), ("2", "If new, and paid for in 2 parts.")]


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
    assert read_notes(source, tmp_path, tagged=tagged) == [
        ("1", "For a year."),
        ("2", "If new, and paid for in 2 parts."),
    ]


@pytest.mark.parametrize("tagged", [True, False])
def test_small_print_with_figures_that_nothing_cites_is_no_note(tagged: bool, tmp_path: Path) -> None:
    source = "#lorem(30)\n\nThe fee is due at once.\n\n#set text(size: 8pt)\n1 boat lies here.\n\n2 boats lie there."
    assert read_notes(source, tmp_path, tagged=tagged) == []
