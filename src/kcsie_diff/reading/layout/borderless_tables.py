"""Borderless tables: the rows of a column to tables whose cells stand under each other, without a grid.

A table grows row by row: its columns are the stretches of the page that its cells have taken so far, and it ends at the
first row that does not fit them.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from kcsie_diff.reading.layout.drawn_tables import Bands, drawn_rows, turns_up
from kcsie_diff.reading.layout.rows import TextRow, Typography, runs_on
from kcsie_diff.reading.layout.ruled_tables import Bar, Table, TableCell
from kcsie_diff.reading.layout.tolerances import TOLERANCES


def aligned(
    found: Sequence[TextRow], typography: Typography, bars: Sequence[Bar], carried: Table | None = None
) -> tuple[tuple[range, Table], ...]:
    """The tables without a grid among the rows of a column: which rows, and the table that they make.

    `carried` is the table at the foot of the page before, whose columns the first rows may continue.
    Matches: rows of three segments or more, or of two that are no label and text, under each other in columns, with
    the single segments that continue a column. Must not match: numbered paragraphs and bullets, justified text,
    a name and a date at both ends of one line.
    """
    made: list[tuple[range, Table]] = []
    found = list(found)
    index = 0
    while index < len(found):
        bands = Bands(carried.bands if carried and not index else ())
        stop = _extent(found, index, bands, typography, bars)
        if stop > index and len(bands.edges) > 1:
            first = _with_head(found, index, made[-1][0].stop if made else 0, bands, typography)
            made.append((range(first, stop), _table(found[first:stop], bands, bars, typography)))
        index = max(stop, index + 1)
    return tuple(made)


def _extent(found: list[TextRow], index: int, bands: Bands, typography: Typography, bars: Sequence[Bar]) -> int:
    """Where the table ends that begins at a row; the same index where none does. Its rows are cut by its columns."""
    found[index] = bands.cut(found[index])
    first = found[index]
    known = bool(bands.edges) and _takes_up(first, bands)
    if not known:
        bands.edges.clear()
        if len(first.segments) < 2 or (len(first.segments) == 2 and first.label is not None):
            return index
    bands.take(first.segments)
    stop = index + 1
    while stop < len(found) and _table_continues(found[stop - 1], row := bands.cut(found[stop]), bands, typography):
        found[stop] = row
        bands.take(row.segments)
        stop += 1
    while stop > index + 1 and len(found[stop - 1].segments) == 1:
        above, row = found[stop - 2 : stop]
        if row.baseline - above.baseline <= TOLERANCES.after_table_step * typography.step(row.size):
            break
        stop -= 1
    if known or _is_ruled_under(first, bars):
        return stop
    stretched = index and _is_stretched(found[index - 1], found[index:stop])
    return stop if not stretched and _is_table(found[index:stop], bands) else index


def _takes_up(row: TextRow, bands: Bands) -> bool:
    """Whether a row at the top of a page continues the columns of the page before."""
    if not bands.fits(row.segments):
        return False
    place = bands.place(row.segments[0]) or 0
    begins = place > 0 and abs(bands.edges[place][0] - row.left) < TOLERANCES.column_start * row.size
    return begins or len(row.segments) > 1


def _is_table(found: Sequence[TextRow], bands: Bands) -> bool:
    """Whether enough rows have cells beside each other: one of four columns, two of three, three of two.

    Must not match a single line of justified text, whose gaps are no wider than words were pushed apart.
    """
    beside = [row for row in found if len(row.segments) > 1]
    several = len(beside)
    if several == 1:
        gaps = (b.left - a.right for a, b in pairwise(beside[0].segments))
        if max(gaps) < TOLERANCES.lone_row_gap * beside[0].size:
            return False
    fewest = {2: TOLERANCES.rows_of_two_columns, 3: TOLERANCES.rows_of_three_columns}.get(len(bands.edges), 1)
    return several >= fewest and several >= TOLERANCES.rows_with_cells * len(found)


def _is_stretched(above: TextRow, found: Sequence[TextRow]) -> bool:
    """Whether some rows go on with a paragraph whose words were pushed apart to fill a narrow column.

    Matches single words with one gap between all of a row, from edge to edge, in the sentence of the row above. Must
    not match cells of several words, nor cells that stand at unlike distances.
    """
    full = [row for row in found if len(row.segments) > 1]
    if not any(len(row.segments) > 2 for row in full) or not runs_on(above, found[0]):  # one gap is like no other
        return False
    for row in full:
        slack = TOLERANCES.stretched_gap * row.size
        gaps = [b.left - a.right for a, b in pairwise(row.segments)]
        if max(gaps) - min(gaps) > slack or abs(row.right - full[0].right) > slack:
            return False
    return all(len(segment.text.split()) == 1 for row in full for segment in row.segments)


def _is_ruled_under(row: TextRow, bars: Iterable[Bar]) -> bool:
    """Whether a rule runs under all cells of a row, as under the head of a table."""
    return any(
        row.baseline < bar.at < row.baseline + TOLERANCES.head_rule_reach * row.size
        and bar.start < row.left + 3
        and bar.end > row.right - 3
        for bar in bars
    )


def _with_head(found: Sequence[TextRow], index: int, least: int, bands: Bands, typography: Typography) -> int:
    """Where the table begins, the upper lines of its head included."""
    while index > least:
        row, below = found[index - 1 : index + 1]
        close = below.baseline - row.baseline < TOLERANCES.head_step * typography.step(row.size)
        inside = row.left > bands.edges[0][1] or len(row.segments) > 1
        alike = abs(row.size - below.size) < TOLERANCES.same_size
        if not (close and inside and alike and bands.fits(row.segments)):
            break
        bands.take(row.segments)
        index -= 1
    return index


def _table_continues(above: TextRow, row: TextRow, bands: Bands, typography: Typography) -> bool:
    step = row.baseline - above.baseline
    near = step < TOLERANCES.table_step * typography.step(row.size)
    larger = row.size > TOLERANCES.after_table_type * max(above.size, typography.body)
    alone = len(row.segments) == 1 and row.left <= bands.edges[0][0] + 1
    heading = row.bold and alone and step > TOLERANCES.after_table_heading_step * typography.step(row.size)
    return near and not larger and not heading and bands.fits(row.segments)


def _table(found: Sequence[TextRow], bands: Bands, bars: Sequence[Bar], typography: Typography) -> Table:
    """The table that some rows make: its rows as the page draws them cell by cell, else by gaps and rules."""
    parts = [row.parts() for row in found]
    drawn = drawn_rows(parts, typography)
    if turns_up(drawn):
        placed = [(number, part) for number, row in enumerate(drawn) for cell in row for part in cell.parts]
    else:
        numbers = _row_numbers(found, bands, bars)
        placed = [(number, part) for number, row in zip(numbers, parts, strict=True) for part in row]
    held: dict[tuple[int, int], list[TextRow]] = {}
    for number, part in placed:
        held.setdefault((number, bands.place(part.segments[0]) or 0), []).append(part)
    cells = ((place, tuple(sorted(inside, key=lambda row: row.baseline))) for place, inside in sorted(held.items()))
    return bands.table([TableCell(*place, inside) for place, inside in cells])


def _row_numbers(found: Sequence[TextRow], bands: Bands, bars: Sequence[Bar]) -> Iterator[int]:
    """The table row that each row of the page belongs to, by gaps and rules."""
    steps = [below.baseline - above.baseline for above, below in pairwise(found)]
    least = min((step for step in steps if step > TOLERANCES.same_row_step), default=0.0)
    usual = TOLERANCES.table_row_gap * least + TOLERANCES.table_row_slack
    loose = max(steps, default=0.0) > max(usual, TOLERANCES.same_row_step)
    rules = [bar.at for bar in bars if bar.end - bar.start > TOLERANCES.rule_length]
    number = 0
    yield number
    for above, row, step in zip(found, found[1:], steps, strict=False):
        wide, top = step > usual, row.baseline - TOLERANCES.rule_clearance * row.size
        first = any(bands.place(segment) == 0 for segment in row.segments)
        several = len(row.segments) > 1 and (wide or len(above.segments) > 1)
        ruled_off = any(above.baseline + 1 < rule < top for rule in rules)
        if step > TOLERANCES.same_row_step and (several or ruled_off or (first and (wide or not loose))):
            number += 1
        yield number
