"""Table rows from table cells. The only column of a table is a box, and its content becomes paragraphs and items.

Rows pass through several steps, each from a tuple of rows to a tuple of rows: rows that a structure tree merged are
split, cells are put under the columns that the page shows, columns without text are dropped. The other blocks keep
their places between the rows.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from kcsie_diff.language.sentences import ends_clause
from kcsie_diff.reading.page_model import Cell, PageBlock, Role
from kcsie_diff.records import Record, replace

SAME_EDGE = 5.0
"""Points. Left edges no further apart than this are one edge: no column is as narrow as half a letter of its text."""

LEVEL = 2.0
"""Points. Cells whose first baselines differ by no more begin level with each other."""

Cells = Mapping[int, tuple[PageBlock, ...]]


class Row(Record, frozen=True):
    """One row of a table: its blocks by column, counted from 0, and the same blocks in the order of drawing.

    `covered` are the columns into which a cell of a row above reaches.
    """

    table: str
    columns: int
    cells: Cells
    drawn: tuple[PageBlock, ...]
    covered: tuple[int, ...] = ()

    @property
    def blocks(self) -> tuple[PageBlock, ...]:
        """The blocks of the row, column by column."""
        return tuple(block for column in sorted(self.cells) for block in self.cells[column])


Parts = tuple[PageBlock | Row, ...]


def unbox(blocks: Sequence[PageBlock]) -> tuple[PageBlock, ...]:
    """The blocks, with those of one-column tables freed of their cell; the role CELL becomes PARAGRAPH there.

    Columns without any text are not counted: a table that has text in one column only is a box too.
    """
    numbers = _numbered((block.cell.table, (block.cell.column,)) for block in blocks if block.cell)
    made: list[PageBlock] = []
    for block in blocks:
        cell, held = block.cell, numbers[block.cell.table] if block.cell else {}
        if cell is None:
            made.append(block)
        elif len(held) == 1:
            role = Role.PARAGRAPH if block.role is Role.CELL else block.role
            made.append(replace(block, cell=None, boxed=True, role=role))
        else:
            covered = tuple(held[column] for column in cell.covered if column in held)
            place = replace(cell, column=held[cell.column], columns=len(held), covered=covered)
            made.append(replace(block, cell=place))
    return tuple(made)


def _numbered(used: Iterable[tuple[str, Iterable[int]]]) -> dict[str, dict[int, int]]:
    """The columns of each table that hold text, each with its number among them."""
    found: dict[str, set[int]] = {}
    for table, columns in used:
        found.setdefault(table, set()).update(columns)
    return {table: {column: i for i, column in enumerate(sorted(columns))} for table, columns in found.items()}


def with_tables(blocks: Sequence[PageBlock]) -> Iterator[PageBlock]:
    """The blocks, with each row that the tree put in no table added to the table right above it, or to a new one."""
    above: Cell | None = None
    for block in blocks:
        cell = block.cell
        if cell is not None and not cell.table:
            table = above.table if above else f"rows from page {block.page}, {-cell.row}"
            columns = max(cell.columns, above.columns) if above else cell.columns
            cell = replace(cell, table=table, columns=columns)
        if block.role not in (Role.FURNITURE, Role.FOOTNOTE):
            above = cell
        yield block if cell is block.cell else replace(block, cell=cell)


def rows(blocks: Sequence[PageBlock]) -> Parts:
    """The blocks in order, with the cells of each table row gathered where the row begins.

    What a tree adds on the next page to a row that was not the last of its page is a row of its own.
    """
    begun: dict[tuple[str, int], list[tuple[int, PageBlock]]] = {}
    first: dict[tuple[str, int], int] = {}
    lowest: dict[int, list[tuple[int, PageBlock]]] = {}
    order: list[PageBlock | list[tuple[int, PageBlock]]] = []
    for block in blocks:
        cell = block.cell
        if cell is None or block.role in (Role.FURNITURE, Role.FOOTNOTE):
            order.append(block)
            continue
        placed = begun.get((cell.table, cell.row), [])
        page = placed[-1][1].page if placed else block.page
        if not placed or (page != block.page and lowest[page] is not placed):
            first[cell.table, cell.row] = cell.column if placed else 0
            begun[cell.table, cell.row] = placed = []
            order.append(placed)
        placed.append((max(0, cell.column - first[cell.table, cell.row]), block))
        lowest[block.page] = placed
    parts = tuple(one for part in order for one in ((part,) if isinstance(part, PageBlock) else _split(_row(part))))
    return _narrowed(_covered(_aligned(_levelled(parts))))


def _row(placed: Sequence[tuple[int, PageBlock]]) -> Row:
    """A row from its blocks, as they are drawn, each with its column."""
    cells: dict[int, tuple[PageBlock, ...]] = {}
    for column, block in placed:
        cells[column] = (*cells.get(column, ()), block)
    first = placed[0][1].cell
    table, columns = (first.table, first.columns) if first else ("", len(cells))
    return Row(table, columns, cells, tuple(block for _, block in placed))


def _split(row: Row) -> tuple[Row, ...]:
    """The rows that the page shows: real structure trees put two rows into one, and the cells of both into one cell.

    Where every cell begins to the right of the one before it, the tree is believed. Otherwise the blocks are taken as
    they are drawn: the left edge gives the column, and a step back to the left begins a row.
    """
    lefts = [left for left, _ in extents(row.cells)]
    if all(after > before + SAME_EDGE for before, after in pairwise(lefts)):
        return (row,)
    edges: list[float] = []
    for block in row.drawn:
        if not any(abs(block.left - edge) <= SAME_EDGE for edge in edges):
            edges.append(block.left)
    edges.sort()
    split: list[list[tuple[int, PageBlock]]] = [[]]
    for block in row.drawn:
        column = next(i for i, edge in enumerate(edges) if abs(block.left - edge) <= SAME_EDGE)
        if split[-1] and column < split[-1][-1][0]:
            split.append([])
        split[-1].append((column, block))
    return tuple(map(_row, split))


def _levelled(parts: Parts) -> Parts:
    """The parts, with the lines of a cell in the rows that they are level with: real trees put them all into one cell.

    Must not match a merged cell, whose lines do not begin where the rows beside it begin, nor a table that was found
    by its look.
    """
    made = list(parts)
    found = [(i, part) for i, part in enumerate(parts) if isinstance(part, Row) and part.drawn[0].owners]
    for number, (_, row) in enumerate(found):
        for column in row.cells:
            end = number + 1
            while end < len(found) and found[end][1].table == row.table and column not in found[end][1].cells:
                end += 1
            among = found[number:end] if end > number + 1 else ()
            for (place, _), share in zip(among, _shares([one for _, one in among], column), strict=False):
                held = made[place]
                if isinstance(held, Row):
                    made[place] = replace(held, cells={**held.cells, column: share})
    return tuple(made)


def _shares(found: Sequence[Row], column: int) -> Sequence[tuple[PageBlock, ...]]:
    """The lines of a cell of the first row by the rows that they stand in, from the first on; none if that is all.

    The first line in each row is level with its other cells, and does not go on with a sentence.
    """
    starts = [_start(row, column) for row in found]
    shares: list[list[PageBlock]] = []
    for block in found[0].cells[column] if found else ():
        for number, line in enumerate(block.lines):
            part = replace(block, lines=(line,), label=None if number else block.label)
            at = line.page, line.baseline
            following = starts[len(shares)] if len(shares) < len(starts) else (line.page + 1, 0.0)
            if at[0] == following[0] and abs(at[1] - following[1]) <= LEVEL:
                if shares and part.text.lstrip()[:1].islower() and not ends_clause(shares[-1][-1].text):
                    return ()
                shares.append([part])
            elif not shares or at > following:
                return ()
            elif number and shares[-1]:
                shares[-1][-1] = replace(shares[-1][-1], lines=(*shares[-1][-1].lines, line))
            else:
                shares[-1].append(part)
    return [tuple(share) for share in shares] if len(shares) > 1 else ()


def _start(row: Row, column: int) -> tuple[int, float]:
    """The page of a row, and the baseline on which its cells begin, that of one column aside."""
    lines = (block.lines[0] for other, held in row.cells.items() for block in held if other != column)
    return min(((line.page, line.baseline) for line in lines), default=(0, 0.0))


def extents(cells: Cells) -> Iterator[tuple[float, float]]:
    """Left and right edge of each cell of a row, in order."""
    for column in sorted(cells):
        yield min(block.left for block in cells[column]), max(block.right for block in cells[column])


def _aligned(parts: Parts) -> Parts:
    """The parts, with the cells of short rows under the columns that the page shows them under.

    Many programs draw a cell over several rows and do not say so: the cells of the rows below then seem to begin too
    far left. The rows that have every cell show where the columns are.
    """
    known_extents: dict[str, dict[int, tuple[float, float]]] = {}
    most = Counter[str]()
    tables = [part for part in parts if isinstance(part, Row)]
    for row in tables:
        most[row.table] = max(most[row.table], len(row.cells))
    for row in tables:
        if len(row.cells) == most[row.table]:
            for column, (left, right) in enumerate(extents(row.cells)):
                known = known_extents.setdefault(row.table, {}).get(column, (left, right))
                known_extents[row.table][column] = min(left, known[0]), max(right, known[1])
    return tuple(
        _under_columns(part, known_extents[part.table])
        if isinstance(part, Row) and 1 < len(part.cells) < most[part.table]
        else part
        for part in parts
    )


def _under_columns(row: Row, columns: Mapping[int, tuple[float, float]]) -> Row:
    """A row with each cell under the column that it overlaps most, where that leaves the cells in order and apart.

    Must not match a row with as many cells as its table has columns, empty cells counted.
    """
    found = [
        max(columns, key=lambda column: min(right, columns[column][1]) - max(left, columns[column][0]))
        for left, right in extents(row.cells)
    ]
    cell = row.drawn[0].cell
    full = cell is None or (cell.width is not None and cell.width >= cell.columns)
    if full or any(after <= before for before, after in pairwise(found)):
        return row
    return replace(row, cells={column: row.cells[old] for column, old in zip(found, sorted(row.cells), strict=True)})


def _narrowed(parts: Parts) -> Parts:
    """The parts, without the columns of each table that no row has text in."""
    numbers = _numbered((part.table, part.cells) for part in parts if isinstance(part, Row))
    return tuple(
        replace(
            part,
            columns=len(numbers[part.table]),
            cells={numbers[part.table][column]: held for column, held in part.cells.items()},
            covered=tuple(numbers[part.table][column] for column in part.covered if column in numbers[part.table]),
        )
        if isinstance(part, Row)
        else part
        for part in parts
    )


def _covered(parts: Parts) -> Parts:
    """The parts, each row with the columns into which a cell of a row above reaches."""
    reach: dict[tuple[str, int], int] = {}
    made: list[PageBlock | Row] = []
    for part in parts:
        cell = part.drawn[0].cell if isinstance(part, Row) else None
        if isinstance(part, Row) and cell is not None:
            free = (column for column in range(part.columns) if column not in part.cells)
            covered = tuple(c for c in free if c in cell.covered or reach.get((part.table, c), -1) > cell.row)
            for column, held in part.cells.items():
                own = held[0].cell
                end = own.row + own.rows if own else 0  # a head that is printed again stands above all cells
                reach[part.table, column] = max(end, reach.get((part.table, column), 0))
            made.append(replace(part, covered=covered) if covered else part)
        else:
            made.append(part)
    return tuple(made)
