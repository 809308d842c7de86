"""Table rows from table cells. The only column of a table is a box, and its content becomes paragraphs and items.

Rows pass through four steps, each from a tuple of rows to a tuple of rows: rows that a structure tree merged are split,
cells are put under the columns that the page shows, columns without text are dropped, and rows cut by a page end are
joined. The other blocks keep their places between the rows.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from kcsie_diff.language.sentences import ends_clause, ends_sentence
from kcsie_diff.reading.page_model import Cell, PageBlock, Role
from kcsie_diff.records import Record, replace

SAME_EDGE = 5.0
"""Points. Left edges no further apart than this are one edge: no column is as narrow as half a letter of its text."""

LEVEL = 2.0
"""Points. Cells whose first baselines differ by no more begin level with each other."""

FEW_WORDS = 3
"""Words. A cell with no more may end with a stop and be no sentence."""

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
    used: dict[str, set[int]] = {}
    for block in blocks:
        if block.cell:
            used.setdefault(block.cell.table, set()).add(block.cell.column)
    return tuple(_fit(block, sorted(used[block.cell.table])) if block.cell else block for block in blocks)


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


def _fit(block: PageBlock, columns: Sequence[int]) -> PageBlock:
    """A block with its column counted among those that hold text, or without its cell where there is only one."""
    if block.cell is None or len(columns) == 1:
        return replace(block, cell=None, boxed=True, role=Role.PARAGRAPH if block.role is Role.CELL else block.role)
    return replace(block, cell=replace(block.cell, column=columns.index(block.cell.column), columns=len(columns)))


def rows(blocks: Sequence[PageBlock]) -> Parts:
    """The blocks in order, with the cells of each table row gathered where the row begins.

    Rows that a page end cuts are joined: the rest of a row has the same place in its table, or it is in a table of its
    own that begins a page, with an empty first cell or with a cell that goes on in the middle of a sentence. What a
    tree adds on the next page to a row that was not the last of its page is a row of its own.
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
    return _joined(_covered(_narrowed(_aligned(_levelled(parts)))))


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
    lefts = [left for left, _ in _extents(row.cells)]
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


def _extents(cells: Cells) -> Iterator[tuple[float, float]]:
    """Left and right edge of each cell of a row, in order."""
    for column in sorted(cells):
        yield min(block.left for block in cells[column]), max(block.right for block in cells[column])


def _aligned(parts: Parts) -> Parts:
    """The parts, with the cells of short rows under the columns that the page shows them under.

    Many programs draw a cell over several rows and do not say so: the cells of the rows below then seem to begin too
    far left. The rows that have every cell show where the columns are.
    """
    extents: dict[str, dict[int, tuple[float, float]]] = {}
    most = Counter[str]()
    tables = [part for part in parts if isinstance(part, Row)]
    for row in tables:
        most[row.table] = max(most[row.table], len(row.cells))
    for row in tables:
        if len(row.cells) == most[row.table]:
            for column, (left, right) in enumerate(_extents(row.cells)):
                known = extents.setdefault(row.table, {}).get(column, (left, right))
                extents[row.table][column] = min(left, known[0]), max(right, known[1])
    return tuple(
        _under_columns(part, extents[part.table])
        if isinstance(part, Row) and 1 < len(part.cells) < most[part.table] and _is_short(part)
        else part
        for part in parts
    )


def _is_short(row: Row) -> bool:
    """Whether a row has fewer cells than its table has columns, empty cells counted."""
    cell = row.drawn[0].cell
    return cell is not None and (cell.width is None or cell.width < cell.columns)


def _under_columns(row: Row, columns: Mapping[int, tuple[float, float]]) -> Row:
    """A row with each cell under the column that it overlaps most, where that leaves the cells in order and apart."""
    found = [
        max(columns, key=lambda column: min(right, columns[column][1]) - max(left, columns[column][0]))
        for left, right in _extents(row.cells)
    ]
    if any(after <= before for before, after in pairwise(found)):
        return row
    return replace(row, cells={column: row.cells[old] for column, old in zip(found, sorted(row.cells), strict=True)})


