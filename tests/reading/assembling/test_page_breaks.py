"""What a page end cuts is one unit again; what only stands close is not joined."""

from typing import Any

import pytest

from kcsie_diff.reading.assembling.page_breaks import join, whole_rows
from kcsie_diff.reading.assembling.table_rows import Row, rows, unbox
from kcsie_diff.reading.page_model import Cell, PageBlock, Role
from kcsie_diff.records import replace

from ..made import block, line

FULL = "Governing bodies should ensure that staff are trained in what they"
OWNER = frozenset({"7"})


def units(*blocks: PageBlock) -> list[str]:
    return [" / ".join(one.text for one in unit) for unit in join(blocks) if not isinstance(unit, Row)]


def test_an_open_sentence_goes_on_over_the_page_end() -> None:
    assert len(units(block(Role.PARAGRAPH, FULL), block(Role.PARAGRAPH, "must do.", page=2))) == 1


@pytest.mark.parametrize(
    "second",
    [
        block(Role.PARAGRAPH, "All staff should read it.", page=2),
        block(Role.PARAGRAPH, "must do.", page=3),
        block(Role.PARAGRAPH, "must do.", page=2, label="12."),
        block(Role.HEADING, "must do.", page=2),
        block(Role.PARAGRAPH, "must do.", page=2, continues=False),
    ],
)
def test_what_begins_a_unit_is_not_joined(second: PageBlock) -> None:
    assert len(units(block(Role.PARAGRAPH, FULL), second)) == 2


def test_one_element_cut_after_a_full_line_is_one_unit() -> None:
    first = block(Role.PARAGRAPH, FULL + " are.", owners=OWNER)
    assert len(units(first, block(Role.PARAGRAPH, "All of them should.", page=2, owners=OWNER))) == 1


def test_one_element_with_room_left_after_its_sentence_is_two_units() -> None:
    first = block(Role.PARAGRAPH, FULL, "are.", owners=OWNER)
    assert len(units(first, block(Role.PARAGRAPH, "All of them should.", page=2, owners=OWNER))) == 2


def test_an_item_without_label_at_a_page_top_is_the_rest_of_the_one_before() -> None:
    first = block(Role.ITEM, FULL, label="5.")
    assert len(units(first, block(Role.ITEM, "Governing bodies and proprietors", page=2))) == 1


def test_a_sentence_goes_on_past_a_box_and_the_box_goes_on_by_itself() -> None:
    box = block(Role.PARAGRAPH, "Words of a box that a line ends", boxed=True)
    rest = block(Role.PARAGRAPH, "and a page cuts.", page=2, boxed=True)
    told = units(block(Role.PARAGRAPH, FULL), box, rest, block(Role.PARAGRAPH, "must do.", page=2))
    assert told == [f"{FULL} / must do.", "Words of a box that a line ends / and a page cuts."]


@pytest.mark.parametrize(("owner", "count"), [("7", 2), ("8", 3)])
def test_a_sentence_goes_on_below_a_box_at_a_page_top_where_one_element_holds_both(owner: str, count: int) -> None:
    first = block(Role.ITEM, FULL, label="(a)", owners=OWNER)
    box = block(Role.PARAGRAPH, "An example of what is done.", page=2, top=80)
    rest = block(Role.PARAGRAPH, "must do.", page=2, top=120, owners=frozenset({owner}))
    assert len(units(first, box, rest)) == count


@pytest.mark.parametrize(("rest", "count"), [("must do.", 1), ("Must do.", 2)])
def test_past_a_table_only_a_cut_sentence_goes_on(rest: str, count: int) -> None:
    row = rows([block(Role.CELL, "Lead", page=2, cell=Cell("1", 0, n, 2)) for n in range(2)])
    text = block(Role.PARAGRAPH, FULL, owners=OWNER), block(Role.PARAGRAPH, rest, page=2, owners=OWNER)
    assert sum(not isinstance(part, Row) for part in join([text[0], *row, text[1]])) == count


def test_an_address_on_its_own_belongs_to_the_words_that_announce_it() -> None:
    address = block(Role.PARAGRAPH, "https://quay.example/log", top=134)
    assert len(units(block(Role.PARAGRAPH, "The log is available at:"), address)) == 1
    assert len(units(block(Role.PARAGRAPH, "The log is kept at the quay."), address)) == 2


def test_text_goes_on_past_footnotes_and_furniture() -> None:
    note, foot = block(Role.FOOTNOTE, "See Part one.", label="3"), block(Role.FURNITURE, "12")
    told = units(block(Role.PARAGRAPH, FULL), note, foot, block(Role.PARAGRAPH, "must do.", page=2))
    assert told[0].endswith("must do.") and len(told) == 3


def test_a_footnote_ends_on_the_next_page_where_its_element_says() -> None:
    first = block(Role.FOOTNOTE, "A long note", label="3", owners=OWNER)
    second = block(Role.FOOTNOTE, "Another", label="4")
    told = units(first, second, block(Role.FOOTNOTE, "that goes on.", page=2, owners=OWNER))
    assert told == ["A long note / that goes on.", "Another"]


