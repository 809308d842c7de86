"""Lists of contents and notes at the foot of untagged pages."""

from typing import Any

from kcsie_diff.reading.contents import Titles
from kcsie_diff.reading.layout.contents_lists import contents_span
from kcsie_diff.reading.layout.regions import foot_rows, notes
from kcsie_diff.reading.layout.rows import TextRow, Typography, measure_typography, rows
from kcsie_diff.reading.layout.ruled_tables import Bar
from kcsie_diff.reading.page_model import Line, Page

from ..made import line, piece

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
    made = notes(found[start:], 500)
    assert start == 1
    assert [(unit.label.text if unit.label else None, unit.lines[0].text) for unit in made] == [
        ("4", "First note"),
        ("5", "Second"),
    ]


def test_a_note_goes_on_under_the_rule_of_the_next_page() -> None:
    found = rows([line("Text", top=100), line("the rest of a note", top=700, size=9), note("6", "Another", 712)])
    start = foot_rows(found, (Bar(695, 57, 200),), SETTING)
    assert [unit.label is None for unit in notes(found[start:], 500)] == [True, False]


def test_small_print_without_mark_or_rule_is_no_note() -> None:
    found = rows([line("Text", top=100), line("Source: the department", top=700, size=9)])
    assert foot_rows(found, (), SETTING) == 2


def test_the_setting_is_told_by_most_letters_and_common_steps() -> None:
    typography = measure_typography([column(*["words in running text"] * 8, step=17), column("Title", size=20)])
    assert (typography.body, typography.step(12.0)) == (12.0, 17.0)