def _narrowed(parts: Parts) -> Parts:
    """The parts, without the columns of each table that no row has text in."""
    used: dict[str, set[int]] = {}
    for part in parts:
        if isinstance(part, Row):
            used.setdefault(part.table, set()).update(part.cells)
    numbers = {table: {column: i for i, column in enumerate(sorted(columns))} for table, columns in used.items()}
    return tuple(
        replace(
            part,
            columns=len(numbers[part.table]),
            cells={numbers[part.table][column]: held for column, held in part.cells.items()},
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
            covered = tuple(column for column in free if reach.get((part.table, column), -1) > cell.row)
            for column, held in part.cells.items():
                own = held[0].cell
                reach[part.table, column] = own.row + own.rows if own else 0
            made.append(replace(part, covered=covered) if covered else part)
        else:
            made.append(part)
    return tuple(made)


def _joined(parts: Parts) -> Parts:
    """The parts, with the first row of a table that begins a page joined to the row before it, where it is its rest.

    The first row of a table that is printed again at the top of a page becomes furniture.
    """
    out: list[PageBlock | Row] = []
    last: Row | None = None
    head: Row | None = None
    heads: dict[str, Row] = {}
    place = 0
    for part in parts:
        if isinstance(part, Row):
            head = heads.get(part.table, head)
            if last and head and _repeats(head, last, part):
                out += [replace(block, role=Role.FURNITURE, cell=None, label=None) for block in part.blocks]
                continue
            if last and _row_continues(last, part):
                whole = _with_rest(last, part)
                head = whole if head is last else head
                out[place] = last = whole
                continue
            head = part if last is None or head is None else head
            heads.setdefault(part.table, head)
            last, place = part, len(out)
        elif part.role not in (Role.FURNITURE, Role.FOOTNOTE):
            last = None
        out.append(part)
    return tuple(out)


def _with_rest(row: Row, rest: Row) -> Row:
    """A row with the cells of its rest, each in its own column, unless the page shows it only under another.

    Word puts what a page end cuts off a cell into the last cell of the row.
    """
    cells = dict(row.cells)
    for column, held in rest.cells.items():
        left, right = min(block.left for block in held), max(block.right for block in held)
        met = [one for one, (a, b) in zip(sorted(cells), _extents(cells), strict=True) if a < right and left < b]
        to = column if column in met or len(met) != 1 else met[0]
        cells[to] = (*cells.get(to, ()), *held)
    return replace(row, cells=cells)


def _repeats(head: Row, last: Row, row: Row) -> bool:
    """Whether a row is the first row of its table, printed again at a page top, above the rest of a row maybe."""
    page, pages = row.drawn[0].page, {block.page for block in last.blocks}
    begins = page - 1 in pages and all(row.drawn[0].top < block.top for block in last.blocks if block.page == page)
    return begins and [block.text.split() for block in head.blocks] == [block.text.split() for block in row.blocks]


def _row_continues(last: Row, row: Row) -> bool:
    """Whether a row is the rest of the last row of the page before."""
    if not last.blocks or not row.blocks or last.columns != row.columns:
        return False
    if row.blocks[0].page != last.blocks[-1].page + 1:
        return False
    if 0 not in row.cells or _completes(last, row):
        return True
    seams = {c: (last.cells[c][-1], row.cells[c][0]) for c in row.cells if c in last.cells}
    going = {c for c, seam in seams.items() if _mid_sentence(*seam)}
    if 0 in seams and all(block.unlabelled().text.strip()[:1].isdigit() for block in seams[0]):
        return False  # the rows are counted or dated
    # The words of a glossary begin in lower case: there the other cells decide.
    return bool(going) and (going != {0} or not any(_begins_anew(*seam) for seam in seams.values()))


def _completes(last: Row, row: Row) -> bool:
    """Whether two rows fill every column between them, and none twice: the page end parted the cells of one row."""
    return not (row.cells.keys() & last.cells.keys() or last.covered) and len({*row.cells, *last.cells}) == last.columns


def _begins_anew(before: PageBlock, after: PageBlock) -> bool:
    """Whether a sentence has ended and another begins. Must not match "A.12.4.2", which has a stop but few words."""
    words = before.text.split()
    return len(words) > FEW_WORDS and ends_sentence(words[-1]) and not after.text.lstrip()[:1].islower()


def _mid_sentence(before: PageBlock, after: PageBlock) -> bool:
    """Whether a text of some words begins in lower case, or with a figure, after one that has not ended.

    Must not match a lone "o": it is a mark in a table of marks, not the rest of a sentence; nor a figure in a cell of
    phrases.
    """
    text, first = before.text.rstrip(), after.text.lstrip()[:1]
    counts = first.isdigit() and ends_sentence(after.text) and len(text.split()) > FEW_WORDS
    return (
        after.label is None
        and len(after.text.split()) > 1
        and (first.islower() or counts)
        and not text.endswith((".", ":", "?", "!"))
    )
