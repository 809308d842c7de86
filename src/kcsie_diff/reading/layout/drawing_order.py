"""The order in which a page draws a table: its lines to cells, and its cells to rows.

Most programs write a table cell by cell: after the last line of a cell they turn back up to the next one at its right,
and go on at the left when a row is done.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from kcsie_diff.reading.layout.rows import TextRow, Typography
from kcsie_diff.reading.layout.tolerances import TOLERANCES
from kcsie_diff.records import Record


class DrawnCell(Record, frozen=True, dict=True):
    """Lines that are drawn one after the other, each below the one before, and the first and last row they stand in."""

    parts: tuple[TextRow, ...]
    first: int
    last: int

    @cached_property
    def left(self) -> float:
        """The left edge."""
        return min(part.left for part in self.parts)

    @cached_property
    def right(self) -> float:
        """The right edge."""
        return max(part.right for part in self.parts)


DrawnRow = tuple[DrawnCell, ...]


def drawn_rows(parts: Sequence[Sequence[TextRow]], typography: Typography) -> list[DrawnRow]:
    """The rows of cells that a page draws, from the parts of each of its printed rows."""
    return list(_rows(_cells(parts, typography)))


def turns_up(drawn: Iterable[DrawnRow]) -> bool:
    """Whether a cell is drawn after a lower line of the cell at its left: the page writes cell by cell."""
    return any(one.last > after.first for row in drawn for one, after in pairwise(row))


def _cells(rows_of_parts: Sequence[Sequence[TextRow]], typography: Typography) -> Iterator[DrawnCell]:
    """The cells, in the order in which they are drawn."""
    parts = [(part, index) for index, row in enumerate(rows_of_parts) for part in row]
    edge = min((part.left for part, _ in parts), default=0.0)
    held: list[tuple[TextRow, int]] = []
    for part, index in sorted(parts, key=lambda one: (one[0].drawn[0], one[0].left)):
        if held and not _goes_on(held, part, typography, edge):
            yield _cell(held)
            held = []
        held.append((part, index))
    if held:
        yield _cell(held)


def _cell(held: Sequence[tuple[TextRow, int]]) -> DrawnCell:
    places = [index for _, index in held]
    return DrawnCell(tuple(part for part, _ in held), min(places), max(places))


def _goes_on(held: Sequence[tuple[TextRow, int]], part: TextRow, typography: Typography, edge: float) -> bool:
    """Whether a line goes on in a cell: close under its last line. At the left edge, paragraphs are not of one cell."""
    last, _ = held[-1]
    step = part.baseline - last.baseline
    left, right = min(one.left for one, _ in held), max(one.right for one, _ in held)
    under = abs(part.left - left) < TOLERANCES.drawn_indent * part.size or (
        abs(part.left + part.right - left - right) < 2 * part.size
    )
    first = left < edge + TOLERANCES.drawn_indent * part.size
    size = max(part.size, last.size)
    most = TOLERANCES.paragraph_gap * typography.step(size) if first else TOLERANCES.most_step * size
    return under and 0 < step < most


def _rows(cells: Iterable[DrawnCell]) -> Iterator[DrawnRow]:
    """The cells that are drawn from left to right beside each other, as rows."""
    row: list[DrawnCell] = []
    for cell in cells:
        if row and not (cell.left >= row[-1].right - 1 and any(_is_beside(one, cell) for one in row)):
            yield tuple(row)
            row = []
        row.append(cell)
    if row:
        yield tuple(row)


def _is_beside(one: DrawnCell, other: DrawnCell) -> bool:
    return one.first <= other.last and other.first <= one.last