def cell(text: str, row: int, column: int, *, table: str = "t", **place: Any) -> PageBlock:
    return block(Role.PARAGRAPH, text, cell=Cell(table, row, column, 2, 2), **place)


def cells(*blocks: PageBlock) -> list[list[str]]:
    found = [part for part in whole_rows(rows(unbox(blocks))) if isinstance(part, Row)]
    return [[" ".join(b.text for b in row.cells.get(c, [])) for c in range(row.columns)] for row in found]


def test_a_row_that_goes_on_in_lower_case_at_a_page_top_is_one_row() -> None:
    first = cell("Check", 0, 0, left=57), cell("Ask the school which", 0, 1, left=200)
    rest = cell("Sent", 0, 0, page=2, left=57, table="u"), cell("it was.", 0, 1, page=2, left=200, table="u")
    assert cells(*first, *rest) == [["Check Sent", "Ask the school which it was."]]


def test_a_row_below_the_rest_of_another_is_a_row_of_its_own_though_it_begins_in_lower_case() -> None:
    first = [cell("the report for", 0, 0), cell("The head puts it in a", 0, 1)]
    rest = [cell("the log of the board.", 0, 1, page=2)]
    second = [cell("a plan of the school", 1, 0, page=2), cell("which the board", 1, 1, page=2)]
    assert len(cells(*first, *rest, *second)) == 2


def test_a_head_printed_again_is_furniture() -> None:
    head = cell("Check", 0, 0, left=57), cell("Done by", 0, 1, left=200)
    body = cell("Identity", 1, 0, left=57, top=130), cell("The school.", 1, 1, left=200, top=130)
    again = cell("Check", 2, 0, page=2, left=57), cell("Done by", 2, 1, page=2, left=200)
    parts = list(whole_rows(rows(unbox([*head, *body, *again]))))
    assert [part.role for part in parts if isinstance(part, PageBlock)] == [Role.FURNITURE, Role.FURNITURE]
    assert cells(*head, *body, *again) == [["Check", "Done by"], ["Identity", "The school."]]


def test_a_head_printed_again_above_the_rest_of_a_row_is_furniture() -> None:
    head = cell("Check", 0, 0, left=57), cell("Done by", 0, 1, left=200)
    body = cell("Identity", 1, 0, left=57, top=130), cell("The school", 1, 1, left=200, top=130)
    again = cell("Check", 2, 0, page=2, left=57), cell("Done by", 2, 1, page=2, left=200)
    rest = cell("or college.", 1, 1, page=2, left=200, top=130)
    assert cells(*head, *body, *again, rest) == [["Check", "Done by"], ["Identity", "The school or college."]]


def test_a_row_whose_cells_a_page_end_parts_is_one_and_a_counted_row_is_another() -> None:
    head = cell("Check", 0, 0, left=57), cell("Done by", 0, 1, left=200)
    parted = cell("The school.", 1, 1, left=200, top=130), cell("Identity", 2, 0, page=2, left=57)
    assert cells(*head, *parted) == [["Check", "Done by"], ["Identity", "The school."]]
    counted = cell("14", 0, 0, left=57), cell("lists of names", 0, 1, left=200)
    after = cell("15", 0, 0, page=2, left=57, table="u"), cell("keys and passes", 0, 1, page=2, left=200, table="u")
    assert len(cells(*counted, *after)) == 2


def test_two_rows_in_one_element_are_parted_by_their_places() -> None:
    parts = [cell("Page 41", 0, 0, left=48), cell("Para 143", 0, 1, left=209)]
    parts += [cell("Page 47", 0, 3, left=48, top=200), cell("Para 169", 0, 1, left=209, top=200)]
    assert cells(*parts) == [["Page 41", "Para 143"], ["Page 47", "Para 169"]]


def test_a_table_with_text_in_one_column_is_a_box() -> None:
    boxed = unbox([cell("Case study", 0, 1, left=57), cell("A girl told a teacher.", 1, 1, left=57, top=130)])
    assert all(one.cell is None for one in boxed)


@pytest.mark.parametrize(
    ("first", "second", "label"),
    [
        (FULL + " should do under section", "These duties add to others.", "47."),
        ("abuse takes many forms, among them a) violence; b) threats of", "control; d) harm", "c)"),
    ],
)
def test_a_number_of_the_sentence_at_a_page_top_stays_in_it(first: str, second: str, label: str) -> None:
    told = units(block(Role.PARAGRAPH, first), block(Role.PARAGRAPH, second, label=label, page=2))
    assert told == [f"{first} / {label} {second}"]


def test_a_bullet_between_words_at_a_page_top_stays_in_the_element() -> None:
    parts = FULL + " do \u2022 Use of force"
    second = block(Role.ITEM, "Visiting schools \u2022 What to do", label="\u2022", page=2, owners=OWNER)
    assert len(units(block(Role.ITEM, parts, owners=OWNER), second)) == 1
    assert len(units(block(Role.ITEM, FULL, owners=OWNER), replace(second, lines=(line("Visit", page=2),)))) == 2
