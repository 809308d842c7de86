"""Table rows that a page end cuts: joined where a row at the top of a page is the rest of the last one before it."""

from kcsie_diff.language.sentences import ends_sentence
from kcsie_diff.reading.assembling.table_rows import Cells, Parts, Row, extents
from kcsie_diff.reading.page_model import PageBlock, Role
from kcsie_diff.records import replace

FEW_WORDS = 3
"""Words. A cell with no more may end with a stop and be no sentence."""


def whole_rows(parts: Parts) -> Parts:
    """The parts, with the first row of a table that begins a page joined to the row before it, where it is its rest.

    The rest of a row has an empty first cell, or a cell that goes on in the middle of a sentence. The first row of a
    table that is printed again at the top of a page becomes furniture.
    """
    out: list[PageBlock | Row] = []
    last: Row | None = None
    head: Row | None = None
    heads: dict[str, Row] = {}
    place = 0
    for given in parts:
        part: PageBlock | Row = given
        if isinstance(part, Row):
            head = heads.get(part.table, head)
            if last and head and _repeats(head, last, part):
                out += [replace(block, role=Role.FURNITURE, cell=None, label=None) for block in part.blocks]
                continue
            if last and _row_continues(last, part):
                rest, own = _rest_and_own(last, part)
                whole = _with_rest(last, rest)
                head = whole if head is last else head
                out[place] = last = whole
                if own is None:
                    continue
                part = own
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
        met = [one for one, (a, b) in zip(sorted(cells), extents(cells), strict=True) if a < right and left < b]
        to = column if column in met or len(met) != 1 else met[0]
        cells[to] = (*cells.get(to, ()), *held)
    return replace(row, cells=cells)


def _rest_and_own(last: Row, row: Row) -> tuple[Row, Row | None]:
    """What of a row is the rest of the one before, and what beside it is a row of its own; None where that is nothing.

    Matches a cell over several rows that a page end cuts between two of these. Must not match where a cell beside it
    goes on in the middle of a sentence.
    """
    tall = {column for column, held in row.cells.items() if held[0].cell and held[0].cell.rows > 1}
    beside = {column for column in row.cells if column not in tall}
    seams = [(last.cells[column][-1], row.cells[column][0]) for column in beside & last.cells.keys()]
    if not tall or not beside or not seams or any(_mid_sentence(*seam) for seam in seams):
        return row, None
    rest, own = ({column: row.cells[column] for column in sorted(share)} for share in (tall, beside))
    covered = tuple(sorted({*row.covered, *tall}))
    return _of(row, rest), replace(_of(row, own), covered=covered)


def _of(row: Row, cells: Cells) -> Row:
    """A row with some of its cells alone."""
    held = [block for blocks in cells.values() for block in blocks]
    return replace(row, cells=cells, drawn=tuple(block for block in row.drawn if block in held))


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
    if 0 not in {*row.cells, *row.covered} or _completes(last, row):
        return True
    seams = {c: (last.cells[c][-1], row.cells[c][0]) for c in row.cells if c in last.cells}
    going = {c for c, seam in seams.items() if _mid_sentence(*seam)}
    if 0 in seams and all(block.unlabelled().text.strip()[:1].isdigit() for block in seams[0]):
        return False  # the rows are counted or dated
    # The words of a glossary begin in lower case: there the other cells decide.
    return bool(going) and (going != {0} or not any(_begins_anew(*seam) for seam in seams.values()))


def _completes(last: Row, row: Row) -> bool:
    """Whether two rows fill every column between them, and none twice: the page end parted the cells of one row."""
    if row.cells.keys() & last.cells.keys() or not set(last.covered) <= set(row.covered):
        return False
    return len({*row.cells, *last.cells, *last.covered}) == last.columns


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
