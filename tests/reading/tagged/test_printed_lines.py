"""Rows of a tagged table: one for each printed line, or one for each that rules part."""

from collections.abc import Sequence

from kcsie_diff.reading.contents import Titles
from kcsie_diff.reading.page_model import Cell, Line, Page, PageBlock, Role, Stroke
from kcsie_diff.reading.tagged.printed_lines import with_columns, with_whole_rows

from ..made import block, line

WHOLE = ["Key|Opens", "Store key of the boat house|All doors and the gate by the sea", "Yard key|The yard"]
LINES = ("Key|Opens", "Store key of|All doors and", "the boat|the gate by", "house|the sea", "Yard key|The yard")


def read(*rows: str, rules: tuple[int, ...] = (), gaps: tuple[int, ...] = ()) -> list[str]:
    """The rows of a table of two columns, with a rule or a wider gap under each row that `rules` or `gaps` names."""
    tops = [100 + 20 * sum(map(bool, rows[:row])) + 10 * sum(gap < row for gap in gaps) for row in range(len(rows))]
    blocks = [
        block(Role.PARAGRAPH, text, top=tops[row], left=57 + 200 * column, cell=Cell("t", row, column, 2))
        for row, cells in enumerate(rows)
        for column, text in enumerate(cells.split("|"))
        if text
    ]
    strokes = tuple(Stroke(50, 114 + 20 * row, 500, 115 + 20 * row) for row in rules)
    found = with_whole_rows(Page(1, 595, 842, tuple(one.lines[0] for one in blocks), strokes), blocks)
    return texts(found)


def texts(found: list[PageBlock]) -> list[str]:
    cells: dict[int, list[str]] = {}
    for one in found:
        assert one.cell is not None
        cells.setdefault(one.cell.row, []).append(" ".join(one.text.split()))
    return ["|".join(row) for row in cells.values()]


def test_lines_that_no_rule_parts_are_one_row() -> None:
    assert read(*LINES, rules=(0, 3, 4)) == WHOLE


def test_a_rule_under_the_head_alone_parts_nothing_and_joins_nothing() -> None:
    assert read(*LINES, rules=(0,)) == list(LINES)


def test_lines_with_wider_gaps_between_the_others_are_one_row() -> None:
    assert read(*LINES, gaps=(0, 3)) == WHOLE
    assert read(*LINES, gaps=(0,)) == read(*LINES, gaps=(0, 1, 2, 3)) == list(LINES)


def test_rows_that_rules_part_stay_apart_though_their_words_would_go_on() -> None:
    assert read(*LINES, rules=(0, 1, 2, 3)) == list(LINES)


def test_rows_of_single_words_between_two_rules_stay_apart() -> None:
    rows = ("Colour|Sign", "green|pass", "amber|wait", "red|stop", "Blue|lamp out")
    assert read(*rows, rules=(0, 3, 4)) == list(rows)


def test_a_head_that_a_page_repeats_takes_nothing_of_the_row_below_it() -> None:
    rows = ("Key|What it opens", "", "|and the gate by the sea", "Yard key|The yard", "Shed|Shut")
    assert read(*rows, gaps=(2, 3)) == [row.strip("|") for row in rows if row]


def columns(*lines: Sequence[str]) -> list[PageBlock]:
    """A paragraph whose lines each have words at the left and others far to the right."""
    made = tuple(
        Line(tuple(p for at, text in enumerate(words) for p in line(text, left=57 + 300 * at, top=100 + 17 * n).pieces))
        for n, words in enumerate(lines)
    )
    page = Page(1, 595, 842, made)
    return with_columns(page, [PageBlock(Role.PARAGRAPH, made)], Titles([page]))


def test_a_paragraph_that_the_page_prints_in_columns_is_a_table() -> None:
    assert texts(columns(("Under 2", "3"), ("2 to 5", "4"), ("6 to 8", "10"))) == ["Under 2|3", "2 to 5|4", "6 to 8|10"]


def test_a_paragraph_with_a_line_that_runs_on_is_none() -> None:
    (found,) = columns(("Under 2", "3"), ("A leader goes with each of the groups",), ("6 to 8", "10"))
    assert found.cell is None


def beside(*rows: tuple[str, str], left: float = 257) -> list[PageBlock]:
    """Paragraphs that stand beside each other, row by row, as read from a page."""
    found = [
        block(Role.PARAGRAPH, text, top=100 + 30 * n, left=edge)
        for n, cells in enumerate(rows)
        for text, edge in zip(cells, (57, left), strict=True)
    ]
    page = Page(1, 595, 842, tuple(one.lines[0] for one in found))
    return with_columns(page, found, Titles([page]))


def test_paragraphs_beside_each_other_in_several_rows_are_a_table() -> None:
    found = beside(("Warden", "Keeps the log of the tower."), ("Leader", "Goes with a group."), ("Guest", "Watches."))
    assert texts(found) == ["Warden|Keeps the log of the tower.", "Leader|Goes with a group.", "Guest|Watches."]


def test_two_paragraphs_beside_each_other_are_none() -> None:
    assert all(one.cell is None for one in beside(("Town Hall", "March 2031")))
