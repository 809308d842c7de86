"""Table rows that a page end cuts, and those that a structure tree puts elsewhere than the page does."""

from kcsie_diff.reading.assembling.page_breaks import whole_rows
from kcsie_diff.reading.assembling.table_rows import Row, rows, with_tables
from kcsie_diff.reading.page_model import Cell, PageBlock, Role
from kcsie_diff.records import replace

from ..made import block, line


def cell(text: str, column: int, row: int = 0, page: int = 1) -> PageBlock:
    place = Cell("t" if page == 1 else "u", row, column, 3)
    return block(Role.PARAGRAPH, text, page=page, left=57 + 150 * column, cell=place)


def told(*blocks: PageBlock) -> list[dict[int, str]]:
    found = [part for part in whole_rows(rows(blocks)) if isinstance(part, Row)]
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


LOOSE = (("Rope store", 0, -1), ("Porter", 1, -1), ("Boat shed", 0, -2), ("Warden", 1, -2))


def loose(*more: PageBlock) -> list[PageBlock]:
    """Two rows that the tree puts in no table, after other blocks."""
    made = (
        block(Role.PARAGRAPH, text, top=200 - 30 * row, left=57 + 150 * column, cell=Cell("", row, column, 2))
        for text, column, row in LOOSE
    )
    return list(with_tables([*more, *made]))


def test_rows_in_no_table_are_of_the_table_right_above() -> None:
    found = loose(cell("Place", 0), cell("Held by", 1))
    assert {one.cell.table for one in found if one.cell} == {"t"}
    assert told(*found) == [{0: "Place", 1: "Held by"}, {0: "Rope store", 1: "Porter"}, {0: "Boat shed", 1: "Warden"}]


def test_rows_in_no_table_below_a_paragraph_are_a_table_of_their_own() -> None:
    found = loose(cell("Place", 0), cell("Held by", 1), block(Role.PARAGRAPH, "Keys are kept apart."))
    assert len({one.cell.table for one in found if one.cell}) == 2


def test_what_the_next_page_adds_to_a_row_above_others_is_a_row_of_its_own() -> None:
    def placed(text: str, column: int, row: int, page: int) -> PageBlock:
        return block(Role.PARAGRAPH, text, page=page, left=57 + 150 * (column % 2), cell=Cell("t", row, column, 4))

    first = (placed("Rope store", 0, 0, 1), placed("Porter", 1, 0, 1))
    second = (placed("Boat shed", 0, 1, 1), placed("Warden", 1, 1, 1))
    added = (placed("Lamp room", 2, 0, 2), placed("Clerk", 3, 0, 2))
    assert [list(row.values()) for row in told(*first, *second, *added)] == [
        ["Rope store", "Porter"],
        ["Boat shed", "Warden"],
        ["Lamp room", "Clerk"],
    ]


OWNED = frozenset(("a row of the tree",))


def meanings(*texts: str, leading: float = 20, owners: frozenset[str] = OWNED) -> list[dict[int, str]]:
    """The rows of a glossary whose first cell of meanings owns every line of the column."""
    words = (
        block(Role.PARAGRAPH, word, top=100 + 20 * row, cell=Cell("t", row, 0, 2), owners=owners)
        for row, word in enumerate("ABC")
    )
    lines = tuple(line(text, left=207, top=100 + leading * row) for row, text in enumerate(texts))
    return told(*words, PageBlock(Role.PARAGRAPH, lines, cell=Cell("t", 0, 1, 2), owners=owners))


def test_lines_of_a_cell_that_begin_level_with_the_rows_below_are_of_those_rows() -> None:
    assert meanings("One.", "Two.", "Three.") == [{0: "A", 1: "One."}, {0: "B", 1: "Two."}, {0: "C", 1: "Three."}]


def test_lines_of_a_cell_that_was_found_by_its_look_stay_there() -> None:
    whole = [{0: "A", 1: "One.\nTwo.\nThree."}, {0: "B"}, {0: "C"}]
    assert meanings("One.", "Two.", "Three.", owners=frozenset()) == whole


