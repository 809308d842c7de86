"""Tables of untagged pages, and those whose cells stand inside a grid of lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from kcsie_diff.reading.layout.rows import Row, rows
from kcsie_diff.reading.layout.ruled_tables import Grid
from kcsie_diff.reading.page_model import Line


@dataclass(frozen=True)
class TableCell:
    """The rows of one cell, and where it stands in its table, from 0."""

    row: int
    column: int
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Table:
    """A table, or the part of one that a page holds; its edges in points; cells with words, row by row.

    `bands` are the left and right edge of each column, where no grid tells them.
    """

    left: float
    top: float
    right: float
    bottom: float
    columns: int
    cells: tuple[TableCell, ...]
    bands: tuple[tuple[float, float], ...] = ()


def ruled(grid: Grid, lines: Sequence[Line]) -> Table:
    """The table that a grid draws around lines of text."""
    held: dict[tuple[int, int], list[Line]] = {}
    for line in lines:
        for frame, group in groupby(line.pieces, key=grid.frame):
            held.setdefault((frame.row, frame.column), []).append(Line(tuple(group)))
    cells = (TableCell(*place, rows(inside)) for place, inside in sorted(held.items()))
    return Table(grid.left, grid.top, grid.right, grid.bottom, grid.columns, tuple(cells))
