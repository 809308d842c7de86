"""Ruled tables: the lines and shades that a page draws, to grids of cells and the rows of text in each.

Lines that meet make one grid; each cell grows from its upper left corner to the right and down until a line stops it.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise, product

from kcsie_diff.reading.layout.rows import TextRow, rows
from kcsie_diff.reading.layout.tolerances import TOLERANCES
from kcsie_diff.reading.page_model import Line, Stroke, TextRun, middle
from kcsie_diff.records import Record, replace


class Bar(Record, frozen=True):
    """A straight line: where it stands on the one axis, where it begins and ends on the other."""

    at: float
    start: float
    end: float


class Frame(Record, frozen=True):
    """One cell of a grid: its row and column, from 0, and its edges. A merged cell counts where it begins."""

    row: int
    column: int
    left: float
    top: float
    right: float
    bottom: float


class Area(Record, frozen=True):
    """A rectangle of a page, in points."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, other: "Area | Stroke") -> bool:
        """Whether another rectangle stands inside, give or take a pen's width."""
        wide = self.left - 2 <= other.left and other.right <= self.right + 2
        return wide and self.top - 2 <= other.top and other.bottom <= self.bottom + 2

    def has(self, x: float, y: float) -> bool:
        """Whether a point stands inside."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom

    def touches(self, other: "Area") -> bool:
        """Whether two rectangles touch or overlap."""
        reach = TOLERANCES.touching
        beside = self.left - reach < other.right and other.left - reach < self.right
        return beside and self.top - reach < other.bottom and other.top - reach < self.bottom

    def beside(self, other: "Area") -> bool:
        """Whether two rectangles stand side by side."""
        reach, level = TOLERANCES.touching, self.top < other.bottom and other.top < self.bottom
        return level and (self.right <= other.left + reach or other.right <= self.left + reach)


class Grid(Area, frozen=True):
    """Ruling lines that meet, and the cells between them, row by row."""

    columns: int
    frames: tuple[Frame, ...]

    def frame(self, piece: TextRun) -> Frame:
        """The cell that the middle of a piece stands in, or nearest to."""
        x, y = middle(piece)
        return min(self.frames, key=lambda f: max(f.left - x, x - f.right, 0.0) + max(f.top - y, y - f.bottom, 0.0))


class TableCell(Record, frozen=True):
    """The rows of one cell, and where it stands in its table, from 0; how many rows of the table it fills.

    `covered` are the columns of its row that an empty cell over several rows fills.
    """

    row: int
    column: int
    rows: tuple[TextRow, ...]
    height: int = 1
    covered: tuple[int, ...] = ()


class Table(Record, frozen=True):
    """A table, or the part of one that a page holds; its edges in points; cells with words, row by row.

    `bands` are the left and right edge of each column, where no grid tells them.
    """

    left: float
    top: float
    right: float
    columns: int
    cells: tuple[TableCell, ...]
    bands: tuple[tuple[float, float], ...] = ()


def horizontal_bars(strokes: Iterable[Stroke]) -> list[Bar]:
    """The lines that lie, joined where they continue."""
    thin = (s for s in strokes if s.bottom - s.top <= TOLERANCES.thin < s.right - s.left)
    return _joined(Bar((s.top + s.bottom) / 2, s.left, s.right) for s in thin)


def grids(strokes: Sequence[Stroke]) -> tuple[Grid, ...]:
    """The grids of a page, from the top down. A grid has two standing and two lying lines at least.

    Matches: tables and boxes drawn with lines, with open sides or merged cells. Must not match: the rule above
    footnotes or under a running header, underlines, boxes drawn as one shade or joined by arrows.
    """
    lying = horizontal_bars(strokes)
    thin = (s for s in strokes if s.right - s.left <= TOLERANCES.thin < s.bottom - s.top)
    bars = _joined(Bar((s.left + s.right) / 2, s.top, s.bottom) for s in thin)
    standing = [*bars, *_cell_sides(strokes, lying)]
    if len(lying) * len(standing) > TOLERANCES.most_crossings:
        return ()
    found = (_grid(h, v) for h, v in _meeting(lying, standing) if len(h) > 1 and len(v) > 1)
    return tuple(sorted((grid for grid in found if grid is not None), key=lambda grid: (grid.top, grid.left)))


def _cell_sides(strokes: Sequence[Stroke], lying: Sequence[Bar]) -> Iterable[Bar]:
    """The sides of cells that are drawn as shapes, white ones too, beside each other between two rules."""
    rows: dict[tuple[int, int], list[Stroke]] = {}
    for s in strokes:
        if _holds_text(s):
            rows.setdefault((round(s.top), round(s.bottom)), []).append(s)
    for (top, bottom), shapes in rows.items():
        if not 1 < len(shapes) <= TOLERANCES.most_cells_beside:
            continue
        left, right = min(s.left for s in shapes), max(s.right for s in shapes)
        ruled_off = all(
            any(abs(bar.at - y) <= 2 and bar.start <= left + 2 and right - 2 <= bar.end for bar in lying)
            for y in (top, bottom)
        )
        outer = [s for s in shapes if not any(s.left >= o.left and s.right <= o.right and o != s for o in shapes)]
        if ruled_off and len({round(s.left) for s in outer}) > 1:
            yield from (Bar(x, s.top, s.bottom) for s in outer for x in (s.left, s.right))


def banded(strokes: Sequence[Stroke], lines: Sequence[Line]) -> tuple[Grid, ...]:
    """The tables whose rows are shaded by turns: shades that touch side by side tell columns, their edges tell rows.

    Matches: two bands at least with the same columns, white rows between them, the head and the last row between rules;
    a single band of three columns under such a head.
    Must not match: a shaded box, bars behind headings, boxes of a flow chart; two tables with a heading or text between
    them, among the `lines` of the page, that runs over the edges of their columns.
    """
    shades = [s for s in strokes if s.shaded and _holds_text(s)]
    lying = horizontal_bars(strokes)
    made: list[Grid] = []
    for bands in _alike(_bands(shades), lines):
        xs, ys = bands[0].edges, _row_edges(bands, lying)
        if len(bands) == 1 and not _has_head(bands[0], ys[0], lines):
            continue
        if ys[-1] <= bands[-1].bottom + 2:
            ys = _edges([*ys, *_foot_of_white_row(bands[-1], lines)])
        frames = tuple(
            Frame(row, column, xs[column], ys[row], xs[column + 1], ys[row + 1])
            for row in range(len(ys) - 1) for column in range(len(xs) - 1)
        )  # fmt: skip
        made.append(Grid(xs[0], ys[0], xs[-1], ys[-1], len(xs) - 1, frames))
    return tuple(made)


def _holds_text(shape: Stroke) -> bool:
    return shape.right - shape.left > TOLERANCES.shade_width and shape.bottom - shape.top > TOLERANCES.shade_height


class _Band(Record, frozen=True):
    """A shaded row: its upper and lower edge, the edges of its columns."""

    top: float
    bottom: float
    edges: tuple[float, ...]


def _bands(shades: Sequence[Stroke]) -> list[_Band]:
    made = []
    for _, group in groupby(sorted(shades, key=lambda s: (round(s.top), s.left)), key=lambda s: round(s.top)):
        held = list(group)
        touching = all(abs(b.left - a.right) <= 2 and abs(b.bottom - a.bottom) <= 2 for a, b in pairwise(held))
        if len(held) > 1 and touching:
            made.append(_Band(held[0].top, held[0].bottom, (*(s.left for s in held), held[-1].right)))
    return made


def _alike(bands: Sequence[_Band], lines: Sequence[Line]) -> Iterable[list[_Band]]:
    """The runs of bands with the same columns and no more than a row between them."""
    run: list[_Band] = []
    for band in bands:
        if run and not _goes_on(run[-1], band, lines):
            yield run
            run = []
        run.append(band)
    if run:
        yield run


def _goes_on(above: _Band, band: _Band, lines: Sequence[Line]) -> bool:
    """Whether a band has the columns of another close above it, and no text between them runs over their edges."""
    if len(above.edges) != len(band.edges) or band.top - above.bottom >= TOLERANCES.band_gap:
        return False
    same = all(abs(x - y) <= 2 for x, y in zip(above.edges, band.edges, strict=True))
    return same and not any(_runs_across(line, above) for line in lines if above.bottom < line.baseline < band.top)


def _has_head(band: _Band, top: float, lines: Sequence[Line]) -> bool:
    """Whether a band of three columns or more has a head between it and the rule at its top: cells in its columns."""
    inside = [line for line in lines if top < line.baseline < band.bottom]
    head = (piece for line in inside if line.baseline < band.top for piece in line.pieces)
    columns = {sum(x - 2 <= piece.left for x in band.edges) for piece in head}
    return len(band.edges) > 3 and len(columns) > 1 and not any(_runs_across(line, band) for line in inside)


def _runs_across(line: Line, band: _Band) -> bool:
    """Whether a line begins with words that run over an edge; behind a cell they are the words of two cells."""
    first = line.pieces[0]
    return any(first.left < x - 2 and x + 2 < first.right for x in band.edges[1:-1])


def _foot_of_white_row(band: _Band, lines: Sequence[Line]) -> Iterable[float]:
    """The lower edge of the white row under the last band, where no rule but the end of the page ends the table.

    Matches lines under the band, close to each other, in two columns or more. Must not match text after the table.
    """
    foot, columns = band.bottom, set[int]()
    for line in sorted(lines, key=lambda line: line.baseline):
        if line.baseline <= band.bottom or not line.text.strip():
            continue
        if line.baseline - foot > TOLERANCES.most_step * line.size or _runs_across(line, band):
            break
        foot = max(foot, line.baseline)
        columns.update(sum(x - 2 <= piece.left for x in band.edges) for piece in line.pieces)
    return (foot + 2,) if len(columns) > 1 else ()


def _row_edges(bands: Sequence[_Band], lying: Sequence[Bar]) -> list[float]:
    """The edges of the rows, with the rules over the first band (two: the head's) and the one under the last band."""
    ys = _edges([edge for band in bands for edge in (band.top, band.bottom)])
    left, right = bands[0].edges[0] + TOLERANCES.shade_width, bands[0].edges[-1] - TOLERANCES.shade_width
    rules = sorted(bar.at for bar in lying if bar.start < left and bar.end > right)
    above = [at for at in reversed(rules) if ys[0] - TOLERANCES.band_rule_reach < at < ys[0] - 2]
    near = [at for at, inner in zip(above, [ys[0], *above], strict=False) if inner - at < TOLERANCES.band_head_height]
    below = [at for at in rules if ys[-1] + 2 < at < ys[-1] + TOLERANCES.band_rule_reach]
    return _edges([*ys, *near[:2], *below[:1]])


def _joined(bars: Iterable[Bar]) -> list[Bar]:
    made: list[Bar] = []
    for bar in sorted(bars, key=lambda bar: (round(bar.at / 2), bar.start)):
        last = made[-1] if made else bar
        meets = last.start - TOLERANCES.line_reach <= bar.end and bar.start <= last.end + TOLERANCES.line_reach
        if made and abs(last.at - bar.at) <= 2 and meets:
            made[-1] = Bar(last.at, min(last.start, bar.start), max(last.end, bar.end))
        else:
            made.append(bar)
    return made


def _cross(lying: Bar, standing: Bar) -> bool:
    return (
        lying.start - TOLERANCES.line_reach <= standing.at <= lying.end + TOLERANCES.line_reach
        and standing.start - TOLERANCES.line_reach <= lying.at <= standing.end + TOLERANCES.line_reach
    )


def _meeting(lying: Sequence[Bar], standing: Sequence[Bar]) -> Iterable[tuple[list[Bar], list[Bar]]]:
    """The lines that meet each other, directly or through others: the connected components of the crossings."""
    unvisited, unmet = set(range(len(standing))), set(range(len(lying)))
    while unvisited:
        columns: set[int] = set()
        rows: set[int] = set()
        to_visit = [unvisited.pop()]
        while to_visit:
            column = to_visit.pop()
            columns.add(column)
            crossed = {row for row in unmet if _cross(lying[row], standing[column])}
            unmet -= crossed
            rows |= crossed
            reached = {other for other in unvisited if any(_cross(lying[row], standing[other]) for row in crossed)}
            unvisited -= reached
            to_visit.extend(reached)
        yield [lying[row] for row in sorted(rows)], [standing[column] for column in sorted(columns)]


def _edges(values: Iterable[float]) -> list[float]:
    made: list[float] = []
    for value in sorted(values):
        if not made or value - made[-1] > TOLERANCES.line_reach:
            made.append(value)
    return made


def _grid(lying: Sequence[Bar], standing: Sequence[Bar]) -> Grid | None:
    xs = _edges([*(b.at for b in standing), min(b.start for b in lying), max(b.end for b in lying)])
    ys = _edges([*(b.at for b in lying), min(b.start for b in standing), max(b.end for b in standing)])
    if len(xs) < 2 or len(ys) < 2 or len(xs) * len(ys) > TOLERANCES.most_cells:
        return None
    frames = tuple(_frames(lying, standing, xs, ys))
    rows = {row: rank for rank, row in enumerate(sorted({frame.row for frame in frames}))}
    columns = {column: rank for rank, column in enumerate(sorted({frame.column for frame in frames}))}
    ranked = tuple(replace(frame, row=rows[frame.row], column=columns[frame.column]) for frame in frames)
    return Grid(xs[0], ys[0], xs[-1], ys[-1], len(columns), ranked)


def _frames(lying: Sequence[Bar], standing: Sequence[Bar], xs: Sequence[float], ys: Sequence[float]) -> Iterable[Frame]:
    """The cells between the edges; a cell grows to the right and down until a line stops it."""
    last_column, last_row = len(xs) - 1, len(ys) - 1
    taken: set[tuple[int, int]] = set()
    for row, column in product(range(last_row), range(last_column)):
        if (row, column) in taken:
            continue
        centre, middle = (xs[column] + xs[column + 1]) / 2, (ys[row] + ys[row + 1]) / 2
        right, bottom = column + 1, row + 1
        while right < last_column and not _barred(standing, xs[right], middle):
            right += 1
        while bottom < last_row and not _barred(lying, ys[bottom], centre):
            bottom += 1
        taken.update(product(range(row, bottom), range(column, right)))
        yield Frame(row, column, xs[column], ys[row], xs[right], ys[bottom])


def _barred(bars: Sequence[Bar], at: float, crossing: float) -> bool:
    return any(abs(bar.at - at) <= TOLERANCES.line_reach and bar.start - 1 <= crossing <= bar.end + 1 for bar in bars)


def with_columns(grid: Grid, lines: Sequence[Line]) -> Grid:
    """A grid whose rows are ruled off from each other but not its columns, cut where cells begin under each other.

    Matches two rows at least, each from edge to edge, whose words begin at the same places with wide gaps before them;
    no words of such rows run over these places. Must not match labels and their texts, or a box, which is one row.
    """
    whole = [f for f in grid.frames if f.left <= grid.left + 1 and f.right >= grid.right - 1]
    if len(whole) < 2:
        return grid
    inside = [
        [line for line in lines if f.top < line.baseline < f.bottom and f.left < line.left < f.right] for f in whole
    ]
    starts = [sorted({x for row in rows(held) for x in _cell_starts(row)}) for held in inside]
    pieces = [piece for held in inside for line in held for piece in line.pieces if piece.text.strip()]
    common = [
        x for x in sorted({x for one in starts for x in one})
        if sum(any(abs(x - other) <= 2 for other in one) for one in starts) > 1
        and not any(piece.left < x - 2 < piece.right for piece in pieces)
    ]  # fmt: skip
    if not common:
        return grid
    known = sorted({f.left for f in grid.frames})
    xs = _edges([*known, *(x - 2 for x in common if not any(x - TOLERANCES.shade_width <= k <= x for k in known))])
    cut = [bound for bound in xs if any(bound <= x <= bound + TOLERANCES.shade_width for x in common)]
    frames = [
        replace(f, left=left, right=right)
        for f in grid.frames
        for left, right in pairwise([f.left, *(cut if f in whole else ()), f.right])
    ]
    ranked = (replace(f, column=max(i for i, x in enumerate(xs) if x <= f.left + 1)) for f in frames)
    return replace(grid, columns=len(xs), frames=tuple(ranked))


def _cell_starts(row: TextRow) -> Iterable[float]:
    """Where the cells of a row begin, but for the first; the words behind a label make no cell."""
    words = row.label.text_left if row.label else row.left
    return (segment.left for segment in row.segments[1:] if segment.left > words + 1)


def ruled(grid: Grid, lines: Sequence[Line]) -> Table:
    """The table that a grid draws around lines of text; a cell that holds nothing but spaces is empty."""
    held: dict[tuple[int, int], list[Line]] = {}
    for line in lines:
        for frame, group in groupby(line.pieces, key=grid.frame):
            inside = Line(tuple(group))
            if inside.text.strip():
                held.setdefault((frame.row, frame.column), []).append(inside)
    tops = {frame.row: frame.top for frame in grid.frames}
    heights = {
        (frame.row, frame.column): sum(frame.top - 1 < top < frame.bottom - 1 for top in tops.values())
        for frame in grid.frames
    }
    blank = [place for place, height in heights.items() if height > 1 and place not in held]
    covered = {row: tuple(column for top, column in blank if top <= row < top + heights[top, column]) for row in tops}
    cells = (TableCell(*at, rows(inside), heights[at], covered[at[0]]) for at, inside in sorted(held.items()))
    return Table(grid.left, grid.top, grid.right, grid.columns, tuple(cells))
