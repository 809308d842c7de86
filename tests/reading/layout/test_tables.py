"""Tables and boxes of untagged pages: with lines, with shades, with nothing but columns."""

from itertools import product

from kcsie_diff.reading.layout.borderless_tables import aligned
from kcsie_diff.reading.layout.boxes import boxes, chart
from kcsie_diff.reading.layout.columns import columns, drawn_apart
from kcsie_diff.reading.layout.rows import Typography, rows
from kcsie_diff.reading.layout.ruled_tables import Table, banded, grids, ruled, with_columns
from kcsie_diff.reading.page_model import Line, Page, Stroke

from ..made import line

SETTING = Typography(12.0, {12.0: 15.0})


def lying(y: float, left: float, right: float) -> Stroke:
    return Stroke(left, y, right, y + 0.5)


def standing(x: float, top: float, bottom: float) -> Stroke:
    return Stroke(x, top, x + 0.5, bottom)


def told(table: Table) -> dict[tuple[int, int], str]:
    return {(cell.row, cell.column): " ".join(row.text for row in cell.rows) for cell in table.cells}


def page(*lines: Line, strokes: tuple[Stroke, ...] = ()) -> Page:
    return Page(1, 595.0, 842.0, lines, strokes)


GRID = (*(lying(y, 50, 450) for y in (90, 130, 170)), *(standing(x, 90, 170) for x in (50, 250, 450)))


def test_lines_that_meet_make_cells() -> None:
    (grid,) = grids(GRID)
    words = [line("Check", left=60, top=100), line("Done by", left=260, top=100), line("Identity", left=60, top=140)]
    assert told(ruled(grid, words)) == {(0, 0): "Check", (0, 1): "Done by", (1, 0): "Identity"}


def test_a_missing_line_merges_cells() -> None:
    (grid,) = grids([s for s in GRID if s.left != 250] + [standing(250, 130, 170)])
    assert [(frame.row, frame.column, frame.right) for frame in grid.frames if not frame.row] == [(0, 0, 450)]


def test_an_empty_cell_over_several_rows_is_known_to_the_cells_beside_it() -> None:
    (grid,) = grids([s for s in GRID if s.top != 130] + [lying(130, 250, 450)])
    words = [line("Noon", left=260, top=100), line("Night", left=260, top=140)]
    assert [(cell.row, cell.covered) for cell in ruled(grid, words).cells] == [(0, (0,)), (1, (0,))]


def test_a_cell_that_holds_nothing_but_spaces_is_empty() -> None:
    (grid,) = grids(GRID)
    words = [line("Noon", left=60, top=100), line(" ", left=260, top=100)]
    assert told(ruled(grid, words)) == {(0, 0): "Noon"}


def test_shapes_beside_each_other_between_rules_are_cells() -> None:
    frame = (*(lying(y, 50, 450) for y in (90, 130, 190)), standing(50, 90, 190), standing(450, 90, 190))
    cells = [Stroke(a, top, b, bottom) for top, bottom in ((90, 130), (130, 190)) for a, b in ((50, 250), (250, 450))]
    assert [grid.columns for grid in grids([*frame, *cells])] == [2]
    words = [line(text, left=x, top=y) for x, y, text in ((60, 140, "All of"), (255, 140, "it at"), (60, 155, "this"))]
    assert told(ruled(grids([*frame, *cells])[0], words)) == {(1, 0): "All of this", (1, 1): "it at"}


def test_shapes_beside_each_other_without_rules_over_and_under_them_are_no_cells() -> None:
    frame = (*(lying(y, 50, 450) for y in (90, 290)), standing(50, 90, 290), standing(450, 90, 290))
    assert [grid.columns for grid in grids([*frame, Stroke(60, 110, 200, 150), Stroke(240, 110, 400, 150)])] == [1]


OPEN = (*(lying(y, 50, 450) for y in (90, 130, 170)), *(standing(x, 90, 170) for x in (50, 450)))


def test_rows_that_rules_part_are_cut_where_their_cells_begin() -> None:
    words = [
        *(line("Who to call", left=60, top=100), line("Daily", left=260, top=100), line("at night", left=60, top=114)),
        *(line("Fire drill", left=60, top=140), line("Termly", left=260, top=140)),
    ]
    (grid,) = grids(OPEN)
    cells = {(0, 0): "Who to call at night", (0, 1): "Daily", (1, 0): "Fire drill", (1, 1): "Termly"}
    assert told(ruled(with_columns(grid, words), words)) == cells


def test_rows_that_rules_part_are_not_cut_behind_labels_or_through_words() -> None:
    (grid,) = grids(OPEN)
    labelled = [line(text, left=left, top=top) for top in (100, 140) for left, text in ((60, "1."), (90, "Call us"))]
    across = [
        *(line("Who", left=60, top=100), line("Daily", left=260, top=100)),
        *(line("A fire drill is held in each and every term", left=60, top=114),),
        *(line("Fire", left=60, top=140), line("Termly", left=260, top=140)),
    ]
    assert with_columns(grid, labelled) == with_columns(grid, across) == grid


