"""Drawn tables: the rows of a column to tables without a grid, by the order in which the page draws their cells.

Most programs write a table cell by cell: after the last line of a cell they turn back up to the next one at its right,
and go on at the left when a row is done. So lines become cells, cells rows, and rows whose cells begin under each other
a table, however near its columns are and however the text stands in its cells.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise, takewhile

from kcsie_diff.reading.layout.columns import ROUND
from kcsie_diff.reading.layout.rows import TextRow, Typography
from kcsie_diff.reading.layout.ruled_tables import Table, TableCell
from kcsie_diff.reading.layout.tolerances import TOLERANCES
from kcsie_diff.reading.page_model import Line, TextRun
from kcsie_diff.records import Record

_WORD = re.compile(r"[^\W\d_]{3}")


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


class Bands:
    """The columns of a table that grows: the stretch of the page's width that each has taken so far."""

    def __init__(self, edges: Sequence[tuple[float, float]] = ()) -> None:
        self.edges = list(edges)

    def place(self, segment: Line | DrawnCell) -> int | None:
        """The only column that a segment touches; -1 where it touches none, None where it touches several."""
        met = [i for i, (left, right) in enumerate(self.edges) if segment.left < right and left < segment.right]
        if len(met) > 1:
            return None
        return met[0] if met else -1

    def cut(self, row: TextRow) -> TextRow:
        """A row with the words of two columns parted: the upper ones may have left no gap that tells cells from words.

        Matches words in a text run of their own that begin where a column does.
        """
        if len(self.edges) < 2 or all(self.place(segment) is not None for segment in row.segments):
            return row
        starts = [left for left, _ in self.edges]
        return row.cut(lambda piece, _: any(abs(piece.left - left) < TOLERANCES.column_edge for left in starts))

    def fits(self, segments: Iterable[Line | DrawnCell]) -> bool:
        """Whether each of some segments stands in a column of its own, or between all columns."""
        places = [self.place(segment) for segment in segments]
        known = [place for place in places if place is not None and place >= 0]
        return None not in places and len(set(known)) == len(known) and bool(known)

    def take(self, segments: Iterable[Line | DrawnCell]) -> None:
        """Widen the columns by segments that fit."""
        for segment in segments:
            place = self.place(segment)
            if place == -1:
                self.edges.append((segment.left, segment.right))
            elif place is not None:
                left, right = self.edges[place]
                self.edges[place] = (min(left, segment.left), max(right, segment.right))
        self.edges.sort()

    def table(self, cells: Sequence[TableCell]) -> Table:
        """The table that cells in these columns make."""
        top = min(part.top for cell in cells for part in cell.rows)
        return Table(self.edges[0][0], top, self.edges[-1][1], len(self.edges), tuple(cells), tuple(self.edges))


def drawn_tables(
    found: Sequence[TextRow], typography: Typography, carried: Table | None = None
) -> tuple[tuple[range, Table], ...]:
    """The tables among the rows of a page that are drawn cell by cell: which rows, and the table that they make.

    `carried` is the table at the foot of the page before, whose columns the first rows may continue.
    Matches: two rows at least whose cells begin in the same columns, one of them with a line that is drawn before a
    higher one at its right; three whose last cell holds several lines beside a word. Must not match: columns of text,
    which stand beside each other once; a table that is drawn line by line; rows beside which other words stand.
    """
    parts = [tuple(_parts(row, ())) for row in found]
    if sum(len(held) > 1 for held in parts) < (1 if carried else TOLERANCES.drawn_rows):
        return ()
    tables = tuple(_tables(parts, typography, carried))
    starts = tuple({left for _, table in tables for left, _ in table.bands})
    cut = [tuple(_parts(row, starts)) for row in found] if tables else parts
    return tables if sum(map(len, cut)) == sum(map(len, parts)) else tuple(_tables(cut, typography, carried))


def _tables(
    parts: Sequence[Sequence[TextRow]], typography: Typography, carried: Table | None
) -> Iterator[tuple[range, Table]]:
    """The tables among rows that are parted into what is drawn apart, or begins where a column does."""
    drawn = [part for row in drawn_rows(parts, typography) for part in _without_rest(row)]
    at = 0
    while at < len(drawn):
        bands = Bands(carried.bands if carried and not at else ())
        stop = _extent(drawn, at, bands)
        if stop > at:
            cells = [(number, cell) for number, row in enumerate(drawn[at:stop]) for cell in row]
            span = range(min(cell.first for _, cell in cells), 1 + max(cell.last for _, cell in cells))
            if sum(len(cell.parts) for _, cell in cells) == sum(len(parts[index]) for index in span):
                yield span, bands.table([TableCell(n, bands.place(cell) or 0, cell.parts) for n, cell in cells])
        at = max(stop, at + 1)


