"""Rows of an untagged page, rebuilt from where the pieces stand."""

import pytest

from kcsie_diff.reading.layout.rows import measure_typography, rows
from kcsie_diff.reading.page_model import Line

from ..made import line, piece


def test_rows_come_from_the_top_whatever_the_drawing_order() -> None:
    found = rows([line("second", top=120), line("first", top=100)])
    assert [row.text for row in found] == ["first", "second"]


def test_a_wide_gap_parts_a_row_and_a_word_space_does_not() -> None:
    (row,) = rows([line("2.1", left=57), line("Words here", left=120), line("go on", left=184)])
    assert [segment.text.strip() for segment in row.segments] == ["2.1", "Words here go on"]
    assert row.text == "2.1 Words here go on"


def test_neighbours_of_one_drawn_line_keep_the_spaces_that_they_have() -> None:
    one = piece("section 1", left=57)
    two = piece("28 applies", left=one.right + 2.5)
    assert [row.text for row in rows([Line((one, two))])] == ["section 128 applies"]


def test_a_raised_mark_stays_in_its_row_and_is_not_its_baseline() -> None:
    text = piece("help.", left=57, top=100)
    mark = piece("4", left=text.right, top=97, size=7, raised=True)
    (row,) = rows([Line((text, mark)), line("next", top=117)])[:1]
    assert (row.text, row.baseline, row.size) == ("help.4", text.baseline, 12)


def test_a_mark_that_a_line_end_tore_off_goes_back() -> None:
    found = rows([line("Prohibition orders", top=100, size=14), line("81", top=116, size=9), line("Text", top=140)])
    assert [row.text for row in found] == ["Prohibition orders81", "Text"]
    assert found[0].line.pieces[-1].raised


def test_a_page_number_under_text_is_no_mark() -> None:
    found = rows([line("Text of the page", top=100), line("81", left=290, top=140, size=9)])
    assert [row.text for row in found] == ["Text of the page", "81"]


def test_blank_pieces_become_the_space_before_the_next() -> None:
    (row,) = rows([line("one", " ", "two")])
    assert row.text == "one two"


def test_a_row_keeps_when_its_segments_were_drawn() -> None:
    (row,) = rows([line("left words", left=57), line("right words", left=320)])
    right = row.keep(lambda segment: segment.left > 300)
    assert right is not None
    assert [part.text for part in right.parts()] == ["right words"]
    assert right.drawn == row.drawn[1:]
    assert row.keep(lambda segment: segment.left > 500) is None


def test_an_index_below_its_line_is_of_its_row_and_words_below_are_not() -> None:
    first = piece("H", left=57)
    index = piece("2", left=63, size=9, baseline=first.baseline + 3)
    (row,) = rows([Line((first, index, piece("O is in the tank", left=68)))])
    assert row.text == "H2O is in the tank"
    cell = piece("602", left=90, size=9, baseline=first.baseline + 4)
    assert len(rows([Line((first, cell))])) == 2
    low = piece("and below", left=63, size=9, baseline=first.baseline + 5)
    assert len(rows([Line((first, low))])) == 2


SPREAD = ("registry ", "is ", "subject ", "to ", "conditions ")


def spaced_out(*texts: str, gaps: tuple[float, ...], top: float) -> Line:
    """A drawn line whose pieces stand so far apart."""
    pieces = [piece(texts[0], top=top)]
    for text, gap in zip(texts[1:], gaps, strict=True):
        pieces.append(piece(text, left=pieces[-1].right + gap, top=top))
    return Line(tuple(pieces))


@pytest.mark.parametrize(
    ("gaps", "full", "segments"),
    [
        ((18, 17, 18, 18.5), 2, 1),  # a justified line
        ((18, 40, 18, 25), 2, 5),  # the cells of a row
        ((18, 17, 18, 18.5), 0, 5),  # the head of a table that is as wide as its words
    ],
)
def test_words_that_a_justified_line_spreads_out_are_no_cells(
    gaps: tuple[float, ...], full: int, segments: int
) -> None:
    wide = spaced_out(*SPREAD, gaps=gaps, top=100)
    others = [line("x", top=100 + 17 * n, right=wide.right) for n in range(1, full + 1)]
    assert len(rows([wide, *others])[0].segments) == segments


def test_the_setting_is_told_by_most_letters_and_common_steps() -> None:
    text = rows([line("words in running text", top=100 + 17 * number) for number in range(8)])
    typography = measure_typography([text, rows([line("Title", size=20)])])
    assert (typography.body, typography.step(12.0)) == (12.0, 17.0)
