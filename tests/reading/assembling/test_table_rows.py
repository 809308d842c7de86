"""Table rows that a page end cuts."""

from kcsie_diff.reading.assembling.table_rows import Row, rows
from kcsie_diff.reading.page_model import Cell, PageBlock, Role

from ..made import block


def cell(text: str, column: int, row: int = 0, page: int = 1) -> PageBlock:
    place = Cell("t" if page == 1 else "u", row, column, 3)
    return block(Role.PARAGRAPH, text, page=page, left=57 + 150 * column, cell=place)


def told(*blocks: PageBlock) -> list[dict[int, str]]:
    found = [part for part in rows(blocks) if isinstance(part, Row)]
    return [{column: " ".join(one.text for one in held) for column, held in row.cells.items()} for row in found]


def test_the_rest_of_a_cell_goes_where_the_page_shows_it() -> None:
    whole = (cell("2.1.7", 0), cell("Verify that it is", 1), cell("521", 2))
    rest = block(Role.PARAGRAPH, "breached", page=2, left=57 + 150, cell=Cell("u", 0, 2, 3))
    after = tuple(cell(text, column, row=1, page=2) for column, text in enumerate(("2.1.8", "Verify a meter.", "522")))
    assert told(*whole, rest, *after)[0] == {0: "2.1.7", 1: "Verify that it is breached", 2: "521"}


def test_a_letter_for_a_mark_does_not_make_a_row_go_on() -> None:
    first = (cell("2.8.6", 0), cell("Verify the token.", 1), cell("✓", 2))
    second = tuple(cell(text, column, page=2) for column, text in enumerate(("2.8.7", "Verify the factor.", "o")))
    assert len(told(*first, *second)) == 2
