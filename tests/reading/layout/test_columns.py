"""What stands side by side: columns, boxes beside the text, and tables, which are read row by row."""

from collections.abc import Sequence
from pathlib import Path

from kcsie_diff.model.edition import NodeKind
from kcsie_diff.reading.layout.columns import drawn_apart
from kcsie_diff.reading.layout.rows import TextRow, rows
from kcsie_diff.reading.page_model import Line

from ..made import line, piece, read, texts, typeset

LEFT = ("Boats go out on any day but", "Sunday, when the lock is shut", "and nobody is on the quay.")
RIGHT = ("Life jackets hang in the hut,", "which is open from eight.")


def told(lines: Sequence[Line]) -> list[list[str]]:
    return [[row.text for row in passage] for passage in drawn_apart(rows(lines))]


def column(*texts: str, left: float, top: float = 100) -> list[Line]:
    return [line(text, left=left, top=top + 15 * i) for i, text in enumerate(texts)]


def test_a_short_second_column_is_read_after_the_first() -> None:
    assert told([*column(*LEFT, left=57), *column(*RIGHT, left=300)]) == [list(LEFT), list(RIGHT)]


def test_a_line_that_fills_its_column_up_to_the_next_one_does_not_join_the_two() -> None:
    left = ("Boats go out on any day of all", "the week but one, as the locks are shut", "and nobody is on the quay.")
    right = (*RIGHT, "Ask the warden.")
    assert told([*column(*left, left=57), *column(*right, left=300)]) == [list(left), list(right)]


def test_a_box_beside_the_text_is_read_apart_though_its_lines_stand_between() -> None:
    box = column("Bring a coat", "and a hat.", left=300, top=106)
    assert told([*box, *column(*LEFT, left=57)]) == [list(LEFT), ["Bring a coat", "and a hat."]]


def test_what_follows_under_columns_is_read_after_them_however_short() -> None:
    found = told([*column(*LEFT, left=57), *column(*RIGHT, left=300), line("Waste", left=57, top=170)])
    assert found == [list(LEFT), list(RIGHT), ["Waste"]]


def test_text_that_runs_round_a_box_is_read_to_the_end_of_its_paragraph() -> None:
    beside = column(*LEFT[:2], "and the quay is left to", left=57)
    under = column("the anglers, who come from the whole of the county for it.", left=57, top=145)
    box = column("Bring a coat", "and a hat.", left=300)
    first, second = told([*beside, *under, *box])
    assert first[-1].startswith("the anglers")
    assert second == ["Bring a coat", "and a hat."]


def test_a_table_is_drawn_row_by_row_and_read_so() -> None:
    cells = [
        column("The warden of the", "lock and the quay", left=57),
        column("opens the gate at", "eight in the morning", left=300),
        column("The keeper of the", "boats and the hut", left=57, top=140),
        column("counts the oars as", "they come back in", left=300, top=140),
    ]
    assert len(told([one for cell in cells for one in cell])) == 1


def test_a_term_beside_its_definition_and_a_head_in_one_line_are_of_a_table() -> None:
    meaning = column("a person who keeps the", "lock and the gate of", "the quay in order", left=300)
    assert len(told([*column("Lock", "Keeper", left=57), *meaning])) == 1
    head = Line((piece("Who", left=57, top=85), piece("What they do", left=300, top=85)))
    assert len(told([head, *column("The keeper of the", "lock and of", "the quay", left=57), *meaning])) == 1


def test_numbers_in_a_margin_are_no_column() -> None:
    numbers = column("1", "2", "3", left=520)
    assert len(told([*column(*LEFT, left=57), *numbers])) == 1


def test_words_that_are_no_running_text_stay_side_by_side() -> None:
    names = [*column("Ada Lovelace", "Mary Somerville", left=57), *column("Caroline Herschel", "Ada Byron", left=300)]
    assert len(told(names)) == 1


def test_no_row_is_lost_and_none_is_read_twice() -> None:
    lines = [
        *column(*LEFT, left=57),
        *column(*RIGHT, left=300),
        line("A line across both of them, from edge to edge.", top=200),
    ]
    parts: list[TextRow] = [row for passage in drawn_apart(rows(lines)) for row in passage]
    assert sorted(row.text for row in parts) == sorted(one.text for one in lines)


def test_paragraphs_of_a_further_column_are_numbered_like_those_of_the_first(tmp_path: Path) -> None:
    words = "The member who is last on the quay locks the gate of the lock and hangs the key in the hut."
    source = f"= Quay\n#grid(columns: (1fr, 1fr), gutter: 1cm, [1. {words}\n\n2. {words}\n\n3. {words}], [4. {words}])"
    for tagged in (True, False):
        found = read(typeset(tmp_path, source, tagged=tagged)).content[1:]
        assert [(node.kind, node.number) for node in found] == [(NodeKind.PARAGRAPH, str(n)) for n in range(1, 5)]
        assert set(texts(found)) == {words}