def _parts(row: TextRow, starts: Sequence[float]) -> Iterator[TextRow]:
    """What is drawn apart in a row, each as a row of its own; a bullet stays before its words, whenever it is drawn."""

    def begins(piece: TextRun, apart: bool) -> bool:
        return apart or any(abs(piece.left - left) < TOLERANCES.column_edge for left in starts)

    bullet: TextRow | None = None
    for part in row.cut(begins).parts():
        if bullet is not None:
            yield TextRow((*bullet.segments, *part.segments), (part.order[0][:1] * len(bullet.order[0]), *part.order))
            bullet = None
        elif part.text in ROUND:
            bullet = part
        else:
            yield part
    if bullet is not None:
        yield bullet


def _without_rest(row: DrawnRow) -> Iterator[DrawnRow]:
    """A row, what stands under the last cell of a bold head cut off: the rest of a row of the page before."""
    *cells, last = row
    bold = sum(1 for _ in takewhile(lambda part: part.bold, last.parts))
    if cells and 0 < bold < len(last.parts) and all(part.bold for cell in cells for part in cell.parts):
        yield (*cells, DrawnCell(last.parts[:bold], last.first, last.first + bold - 1))
        yield (DrawnCell(last.parts[bold:], last.first + bold, last.last),)
    else:
        yield row


def _extent(drawn: Sequence[DrawnRow], at: int, bands: Bands) -> int:
    """Where the table ends that begins at a row; the same index where none does. Its columns are added to the bands."""
    if len(drawn[at]) == 1:
        return at
    known = bands.fits(drawn[at])
    if not known:
        bands.edges.clear()
    bands.take(drawn[at])
    stop = at + 1
    while stop < len(drawn) and _follows(drawn[stop - 1], drawn[stop]) and bands.fits(drawn[stop]):
        bands.take(drawn[stop])
        stop += 1
    while len(drawn[stop - 1]) == 1 and not bands.place(drawn[stop - 1][0]):
        stop -= 1
    if known:
        return stop
    several = [row for row in drawn[at:stop] if len(row) > 1]
    # A word stands beside several lines, as a term beside what it means; a label of a paragraph is no word.
    beside = [row[0].parts[0].text for row in several if len(row[0].parts) == 1 < len(row[-1].parts)]
    named = sum(1 for text in beside if _WORD.search(text)) > TOLERANCES.drawn_rows
    edges = Counter(round(row[1].left / TOLERANCES.drawn_edge) for row in several)
    return stop if (turns_up(several) or named) and max(edges.values()) >= TOLERANCES.drawn_rows else at


def _follows(above: DrawnRow, row: DrawnRow) -> bool:
    """Whether a row stands right under another."""
    bottom, top = max(cell.last for cell in above), min(cell.first for cell in row)
    step = min(cell.parts[0].baseline for cell in row) - max(cell.parts[-1].baseline for cell in above)
    return bottom < top and step < TOLERANCES.drawn_gap * row[0].parts[0].size


# ---- the order of drawing ----


def drawn_rows(parts: Sequence[Sequence[TextRow]], typography: Typography) -> list[DrawnRow]:
    """The rows of cells that a page draws from left to right, from the parts of each of its printed rows."""
    rows: list[DrawnRow] = []
    for cell in _cells(parts, typography):
        row = rows[-1] if rows and cell.left >= rows[-1][-1].right - 1 else ()
        if any(one.first <= cell.last and cell.first <= one.last for one in row):
            rows[-1] = (*row, cell)
        else:
            rows.append((cell,))
    return rows


def turns_up(drawn: Iterable[DrawnRow]) -> bool:
    """Whether a cell is drawn after a lower line of the cell at its left: the page writes cell by cell."""
    return any(one.last > after.first for row in drawn for one, after in pairwise(row))


def _cells(rows_of_parts: Sequence[Sequence[TextRow]], typography: Typography) -> Iterator[DrawnCell]:
    """The cells, in the order in which they are drawn."""
    parts = [(part, index) for index, row in enumerate(rows_of_parts) for part in row]
    edge = min((part.left for part, _ in parts), default=0.0)
    held: list[TextRow] = []
    places: list[int] = []
    for part, index in sorted(parts, key=lambda one: (one[0].drawn[0], one[0].left)):
        if held and not _goes_on(held, part, typography, edge):
            yield DrawnCell(tuple(held), min(places), max(places))
            held, places = [], []
        held.append(part)
        places.append(index)
    if held:
        yield DrawnCell(tuple(held), min(places), max(places))


def _goes_on(held: Sequence[TextRow], part: TextRow, typography: Typography, edge: float) -> bool:
    """Whether a line goes on in a cell: close under its last line. At the left edge, paragraphs are not of one cell."""
    last = held[-1]
    step = part.baseline - last.baseline
    left, right = min(one.left for one in held), max(one.right for one in held)
    under = abs(part.left - left) < TOLERANCES.drawn_indent * part.size or (
        abs(part.left + part.right - left - right) < 2 * part.size
    )
    first = left < edge + TOLERANCES.drawn_indent * part.size
    size = max(part.size, last.size)
    most = TOLERANCES.paragraph_gap * typography.step(size) if first else TOLERANCES.most_step * size
    return under and 0 < step < most
