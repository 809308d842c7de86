"""Tables without a grid that are drawn cell by cell."""

from kcsie_diff.reading.layout.drawn_tables import drawn_tables
from kcsie_diff.reading.layout.rows import Typography, rows
from kcsie_diff.reading.layout.ruled_tables import Table
from kcsie_diff.reading.page_model import Line

from ..made import line

SETTING = Typography(12.0, {12.0: 15.0})


def cell(left: float, top: float, *texts: str, step: float = 15.0) -> list[Line]:
    """The lines of a cell, one under the other."""
    return [line(text, left=left, top=top + step * n) for n, text in enumerate(texts)]


def found(*lines: Line, carried: Table | None = None) -> list[list[str]]:
    """The rows of the tables, each cell with its words."""
    told: list[list[str]] = []
    for _, table in drawn_tables(rows(lines), SETTING, carried):
        for number in range(1 + max(one.row for one in table.cells)):
            held = {one.column: " ".join(row.text for row in one.rows) for one in table.cells if one.row == number}
            told.append([held.get(column, "") for column in range(table.columns)])
    return told


FIRST = [*cell(57, 100, "Check the", "gate"), *cell(130, 100, "The porter at", "the main door")]
SECOND = [*cell(57, 145, "Lock it"), *cell(130, 138, "The last one", "to leave")]


def test_a_step_back_to_the_left_begins_a_row_however_near_the_columns_are() -> None:
    assert found(*FIRST, *SECOND) == [
        ["Check the gate", "The porter at the main door"],
        ["Lock it", "The last one to leave"],
    ]


def test_text_above_and_below_is_no_part_of_the_table() -> None:
    above, below = line("All staff know who does what, and where.", top=70), line("This was agreed in May.", top=190)
    assert len(found(above, *FIRST, *SECOND, below)) == 2


def test_a_bullet_drawn_last_stays_with_its_words() -> None:
    words = [*cell(57, 190, "Keys"), *cell(142, 190, "the hall", "the shed")]
    bullets = cell(130, 190, "•", "•")
    assert found(*FIRST, *SECOND, *words, *bullets)[-1] == ["Keys", "• the hall • the shed"]


def test_columns_of_text_that_stand_beside_each_other_once_are_none() -> None:
    assert not found(
        *cell(57, 100, "Boats sail from", "the quay at ten", "each day"), *cell(300, 100, "Trains go", "from here")
    )


def test_a_table_drawn_line_by_line_is_left_to_its_gaps() -> None:
    assert not found(
        *(line(text, left=left, top=top) for top in (100, 115, 130) for left, text in ((57, "a"), (130, "b")))
    )


def test_a_word_beside_several_lines_is_a_term_and_a_number_is_none() -> None:
    def listed(*names: str) -> list[Line]:
        return [
            one
            for n, name in enumerate(names)
            for one in (*cell(57, 100 + 50 * n, name), *cell(190, 100 + 50 * n, "What is done", "by whom"))
        ]

    assert [row[0] for row in found(*listed("Porter", "Nurse", "Cook"))] == ["Porter", "Nurse", "Cook"]
    assert not found(*listed("1.", "2.", "3."))


def test_the_rest_of_a_row_under_a_head_printed_again_is_a_row_of_its_own() -> None:
    head = [line("Duty", top=100, bold=True), line("Who", left=130, top=100, bold=True)]
    table = Table(57, 100, 300, 2, (), ((57, 120), (130, 300)))
    assert found(*head, line("the main door", left=130, top=116), carried=table) == [
        ["Duty", "Who"],
        ["", "the main door"],
    ]
