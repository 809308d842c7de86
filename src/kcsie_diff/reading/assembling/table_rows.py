"""Cells -> rows. A table of one column is a box: its content is told as paragraphs and items."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from kcsie_diff.reading.page_model import Block, Role

SAME = 5.0
"""Left edges that differ by no more points than this are one."""


class Row:
    """One row of a table: the blocks of each column, by column from 0; and as they are drawn."""

    def __init__(self, table: str, columns: int) -> None:
        self.table = table
        self.columns = columns
        self.cells: dict[int, list[Block]] = {}
        self.drawn: list[Block] = []

    def add(self, block: Block, column: int) -> None:
        """Add a block to a cell."""
        self.cells.setdefault(column, []).append(block)
        self.drawn.append(block)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks of the row, column by column."""
        return tuple(block for column in sorted(self.cells) for block in self.cells[column])


def unbox(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, those of one-column tables freed of their cell; the role CELL becomes PARAGRAPH there.

    Columns without any text are not counted: a table that has text in one column only is a box too.
    """
    used: dict[str, set[int]] = {}
    for block in blocks:
        if block.cell:
            used.setdefault(block.cell.table, set()).add(block.cell.column)
    return tuple(_fit(block, sorted(used[block.cell.table])) if block.cell else block for block in blocks)


def _fit(block: Block, columns: Sequence[int]) -> Block:
    """A block with its column counted among those that hold text; free where there is one only."""
    if block.cell is None or len(columns) == 1:
        return replace(block, cell=None, role=Role.PARAGRAPH if block.role is Role.CELL else block.role)
    return replace(block, cell=replace(block.cell, column=columns.index(block.cell.column), columns=len(columns)))


def rows(blocks: Sequence[Block]) -> Iterator[Block | Row]:
    """The blocks in order, with the cells of each table row gathered where the row begins.

    Rows that a page end cuts are joined: the rest of a row has the same place in its table, or stands in a table of its
    own that begins a page, with an empty first cell or with a cell that goes on in the middle of a sentence.
    """
    out: list[Block | Row] = []
    places: dict[tuple[str, int], Row] = {}
    for block in blocks:
        cell = block.cell
        if cell is None or block.role in (Role.FURNITURE, Role.FOOTNOTE):
            out.append(block)
            continue
        if (cell.table, cell.row) not in places:
            places[cell.table, cell.row] = Row(cell.table, cell.columns)
            out.append(places[cell.table, cell.row])
        places[cell.table, cell.row].add(block, cell.column)
    mended = [one for part in out for one in (_mended(part) if isinstance(part, Row) else (part,))]
    yield from _joined(_narrowed(_aligned(mended)))


def _aligned(parts: Sequence[Block | Row]) -> Sequence[Block | Row]:
    """Put the cells of rows that have fewer than their table under the columns that the page shows them under.

    Many programs draw a cell over several rows and do not say so: the cells of the rows below then seem to stand too
    far left. The rows that have every cell show where the columns are.
    """
    extents: dict[str, dict[int, tuple[float, float]]] = {}
    most = Counter[str]()
    tables = [part for part in parts if isinstance(part, Row)]
    for row in tables:
        most[row.table] = max(most[row.table], len(row.cells))
    for row in tables:
        if len(row.cells) == most[row.table]:
            for column, (left, right) in enumerate(_extents(row)):
                known = extents.setdefault(row.table, {}).get(column, (left, right))
                extents[row.table][column] = min(left, known[0]), max(right, known[1])
    for row in tables:
        if 1 < len(row.cells) < most[row.table] and _is_short(row):
            _align(row, extents[row.table])
    return parts


def _is_short(row: Row) -> bool:
    """Whether a row has fewer cells than its table has columns, empty cells counted."""
    cell = row.drawn[0].cell
    return cell is not None and (cell.width is None or cell.width < cell.columns)


def _extents(row: Row) -> Iterator[tuple[float, float]]:
    """Left and right edge of each cell of a row, in order."""
    for column in sorted(row.cells):
        yield min(b.left for b in row.cells[column]), max(b.right for b in row.cells[column])


def _align(row: Row, columns: Mapping[int, tuple[float, float]]) -> None:
    """Move the cells of a row under the columns that they overlap most, where that leaves them in order and apart."""
    found = [
        max(columns, key=lambda column: min(right, columns[column][1]) - max(left, columns[column][0]))
        for left, right in _extents(row)
    ]
    if all(after > before for before, after in pairwise(found)):
        row.cells = {column: row.cells[old] for column, old in zip(found, sorted(row.cells), strict=True)}


def _narrowed(parts: Sequence[Block | Row]) -> Sequence[Block | Row]:
    """Drop the columns of each table that no row has text in, now that its rows are mended."""
    used: dict[str, set[int]] = {}
    for part in parts:
        if isinstance(part, Row):
            used.setdefault(part.table, set()).update(part.cells)
    for part in parts:
        if isinstance(part, Row):
            columns = sorted(used[part.table])
            part.cells = {columns.index(column): held for column, held in part.cells.items()}
            part.columns = len(columns)
    return parts


def _mended(row: Row) -> Iterator[Row]:
    """Part a row into what the page shows: real trees lay two rows into one, and cells of both into one cell.

    Where every cell stands right of the one before it, the tree is believed. Else the blocks are taken as they are
    drawn: their left edge tells the column, and a step back to the left begins a row.
    """
    lefts = [min(block.left for block in row.cells[column]) for column in sorted(row.cells)]
    if all(after > before + SAME for before, after in pairwise(lefts)):
        yield row
        return
    edges: list[float] = []
    for block in row.drawn:
        if not any(abs(block.left - edge) <= SAME for edge in edges):
            edges.append(block.left)
    edges.sort()
    here, last = Row(row.table, row.columns), 0
    for block in row.drawn:
        column = next(i for i, edge in enumerate(edges) if abs(block.left - edge) <= SAME)
        if column < last:
            yield here
            here = Row(row.table, row.columns)
        here.add(block, column)
        last = column
    yield here


def _joined(parts: Sequence[Block | Row]) -> Iterator[Block | Row]:
    """Join the first row of a table that begins a page to the last row before it, where it is its rest."""
    out: list[Block | Row] = []
    last: Row | None = None
    head: Row | None = None
    for part in parts:
        if isinstance(part, Row):
            if last and head and _repeats(head, last, part):
                out += [replace(block, role=Role.FURNITURE, cell=None, label=None) for block in part.blocks]
                continue
            if last and _goes_on(last, part):
                for column, held in part.cells.items():
                    last.cells.setdefault(_column_of(last, column, held), []).extend(held)
                continue
            head = part if last is None or head is None else head
            last = part
        elif part.role not in (Role.FURNITURE, Role.FOOTNOTE):
            last = None
        out.append(part)
    yield from out


def _column_of(last: Row, column: int, rest: Sequence[Block]) -> int:
    """The column that the rest of a cell belongs to: its own, unless the page shows it under another one alone.

    Word hangs what a page end cuts off a cell on the last cell of the row.
    """
    left, right = min(block.left for block in rest), max(block.right for block in rest)
    met = [one for one, (a, b) in zip(sorted(last.cells), _extents(last), strict=True) if a < right and left < b]
    return column if column in met or len(met) != 1 else met[0]


def _repeats(head: Row, last: Row, row: Row) -> bool:
    """Whether a row is the first row of its table, printed again at the top of a page."""
    begins = bool(last.blocks and row.blocks) and row.blocks[0].page == last.blocks[-1].page + 1
    return begins and [block.text.split() for block in head.blocks] == [block.text.split() for block in row.blocks]


def _goes_on(last: Row, row: Row) -> bool:
    if not last.blocks or not row.blocks or last.columns != row.columns:
        return False
    if row.blocks[0].page != last.blocks[-1].page + 1:
        return False
    return 0 not in row.cells or any(
        _mid_sentence(last.cells[c][-1], row.cells[c][0]) for c in row.cells if c in last.cells
    )


def _mid_sentence(before: Block, after: Block) -> bool:
    """Whether a text of some words begins in lower case after one that has not ended; an "o" is a mark, no sentence."""
    text = before.text.rstrip()
    return (
        after.label is None
        and len(after.text.split()) > 1
        and after.text.lstrip()[:1].islower()
        and not text.endswith((".", ":", "?", "!"))
    )