def test_two_cells_may_each_own_the_lines_of_the_rows_below() -> None:
    words = (
        block(Role.PARAGRAPH, word, top=100 + 20 * n, cell=Cell("t", n, 0, 3), owners=OWNED)
        for n, word in enumerate("AB")
    )
    lines = (
        PageBlock(
            Role.PARAGRAPH,
            (line("One.", left=left), line("Two.", left=left, top=120)),
            cell=Cell("t", 0, column, 3),
        )
        for column, left in ((1, 207), (2, 357))
    )
    assert told(*words, *lines) == [{0: "A", 1: "One.", 2: "One."}, {0: "B", 1: "Two.", 2: "Two."}]


def test_a_merged_cell_keeps_its_lines() -> None:
    whole = [{0: "A", 1: "Kept for\nthree years."}, {0: "B"}, {0: "C"}]
    assert meanings("Kept for", "three years.") == whole
    assert meanings("Kept for", "years.") == [{0: "A", 1: "Kept for\nyears."}, {0: "B"}, {0: "C"}]
    assert meanings("Kept for", "three years.", leading=14) == whole


def test_the_next_word_of_a_glossary_begins_a_row_though_it_is_in_lower_case() -> None:
    first = (cell("harbour area", 0), cell("Where the boats lie.", 1))
    assert len(told(*first, cell("harbour warden [Act]", 0, page=2), cell("The head of it.", 1, page=2))) == 2
    assert len(told(*first, cell("and its quay", 0, page=2), cell("and where they are mended.", 1, page=2))) == 1


def test_the_head_of_a_table_is_known_again_below_a_line_that_the_tree_left_out_of_it() -> None:
    head = (cell("Task", 0), cell("Who", 1))
    again = (replace(cell(text, n, page=2), cell=Cell("t", 8, n, 3)) for n, text in enumerate(("Task", "Who")))
    line_between = block(Role.PARAGRAPH, "3.8 Boats")
    rows_of = [cell("Count boats", 0, row=1), cell("Clerk", 1, row=1)]
    assert len(told(*head, line_between, *rows_of, *again)) == 2


def test_beside_a_tall_cell_that_a_page_end_cuts_stands_a_row_of_its_own() -> None:
    first = (cell("Protect the logs from misuse and", 0), cell("A.1", 1), cell("Protection of logs", 2))
    tall = block(Role.PARAGRAPH, "from loss.", page=2, cell=Cell("u", 0, 0, 3, rows=2))
    rest = (tall, cell("A.2", 1, page=2), cell("Logs of the warden", 2, page=2), cell("A.3", 1, row=1, page=2))
    assert told(*first, *rest)[:2] == [
        {0: "Protect the logs from misuse and from loss.", 1: "A.1", 2: "Protection of logs"},
        {1: "A.2", 2: "Logs of the warden"},
    ]


def test_beside_a_tall_cell_what_goes_on_in_a_sentence_is_of_the_same_row() -> None:
    first = (cell("Protect the logs from misuse and", 0), cell("Keep a copy in", 1), cell("Warden", 2))
    tall = block(Role.PARAGRAPH, "from loss.", page=2, cell=Cell("u", 0, 0, 3, rows=2))
    rest = block(Role.PARAGRAPH, "a locked box", page=2, left=57 + 150, cell=Cell("u", 0, 1, 3))
    below = cell("Warden", 2, row=1, page=2)
    assert told(*first, tall, rest, below)[0][1] == "Keep a copy in a locked box"


def test_a_row_beside_an_empty_cell_over_several_rows_is_a_row_of_its_own() -> None:
    first = tuple(cell(text, column) for column, text in enumerate(("Racers", "Go out at noon.", "Two leaders")))
    over = Cell("u", 0, 1, 3, covered=(0,))
    second = (block(Role.PARAGRAPH, "Go out at six.", page=2, left=207, cell=over), cell("One leader", 2, page=2))
    below = tuple(cell(text, column, row=1, page=2) for column, text in enumerate(("Guests", "Watch.", "None")))
    assert [len(row) for row in told(*first, *second, *below)] == [3, 2, 3]


def test_cells_that_fill_each_others_gaps_beside_a_cell_over_several_rows_are_one_row() -> None:
    whole = (
        block(Role.PARAGRAPH, "Racers", cell=Cell("t", 0, 0, 3, rows=3)),
        cell("Go out at noon.", 1),
        cell("Two", 2),
    )
    cut = (cell("Four", 2, row=1), block(Role.PARAGRAPH, "Go out at six.", page=2, left=207, cell=Cell("t", 2, 1, 3)))
    assert told(*whole, *cut)[1] == {1: "Go out at six.", 2: "Four"}
