"""Rows of a tagged table: one for each printed line, or one for each that rules part."""

from kcsie_diff.reading.page_model import Cell, Page, PageBlock, Role, Stroke
from kcsie_diff.reading.tagged.printed_lines import with_whole_rows

from ..made import block

WHOLE = ["Key|Opens", "Store key of the boat house|All doors and the gate by the sea", "Yard key|The yard"]
LINES = ("Key|Opens", "Store key of|All doors and", "the boat|the gate by", "house|the sea", "Yard key|The yard")


def read(*rows: str, rules: tuple[int, ...] = (), gaps: tuple[int, ...] = ()) -> list[str]:
    """The rows of a table of two columns, with a rule or a wider gap under each row that `rules` or `gaps` names."""
    tops = [100 + 20 * row + 10 * sum(gap < row for gap in gaps) for row in range(len(rows))]
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