def test_two_boxes_under_each_other_stay_two() -> None:
    one = (lying(80, 50, 450), lying(200, 50, 450), standing(50, 80, 200), standing(450, 80, 200))
    two = (lying(215, 50, 449), lying(300, 50, 449), standing(50, 215, 300), standing(449, 215, 300))
    assert [grid.columns for grid in grids(one + two)] == [1, 1]


def test_a_rule_and_an_underline_are_no_grid() -> None:
    assert grids([lying(60, 50, 450), lying(400, 80, 120), lying(700, 50, 200)]) == ()


def test_shades_by_turns_make_rows() -> None:
    edges = ((50, 200), (200, 450))
    shades = [Stroke(a, top, b, top + 20, shaded=True) for top, (a, b) in product((100, 140), edges)]
    rules = [lying(70, 52, 448), lying(97, 52, 448)]
    (grid,) = banded([*shades, *rules], [line("in a cell", left=60, top=123)])
    assert banded([*shades, *rules], [line("A heading over the columns", left=60, top=123)]) == ()
    words = [line(text, left=60, top=top) for text, top in (("Name", 80), ("one", 103), ("two", 123), ("three", 143))]
    assert [text for _, text in sorted(told(ruled(grid, words)).items())] == ["Name", "one", "two", "three"]


def test_a_white_row_at_the_end_of_the_page_is_of_the_table_above() -> None:
    edges = ((50, 200), (200, 450))
    shades = [Stroke(a, top, b, top + 20, shaded=True) for top, (a, b) in product((100, 140), edges)]
    last = [line("four", left=60, top=165), line("of four", left=210, top=165), line("lines", left=210, top=180)]
    (grid,) = banded(shades, last)
    assert told(ruled(grid, last)) == {(3, 0): "four", (3, 1): "of four lines"}
    (grid,) = banded(shades, [line("Text after a table runs over its columns", left=60, top=165)])
    assert grid.bottom == 160


def table_rows(*cells: tuple[float, tuple[tuple[float, str], ...]]) -> tuple[Line, ...]:
    return tuple(line(text, left=left, top=top) for top, row in cells for left, text in row)


def test_columns_without_lines_make_a_table_and_wrapped_cells_stay_whole() -> None:
    found = rows(
        table_rows(
            (100, ((57, "#"), (120, "Description"), (400, "L1"))),
            (122, ((57, "2.1"), (120, "Verify that passwords"), (400, "x"))),
            (137, ((120, "are long"),)),
            (159, ((57, "2.2"), (120, "Verify users"), (400, "x"))),
        )
    )
    ((span, table),) = aligned(found, SETTING, ())
    assert span == range(4)
    assert told(table)[1, 1] == "Verify that passwords are long"
    assert told(table)[2, 0] == "2.2"


def test_lines_of_one_cell_are_told_by_the_drawing_order() -> None:
    cells = [(57, 100, "Federal"), (57, 115, "Agency"), (250, 100, "See"), (250, 115, "Executive Agency")]
    cells += [(57, 140, "High-Impact"), (57, 155, "System"), (250, 140, "A system"), (250, 155, "of high impact")]
    ((_, table),) = aligned(rows([line(t, left=x, top=y) for x, y, t in cells]), SETTING, ())
    assert told(table)[0, 0] == "Federal Agency"
    assert told(table)[1, 1] == "A system of high impact"


def test_numbered_paragraphs_are_no_table() -> None:
    found = rows(
        [line(text, left=x, top=100 + 20 * i) for i in range(5) for x, text in ((57, f"1.{i}"), (90, "Words"))]
    )
    assert aligned(found, SETTING, ()) == ()


def test_two_columns_of_text_are_read_one_after_the_other() -> None:
    text = "a line of running text, full"
    found = rows(
        [line(f"{text} {side}{i}", left=x, top=100 + 15 * i) for i in range(6) for side, x in (("L", 57), ("R", 320))]
    )
    assert [row.text[-2] for run in columns(found) for row in run] == list("LLLLLLRRRRRR")


def test_lists_side_by_side_are_read_one_after_the_other() -> None:
    found = rows(
        [line(f"• name {side}{i}", left=x, top=100 + 15 * i) for i in range(3) for side, x in (("a", 57), ("b", 300))]
    )
    assert [row.text[-2:] for run in columns(found) for row in run] == ["a0", "a1", "a2", "b0", "b1", "b2"]


