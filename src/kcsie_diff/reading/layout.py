"""Untagged pages to blocks: what a piece is, told from where it stands and how it is set.

The way: rows of pieces (layout_rows), ruled tables and boxes (layout_grids), lists of contents (layout_contents), notes
at the foot (layout_notes), columns, paragraphs (layout_units), headings (layout_headings).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kcsie_diff.reading.file import Bookmark
from kcsie_diff.reading.layout_contents import contents_span
from kcsie_diff.reading.layout_grids import Grid, grids, horizontal_bars
from kcsie_diff.reading.layout_headings import Headings, headings
from kcsie_diff.reading.layout_labels import LabelKind
from kcsie_diff.reading.layout_notes import foot_rows, notes
from kcsie_diff.reading.layout_rows import Row, rows
from kcsie_diff.reading.layout_type import Setting, setting
from kcsie_diff.reading.layout_units import Course, Unit, units
from kcsie_diff.reading.pieces import Block, Cell, Line, Page, Piece, Role


@dataclass(frozen=True)
class Part:
    """Units of one sort, in reading order: `role` where the page has told it, `cell` where they stand in a table."""

    units: tuple[Unit, ...]
    role: Role | None = None
    cell: Cell | None = None


def blocks(pages: Sequence[Page], bookmarks: Sequence[Bookmark]) -> tuple[Block, ...]:
    """The blocks of pages without tags, in reading order. Every visible piece is in exactly one.

    Running headers and footers are expected to be gone.
    """
    read = [rows(page.lines) for page in pages]
    how = setting(read)
    early = max((page.number for page in pages), default=1) * 0.2 + 4
    parts = [
        part for page, found in zip(pages, read, strict=True)
        for part in _parts(page, found, how, early=page.number <= early)
    ]  # fmt: skip
    known = headings(
        (unit for part in parts if part.role is None and part.cell is None for unit in part.units), bookmarks, how
    )
    return tuple(block for part in parts for unit in part.units for block in _block(unit, part, known))


def _parts(page: Page, found: Sequence[Row], how: Setting, *, early: bool) -> Iterator[Part]:
    """The parts of one page: contents, running text with its tables, notes."""
    tables = [grid for grid in grids(page.strokes) if any(grid.frame(p) for row in found for p in row.line.pieces)]
    outside, inside = _split(page.lines, tables)
    flow = rows(outside) if tables else found
    foot = foot_rows(flow, horizontal_bars(page.strokes), how)
    edge = max((row.right for row in found), default=page.width)
    left = min((row.left for row in found), default=0.0)
    span = contents_span(flow[:foot], how, early=early)
    free = [row for index, row in enumerate(flow[:foot]) if index not in span]
    listed = [flow[index] for index in span]
    for grid in (*tables, None):
        top = grid.top if grid else page.height + 1e6
        above = tuple(row for row in free if row.baseline < top)
        free = free[len(above) :]
        if listed and (not above or listed[0].baseline < above[-1].baseline):
            before = tuple(row for row in above if row.baseline < listed[0].baseline)
            yield from _flow(before, left, edge, how)
            yield Part(tuple(Unit((row,), edge) for row in listed), Role.CONTENTS)
            above, listed = above[len(before) :], []
        yield from _flow(above, left, edge, how)
        if grid:
            yield from _cells(page, grid, inside[id(grid)], how)
    if listed:
        yield Part(tuple(Unit((row,), edge) for row in listed), Role.CONTENTS)
    if foot < len(flow):
        yield Part(notes(flow[foot:], edge), Role.FOOTNOTE)


def _flow(found: Sequence[Row], left: float, edge: float, how: Setting) -> Iterator[Part]:
    if found:
        yield Part(units(Course(tuple(found), left, edge), how))


def _split(lines: Sequence[Line], tables: Sequence[Grid]) -> tuple[list[Line], dict[int, list[Piece]]]:
    """The lines outside all grids, and the pieces inside each, by its id."""
    inside: dict[int, list[Piece]] = {id(grid): [] for grid in tables}
    outside: list[Line] = []
    for line in lines:
        rest: list[Piece] = []
        for piece in line.pieces:
            home = next((grid for grid in tables if grid.frame(piece)), None)
            (rest if home is None else inside[id(home)]).append(piece)
        if rest:
            outside.append(Line(tuple(rest)))
    return outside, inside


def _cells(page: Page, grid: Grid, pieces: Sequence[Piece], how: Setting) -> Iterator[Part]:
    name = f"page {page.number} at {grid.top:.0f}, {grid.left:.0f}"
    for frame in grid.frames:
        held = [Line((piece,)) for piece in pieces if grid.frame(piece) == frame]
        found = rows(held)
        if found:
            edge = max(row.right for row in found)
            course = Course(found, frame.left, edge)
            yield Part(units(course, how), None, Cell(name, frame.row, frame.column, grid.columns))


def _block(unit: Unit, part: Part, known: Headings) -> Iterator[Block]:
    made = Block(part.role or Role.PARAGRAPH, unit.lines, cell=part.cell)
    if unit.label is not None:
        made = replace(made, label=unit.label.text, label_left=unit.label.left)
    if part.role is not None:
        yield made
        return
    if part.cell is not None and part.cell.columns > 1:
        yield replace(made, role=Role.CELL)
        return
    level = known.level(unit) if part.cell is None else None
    if level is not None:
        yield Block(Role.HEADING, tuple(row.line for row in unit.rows), level=level)
    elif unit.label is not None and unit.label.kind in (LabelKind.BULLET, LabelKind.LETTER, LabelKind.ROMAN):
        yield replace(made, role=Role.ITEM)
    else:
        yield made