def test_a_shade_under_lines_of_text_is_a_box_and_a_bar_behind_a_heading_is_none() -> None:
    lines = [line("Text of the box", left=80, top=210 + 15 * i) for i in range(4)]
    box, bar = Stroke(57, 205, 530, 280, shaded=True), Stroke(57, 100, 530, 120, shaded=True)
    (found,) = boxes(page(*lines, line("Standards", left=80, top=103), strokes=(box, bar)), (), None)
    assert (found.top, found.columns) == (205, 1)


def test_a_narrow_shade_is_a_box_where_a_sentence_runs_on_in_it() -> None:
    shade = Stroke(340, 90, 530, 160, shaded=True)
    texts = ("Take a coat with you, as", "it blows on the quay and", "nobody lends one.")
    prose = [line(text, left=346, top=100 + 15 * n) for n, text in enumerate(texts)]
    names = [line(text, left=346, top=100 + 15 * n) for n, text in enumerate(("Quay", "Lock", "Shed"))]
    over = line("words that run over the edge of it and", left=200, top=130)
    assert len(boxes(page(*prose, strokes=(shade,)), (), None)) == 1
    assert not boxes(page(*names, strokes=(shade,)), (), None)
    assert not boxes(page(*prose, over, strokes=(shade,)), (), None)


def test_boxes_apart_from_each_other_are_a_flow_chart() -> None:
    frames = [Stroke(x, y, x + 100, y + 40) for x, y in ((60, 100), (200, 100), (60, 180))]
    words = [line("Act now", left=s.left + 5, top=s.top + 10) for s in frames]
    found = chart(page(*words, strokes=tuple(frames)), ())
    assert found is not None
    assert (found.left, found.top, found.right, found.bottom) == (60, 100, 300, 220)


def test_boxes_with_text_between_them_are_no_flow_chart() -> None:
    frames = [Stroke(60, y, 500, y + 20) for y in (100, 200, 300)]
    words = [line("A heading", left=70, top=s.top + 4) for s in frames]
    words += [line("Text between the boxes", left=70, top=y) for y in (140, 160, 240, 260)]
    assert chart(page(*words, strokes=tuple(frames)), ()) is None


def test_a_single_justified_line_is_no_table() -> None:
    words = ((57, "transformed back"), (168, "by means of"), (250, "approved"), (314, "algorithms"))
    assert aligned(rows(table_rows((100, words))), SETTING, ()) == ()
    apart = ((57, "Term"), (150, "Meaning"), (250, "Kept by"), (350, "Days"))
    assert len(aligned(rows(table_rows((100, apart))), SETTING, ())) == 1


def test_rows_pushed_apart_in_a_narrow_column_are_no_table() -> None:
    above = line("remains with the administration,", left=57, top=100)

    def row(top: float, *words: str) -> list[Line]:
        widths = [line(word).right - line(word).left for word in words]
        gap = (300 - sum(widths)) / (len(words) - 1)
        return [line(w, left=57 + sum(widths[:n]) + n * gap, top=top) for n, w in enumerate(words)]

    words = [*row(115, "notwithstanding", "arrangements", "of"), *row(130, "people", "or", "of")]
    assert aligned(rows([above, *words]), SETTING, ()) == ()
    cells = [line(w, left=x, top=y) for y in (115, 130) for x, w in ((57, "term"), (120, "days"), (320, "office"))]
    assert len(aligned(rows([above, *cells]), SETTING, ())) == 1


def test_a_single_shaded_row_under_a_ruled_head_is_a_table() -> None:
    shades = [Stroke(a, 120, b, 140, shaded=True) for a, b in ((50, 150), (150, 300), (300, 450))]
    cells = [(60, 105, "Name"), (160, 105, "Notes"), (60, 123, "/dev/rope"), (160, 123, "found"), (310, 123, "A")]
    words = [line(text, left=x, top=y) for x, y, text in cells]
    (grid,) = banded([*shades, lying(95, 50, 450)], words)
    assert sorted(told(ruled(grid, words)).values()) == ["/dev/rope", "A", "Name", "Notes", "found"]
    assert banded(shades, words) == ()
    across = line("A sentence in the place of a head", left=60, top=105)
    assert banded([*shades, lying(95, 50, 450)], [across, *words[2:]]) == ()


def test_rows_of_a_table_that_is_drawn_cell_by_cell_are_no_passages_side_by_side() -> None:
    ticks = ((300, "x"), (320, "x"), (340, "x"), (360, "16"))
    cells = [(57, 100, "2.5.3"), (100, 100, "Verify that nothing shows"), *((x, 100, t) for x, t in ticks)]
    cells += [
        (100, 115, "the old word to anybody"),
        (57, 137, "2.5.4"),
        (100, 137, "Verify that no names are"),
        (100, 152, "left"),
    ]
    cells += [*((x, 137, t) for x, t in ticks), (400, 137, "5.1 and"), (400, 152, "A.3")]
    assert len(drawn_apart(tuple(rows([line(t, left=x, top=y) for x, y, t in cells])))) == 1
